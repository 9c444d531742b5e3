package random

import (
	"math"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// arguments makes some of a field's arguments, and all that must be there. They let the
// field give that many rows at most.
func (m *making) arguments(f *ast.FieldDefinition, in scope) (made []Member, most int) {
	most = 1
	if f.Arguments.ForName("first") != nil {
		most = 20
	}
	for _, a := range f.Arguments {
		switch a.Name {
		case "after", "before": // see turn
			if m.wrong && chance(m.Rand, 8) {
				m.wrong = false
				made = append(made, Member{a.Name, text(m.values, 20)})
			} else if chance(m.Rand, 12) {
				made = append(made, Member{a.Name, Null{}})
			}
		case "id":
			if chance(m.Rand, 8) {
				made = append(made, Member{a.Name, m.variable(a.Type, a.Name, 0)})
			} else {
				made = append(made, Member{a.Name, m.idOf(f.Name)})
			}
		case "first", "last":
			size, limit, given := m.size(a.Name, f, in, made)
			if !given {
				continue
			}
			if limit >= 0 {
				most = limit
				if chance(m.Rand, 8) {
					v := &Variable{Name: m.unique("v"), Type: a.Type.String(), Given: true, Value: size}
					m.operation.Variables, size = append(m.operation.Variables, v), Ref(v.Name)
				}
			}
			made = append(made, Member{a.Name, size})
		default:
			if a.Type.NonNull || chance(m.Rand, 3) || a.Name == "where" && chance(m.Rand, 3) {
				value := m.input(a.Type, a.Name, 0)
				if a.Type.Elem == nil && a.Type.NamedType != "" && !a.Type.NonNull && chance(m.Rand, 15) {
					value = Null{}
				}
				made = append(made, Member{a.Name, value})
			}
		}
	}
	return made, most
}

// size makes the size of a page, small enough for where it stands: at most the limit, which
// is negative where there is none.
func (m *making) size(name string, f *ast.FieldDefinition, in scope, before []Member) (size any, limit int, given bool) {
	if slices.ContainsFunc(before, func(a Member) bool { return a.Name == "first" && a.Value != any(Null{}) }) && !(m.wrong && chance(m.Rand, 6)) {
		return nil, 0, false
	}
	if m.wrong && chance(m.Rand, 6) {
		m.wrong = false
		return pick(m.Rand, []any{int64(-1), int64(1001), int64(math.MinInt32), int64(math.MaxInt32)}), 0, true
	}
	paged := f.Arguments.ForName("last") != nil
	room := mostTimes / max(in.times, 1)
	switch {
	case name == "first" && paged && chance(m.Rand, 3):
		return nil, 0, false // last, or the default
	case name == "last" && !chance(m.Rand, 2):
		return nil, 0, false
	case chance(m.Rand, 20):
		return Null{}, -1, true
	case chance(m.Rand, 20) && in.times == 1:
		return int64(1000), 1000, true
	}
	limit = m.IntN(max(1, min(7, room)) + 1)
	if limit > 0 {
		return int64(1 + m.values.IntN(limit)), limit, true
	}
	return int64(0), 0, true
}

// input makes a value of an input type. The property is what it is compared with; depth
// counts the levels of a filter.
func (m *making) input(t *ast.Type, property string, depth int) any {
	if chance(m.Rand, 12) {
		return m.variable(t, property, depth)
	}
	return m.literal(t, property, depth)
}

func (m *making) literal(t *ast.Type, property string, depth int) any {
	if t.Elem != nil {
		list := List{}
		for range m.IntN(4) {
			list = append(list, m.input(t.Elem, property, depth))
		}
		if len(list) == 1 && chance(m.Rand, 2) {
			if _, isRef := list[0].(Ref); !isRef {
				return list[0] // GraphQL takes one item for a list of it
			}
		}
		return list
	}
	definition := m.schema.Types[t.NamedType]
	switch definition.Kind {
	case ast.InputObject:
		return m.object(definition, property, depth)
	case ast.Enum:
		from := m.Rand
		if m.enums[definition.Name] {
			from = m.values
		}
		return Enum(pick(from, definition.EnumValues).Name)
	}
	return m.scalar(t.NamedType, property)
}

// variable makes a variable of the type: given, null, left out, or with a default.
func (m *making) variable(t *ast.Type, property string, depth int) any {
	v := &Variable{Name: m.unique("v"), Type: t.String(), Given: true}
	free := m.operation.Variables // a variable's value cannot hold variables
	v.Value = m.frozen(t, property, depth)
	m.operation.Variables = append(free, v)
	switch {
	case t.NonNull && chance(m.Rand, 6):
		v.Default, v.Given = m.frozen(t, property, depth), false
	case t.NonNull:
	case chance(m.Rand, 6):
		v.Given = false
	case chance(m.Rand, 6):
		v.Default, v.Given = m.frozen(t, property, depth), chance(m.Rand, 2)
	case (m.wrong || property == "where" || property == "orderBy") && chance(m.Rand, 6):
		v.Value, m.wrong = Null{}, false
	}
	return Ref(v.Name)
}

// frozen makes a value without variables in it.
func (m *making) frozen(t *ast.Type, property string, depth int) any {
	variables := m.operation.Variables
	value := m.literal(t, property, depth)
	value = m.resolved(value)
	m.operation.Variables = variables
	return value
}

// resolved puts the values of variables in their place.
func (m *making) resolved(value any) any {
	switch v := value.(type) {
	case Ref:
		for _, known := range m.operation.Variables {
			if known.Name == string(v) {
				return m.resolved(known.Value)
			}
		}
	case List:
		for i, item := range v {
			v[i] = m.resolved(item)
		}
	case Object:
		for i, member := range v {
			v[i].Value = m.resolved(member.Value)
		}
	}
	return value
}

// steps are the keys that go one level down in a filter.
var steps = []string{"and", "or", "not", "some", "all", "none", "single", "within"}

// object makes an input object: a filter, or a term of an order.
func (m *making) object(definition *ast.Definition, property string, depth int) any {
	var plain, boolean, nested, chosen []*ast.FieldDefinition
	for _, f := range definition.Fields {
		step := slices.Contains(steps, f.Name)
		switch {
		case f.Type.NonNull && f.DefaultValue == nil:
			chosen = append(chosen, f)
		case !m.deep(m.schema.Types[f.Type.Name()]):
			plain = append(plain, f)
		case step && depth == deepestFilter:
		case slices.Contains(steps[:3], f.Name):
			boolean = append(boolean, f)
		default:
			nested = append(nested, f)
		}
	}
	for range pick(m.Rand, []int{0, 1, 1, 1, 1, 1, 2, 2, 3}) {
		from := pick(m.Rand, [][]*ast.FieldDefinition{plain, plain, nested, nested, nested, boolean})
		if len(from) == 0 {
			from = slices.Concat(plain, nested)
		}
		if len(from) == 0 || m.terms <= 0 {
			continue
		}
		if f := pick(m.Rand, from); !slices.Contains(chosen, f) {
			chosen = append(chosen, f)
		}
	}
	object := Object{}
	for _, f := range chosen {
		about, below := property, depth
		inner := m.schema.Types[f.Type.Name()]
		switch {
		case inner.Kind != ast.InputObject:
			m.terms--
		case slices.Contains(steps, f.Name) && m.deep(inner):
			m.terms--
			below++
		default:
			about = f.Name
		}
		if about == "where" {
			about = ""
		}
		object = append(object, Member{f.Name, m.operand(f, about, below)})
	}
	return object
}

// deep tells whether an input type holds others that hold others: not an operator's.
func (m *making) deep(t *ast.Definition) bool {
	return t.Kind == ast.InputObject && slices.ContainsFunc(t.Fields, func(f *ast.FieldDefinition) bool {
		return m.schema.Types[f.Type.Name()].Kind == ast.InputObject
	})
}

func (m *making) operand(f *ast.FieldDefinition, property string, depth int) any {
	if m.wrong && !f.Type.NonNull && f.Name != "ignoreCase" && chance(m.Rand, 6) {
		m.wrong = false
		return Null{}
	}
	value := m.input(f.Type, property, depth)
	s, isString := value.(string)
	runes := []rune(s)
	if !isString || len(runes) == 0 {
		return value
	}
	cut := m.values.IntN(len(runes)) + 1
	switch {
	case f.Name == "startsWith":
		return string(runes[:cut])
	case f.Name == "endsWith":
		return string(runes[len(runes)-cut:])
	case f.Name == "contains":
		from := m.values.IntN(cut)
		return string(runes[from:cut])
	case f.Name == "within" && f.Type.NamedType == "PartialDate":
		return s[:pick(m.values, []int{4, min(7, len(s)), len(s)})]
	}
	return value
}

// scalar draws a value, mostly one that the graph has. What is true or false says what is
// asked for more often than it is compared.
func (m *making) scalar(name, property string) any {
	switch {
	case name == "Boolean":
		return chance(m.Rand, 2)
	case name == "PartialDate" && m.wrong && chance(m.Rand, 4):
		m.wrong = false
		return pick(m.values, []any{"", "2023-13", "2023-02-29", "0000", "２０２３", "2023-1-1"})
	}
	if pool := m.pools[property]; len(pool) > 0 && m.values.IntN(4) > 0 {
		value := pick(m.values, pool)
		s, isString := value.(string)
		switch name {
		case "String":
			if isString {
				return m.cased(s)
			}
		case "PartialDate":
			if isString && len(s) >= 4 {
				return s
			}
		case "Int", "Long":
			if n, ok := value.(int64); ok && (name == "Long" || n == int64(int32(n))) {
				return n + pick(m.values, []int64{0, 0, 0, 1, -1})*boolInt(n > math.MinInt32 && n < math.MaxInt32)
			}
		case "Float":
			if _, ok := value.(float64); ok {
				return value
			}
		}
	}
	switch name {
	case "ID":
		return m.id()
	case "Int", "Long":
		return pick(m.values, []int64{0, 0, 1, 1, 2, 3, -1, 2023, math.MaxInt32, math.MinInt32})
	case "Float":
		return pick(m.values, []any{float(m.values), int64(1), int64(0), 0.5})
	case "PartialDate":
		return pick(m.values, []any{"2022", "2022-05", "2023-01-01", "0001", "9999-12-31", "2024-02-29"})
	}
	return text(m.values, 60)
}

func boolInt(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// cased gives a text now and then in another case, for `ignoreCase`.
func (m *making) cased(s string) string {
	switch m.values.IntN(6) {
	case 0:
		return strings.ToUpper(s)
	case 1:
		return strings.ToLower(s)
	}
	return s
}

// idOf makes an id that a root field takes: mostly one of its type.
func (m *making) idOf(field string) string {
	suitable := slices.DeleteFunc(slices.Clone(m.ids), func(id string) bool { return !strings.HasPrefix(id, field+"/") })
	if len(suitable) == 0 || chance(m.values, 10) {
		return m.id()
	}
	return pick(m.values, suitable)
}

func (m *making) id() string {
	switch {
	case chance(m.values, 12) || len(m.ids) == 0:
		return pick(m.values, []string{"", "product/none", "1", "PRODUCT/A", "entity/a", text(m.values, 30)})
	case chance(m.values, 6):
		id := pick(m.values, m.ids)
		return id[:m.values.IntN(len(id))]
	}
	return pick(m.values, m.ids)
}
