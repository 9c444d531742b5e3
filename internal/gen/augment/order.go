package augment

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
)

// order is the input and the enum for sorting a connection of t: at the root, or along
// the edges of a relation.
func order(names catalog.Names, t *catalog.Type, along *catalog.Relation) []*ast.Definition {
	what := many(t)
	if along != nil {
		what = "edges that lead to " + what
	}
	return []*ast.Definition{
		input(names.Order(), fmt.Sprintf("A term to sort %s by.", what),
			field("field", names.OrderField()+"!", "What to sort by."),
			field("direction", "OrderDirection! = ASC", "Which way. Missing values go last either way.")),
		enum(names.OrderField(), fmt.Sprintf("What %s can be sorted by.", what), append(orderByNode(t), orderByEdge(along)...)...),
	}
}

func orderByNode(t *catalog.Type) ast.EnumValueList {
	var values ast.EnumValueList
	for _, p := range t.Properties {
		switch {
		case p.Kind == catalog.ID:
			values = append(values, value(catalog.Upper(p.Name), fmt.Sprintf("By the id of the %s.", one(t))))
		case p.Sortable():
			values = append(values, value(catalog.Upper(p.Name), fmt.Sprintf("By `%s`. %s", p.Name, gist(p.Description))))
		}
	}
	for _, f := range t.Fields {
		values = append(values, value(catalog.Upper(f.Name)+catalog.CountSuffix,
			fmt.Sprintf("By the number of edges in `%s`. %s", f.Name, gist(f.Description))))
	}
	return values
}

func orderByEdge(r *catalog.Relation) ast.EnumValueList {
	if r == nil {
		return nil
	}
	var values ast.EnumValueList
	for _, p := range r.Properties {
		if p.Sortable() {
			values = append(values, value(catalog.EdgePrefix+catalog.Upper(p.Name), fmt.Sprintf("By the edge's `%s`. %s", p.Name, gist(p.Description))))
		}
	}
	return append(values, value(catalog.EdgePrefix+catalog.Upper(catalog.Confidence.Name), "By the edge's `confidence`, from 0 to 1."))
}
