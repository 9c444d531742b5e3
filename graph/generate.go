// Package graph is the served schema: what gqlgen generates from it, and the resolvers
// of its root fields.
package graph

import _ "embed"

//go:generate go run innograph/internal/gen

// SDL is the public schema, as front-end developers read it.
//
//go:embed schema.graphql
var SDL string
