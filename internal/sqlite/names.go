package sqlite

import (
	"strings"

	"innograph/internal/catalog"
)

// rowid is the column that edges point to.
const rowid = "n"

// quote makes an identifier of a name.
func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// literal makes a string literal of a name from the catalog; values are arguments.
func literal(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

// EdgeTable is the table of a relation's edges.
func EdgeTable(r *catalog.Relation) string { return "edge_" + r.Name }

// FoldColumn keeps the case-folded form of a string property.
func FoldColumn(p *catalog.Property) string { return p.Name + "_fold" }
