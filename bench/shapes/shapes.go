// Package shapes holds what is measured: a folder for each shape of request, with the text
// that asks for it in each contender's own language.
package shapes

import "embed"

//go:embed */*
var files embed.FS

// The files of a shape. One that a contender cannot answer has none for it.
const (
	Innograph    = "innograph.graphql"
	Neo4jGraphQL = "neo4j-graphql.graphql"
	Natural      = "natural.cypher"
	Lean         = "lean.cypher"
	SQL          = "sql.sql"
)

// Names lists the shapes, small ones first, analyses last.
var Names = []string{
	"point", "page", "recent", "deep", "nested", "filter", "edges", "wide", "roots", "facet",
	"technologyGaps", "supplyChain", "disruption", "innovationChains", "paths", "partnerAdvice", "neighbourhood",
}

// Text gives a shape's text for a contender; it is empty where there is none.
func Text(shape, file string) string {
	text, err := files.ReadFile(shape + "/" + file)
	if err != nil {
		return "" // the only error there is: no such file
	}
	return string(text)
}
