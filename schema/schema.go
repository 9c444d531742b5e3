// Package schema holds the model: the entity types, their properties and their relations, written once, in GraphQL SDL.
//
// Everything else follows from these files. internal/catalog reads the directives; internal/gen makes the public API
// (connections, filters, orders, facets …) out of them; both dialects take labels, columns and relationship types from the catalog.
// The model is not a valid GraphQL schema by itself: a type that implements an interface does not repeat the interface's fields,
// and there is no Query. It is parsed, never validated.
package schema

import "embed"

// Files are the model's SDL files, one topic each, at the top level of the file system.
//
//go:embed *.graphql
var Files embed.FS
