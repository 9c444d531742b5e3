package augment

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
)

const missing = " A missing value meets none of these but `isNull`."

// operators adds the inputs of conditions on values, as far as the model has such values.
func (b *builder) operators() {
	b.topic("Conditions on values")
	used := b.kinds()
	b.add(input("IDFilter", "Conditions on an id.", append(equality("ID"), comparison("ID", "behind, by Unicode code point", "before, by Unicode code point")...)...))
	b.add(stringFilter(), stringListFilter())
	for _, number := range []string{"Int", "Long", "Float"} {
		b.add(input(number+"Filter", "Conditions on a number."+missing,
			append(equality(number), comparison(number, "greater", "less")...)...))
	}
	b.add(dateFilter())
	if used[catalog.Boolean] {
		b.add(input("BooleanFilter", "Conditions on a yes or no."+missing,
			field("eq", "Boolean", "It is this."), field("ne", "Boolean", "It is there and not this."), isNull()))
	}
	b.add(input(entityType+"Filter", "Conditions on the concrete type of an entity, which is never missing.", membership(entityType)...))
	b.everyProperty(func(p *catalog.Property) {
		if p.Enum != nil && b.public.Definitions.ForName(operators(p)) == nil {
			b.add(input(operators(p), fmt.Sprintf("Conditions on a value of %s.", p.Enum.Name)+missing, equality(p.Enum.Name)...))
		}
	})
}

// membership are the operators that ask for certain values.
func membership(scalar string) ast.FieldList {
	return ast.FieldList{
		field("eq", scalar, "It is this."),
		field("ne", scalar, "It is there and not this."),
		field("in", "["+scalar+"!]", "It is one of these; an empty list lets nothing through."),
		field("notIn", "["+scalar+"!]", "It is there and none of these."),
	}
}

func equality(scalar string) ast.FieldList { return append(membership(scalar), isNull()) }

func isNull() *ast.FieldDefinition {
	return field("isNull", "Boolean", "`true`: there is no value. `false`: there is one.")
}

func comparison(scalar, above, below string) ast.FieldList {
	return ast.FieldList{
		field("lt", scalar, capital(below)+"."),
		field("lte", scalar, capital(below)+", or equal."),
		field("gt", scalar, capital(above)+"."),
		field("gte", scalar, capital(above)+", or equal."),
	}
}

func stringFilter() *ast.Definition {
	d := input("StringFilter", "Conditions on a text."+missing, append(equality("String"),
		comparison("String", "behind, by Unicode code point", "before, by Unicode code point")...)...)
	d.Fields = append(d.Fields,
		field("contains", "String", "This is somewhere in it: `\"三一\"` finds `三一重工`."),
		field("startsWith", "String", "It begins with this."),
		field("endsWith", "String", "It ends with this."),
		field("ignoreCase", "Boolean = false", "For all operators in the same object: compare without regard to case and width, so that `sany` meets `SANY` and full-width `ＡＢＣ` meets `abc` (Unicode NFKC, then full case folding)."))
	return d
}

func stringListFilter() *ast.Definition {
	return input("StringListFilter", "Conditions on a list of texts, compared exactly.",
		field("has", "String", "This is in it."),
		field("hasAny", "[String!]", "At least one of these is in it; an empty list lets nothing through."),
		field("isEmpty", "Boolean", "`true`: there is nothing in it. `false`: there is something."))
}

func dateFilter() *ast.Definition {
	d := input("PartialDateFilter", "Conditions on a date, compared as text: `2022` comes before `2022-05`, and that before `2022-05-01`."+missing,
		append(equality("PartialDate"), comparison("PartialDate", "later", "earlier")...)...)
	d.Fields = append(d.Fields, field("within", "PartialDate", "In this year, month or day, however precise: `2022` finds `2022`, `2022-05` and `2022-05-01`."))
	return d
}
