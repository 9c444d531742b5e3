// The change feed as the clients graphql-ws and graphql-sse see it: node feed.mjs PROGRAM
// Both follow what is written, past restarts of the server, and must get all of it, once and in order.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient as createEvents } from 'graphql-sse';
import { createClient as createSocket } from 'graphql-ws';
import WebSocket from 'ws';

const program = process.argv[2];
const token = 'synthetic-token-of-this-check-0001';
const home = mkdtempSync(join(tmpdir(), 'innograph-feed-'));

// A port that is free now, for all the servers of this check.
const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});
const url = `http://127.0.0.1:${port}/graphql`;

async function start() {
  const server = spawn(program, ['--addr', `127.0.0.1:${port}`, '--store', `sqlite:${join(home, 'graph.db')}`, '--seed', 'none'], {
    env: { ...process.env, INNOGRAPH_TOKENS: `editor check ${token}` },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  server.ended = new Promise((resolve) => server.on('exit', (code, signal) => resolve(signal ?? code)));
  await new Promise((resolve, reject) => {
    server.stdout.on('data', (text) => String(text).includes('is ready') && resolve());
    server.ended.then((how) => reject(new Error(`the server ended with ${how}`)));
  });
  return server;
}

let made = 0;
async function write(count) {
  const input = Array.from({ length: count }, () => ({ id: `region/synthetic-${++made}`, name: `Synthetic ${made}` }));
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: 'mutation($input: [RegionInput!]!) { upsertRegions(input: $input) { created } }', variables: { input } }),
  });
  const answer = await response.json();
  if (answer.data?.upsertRegions?.created !== count) throw new Error(`writing gave ${JSON.stringify(answer)}`);
}

const query = 'subscription($after: Long) { changed(after: $after) { sequence operation entity { id ... on Entity { name } } } }';

// follow gets the entries behind 0, by as many connections as it takes.
async function follow(iterate, until) {
  const seen = [];
  while (seen.length < until) {
    try {
      for await (const { data, errors } of iterate({ query, variables: { after: seen.length } })) {
        if (errors) throw new Error(JSON.stringify(errors));
        seen.push(data.changed);
        if (seen.length === until) break;
      }
    } catch (lost) {
      if (lost.message?.includes('"code"')) throw lost; // the server's own refusal
    }
    if (seen.length < until) await new Promise((resolve) => setTimeout(resolve, 50));
  }
  seen.forEach(({ sequence, operation, entity }, i) => {
    const id = `region/synthetic-${i + 1}`;
    if (sequence !== i + 1 || operation !== 'CREATE' || entity.id !== id) throw new Error(`entry ${i + 1} is ${sequence} ${operation} ${entity?.id}`);
  });
  return seen.length;
}

const socket = createSocket({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: { authorization: `Bearer ${token}` } });
const events = createEvents({ url, retryAttempts: 0 });
const total = 60;
let server = await start();
try {
  const followers = Promise.all([follow((o) => socket.iterate(o), total), follow((o) => events.iterate(o), total)]);
  followers.catch(() => {}); // it is awaited below
  for (const stop of ['SIGTERM', 'SIGKILL']) {
    await write(10);
    await write(10);
    server.kill(stop);
    const how = await server.ended;
    if (stop === 'SIGTERM' && how !== 0) throw new Error(`told to stop, the server ended with ${how}`);
    server = await start();
  }
  await write(20);
  const [overSocket, overEvents] = await followers;
  console.log(`change feed: ${overSocket} entries over graphql-transport-ws, ${overEvents} as server-sent events, past two restarts`);
} finally {
  await socket.dispose();
  events.dispose();
  server.kill();
  await server.ended;
  rmSync(home, { recursive: true });
}
