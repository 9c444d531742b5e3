package augment

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
)

// aggregate is the type with the figures of each of t's properties.
func (b *builder) aggregate(t *catalog.Type) *ast.Definition {
	var fields ast.FieldList
	for _, p := range t.Properties {
		if p.Sortable() {
			fields = append(fields, field(p.Name, figures(p)+"!", fmt.Sprintf("Figures of `%s`. %s", p.Name, gist(p.Description))))
		}
	}
	return object(t.Aggregate(), fmt.Sprintf("Figures over the properties of %s, each of them counted once; missing values are left out.", many(t)), fields...)
}

// aggregates adds the types with the figures of one property, one for each type of value.
func (b *builder) aggregates() {
	for _, t := range b.model.Types {
		for _, p := range t.Properties {
			if p.Sortable() && b.public.Definitions.ForName(figures(p)) == nil {
				b.add(figuresOf(p))
			}
		}
	}
}

func figuresOf(p *catalog.Property) *ast.Definition {
	d := object(figures(p), fmt.Sprintf("Figures over values of the type %s. Where there is no value, the count is 0 and the rest is null.", scalar(p)),
		field("count", "Int!", "How many have a value."))
	if p.Kind == catalog.Boolean {
		return d
	}
	least, most := extremes(p.Kind)
	d.Fields = append(d.Fields, field("min", scalar(p), least), field("max", scalar(p), most))
	if p.Kind == catalog.Int || p.Kind == catalog.Long {
		d.Fields = append(d.Fields,
			field("sum", "Long", "The exact sum; null, with an error that tells it, where it is beyond a `Long`."),
			field("avg", "Float", "The mean: the sum divided by the count."))
	}
	return d
}

func extremes(kind catalog.Kind) (least, most string) {
	switch kind {
	case catalog.ID, catalog.String:
		return "The first, by Unicode code point.", "The last, by Unicode code point."
	case catalog.Date:
		return "The earliest, compared as text.", "The latest, compared as text."
	case catalog.Enumeration:
		return "The first by name.", "The last by name."
	}
	return "The smallest.", "The largest."
}
