// @neo4j/graphql behind Apollo Server, as its documentation shows: node server.mjs --store bolt://…
// It prints its address once it listens.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { Neo4jGraphQL } from "@neo4j/graphql";
import neo4j from "neo4j-driver";

const { values } = parseArgs({ options: { store: { type: "string" } } });
const driver = neo4j.driver(values.store, neo4j.auth.basic("neo4j", "none"));
const typeDefs = readFileSync(new URL("schema.graphql", import.meta.url), "utf8");
// Of strings, only equality can be filtered by default.
const features = { filters: { String: { GTE: true } } };
const server = new ApolloServer({ schema: await new Neo4jGraphQL({ typeDefs, driver, features }).getSchema() });
const { url } = await startStandaloneServer(server, {
  context: async ({ req }) => ({ req }),
  listen: { host: "127.0.0.1", port: 0 },
});
console.log(url);
