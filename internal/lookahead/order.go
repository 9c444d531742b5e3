package lookahead

import (
	"hash/fnv"
	"strconv"

	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// orderFields maps the values of an order enum to what they read. With a relation, the
// order is that of its edges.
func orderFields(t *catalog.Type, relation *catalog.Relation) map[string]plan.Expr {
	fields := map[string]plan.Expr{}
	for _, p := range t.Properties {
		if p.Sortable() {
			fields[catalog.Upper(p.Name)] = plan.Value{Property: p}
		}
	}
	for _, f := range t.Fields {
		fields[catalog.Upper(f.Name)+catalog.CountSuffix] = plan.Degree{Hop: plan.Hop{Field: f, Selective: f.Selective(t)}}
	}
	if relation == nil || relation.Evidence {
		return fields
	}
	fields[catalog.EdgePrefix+catalog.Upper(catalog.Confidence.Name)] = confidence
	for _, p := range relation.Properties {
		if p.Sortable() {
			fields[catalog.EdgePrefix+catalog.Upper(p.Name)] = plan.Value{Property: p, Edge: true}
		}
	}
	return fields
}

// order is a connection's order, complete, with the name that binds cursors to it.
type order struct {
	terms []plan.Term
	head  string
}

// order reads `orderBy`. Ties are broken by id, then by the edge's key, ascending.
func (r *request) order(argument any, t *catalog.Type, via *plan.Hop, names catalog.Names) order {
	fields := r.orders[names.OrderField()]
	spelled := names.Connection()
	var terms []plan.Term
	byID := false
	known := map[string]bool{}
	given, _ := argument.([]any)
	for _, item := range given {
		object := item.(map[string]any)
		field, _ := object["field"].(string)
		direction, _ := object["direction"].(string)
		if known[field] || byID && via == nil {
			continue // rows that it could tell apart are apart already
		}
		known[field] = true
		term := plan.Term{By: fields[field], Desc: direction == "DESC"}
		if value, ok := term.By.(plan.Value); ok {
			term.Nullable = !value.Property.NonNull
			byID = byID || value.Property.Kind == catalog.ID
		}
		terms = append(terms, term)
		spelled += " " + field + " " + strconv.FormatBool(term.Desc)
	}
	if !byID {
		terms = append(terms, plan.Term{By: plan.Value{Property: t.Properties[0]}})
	}
	if via != nil && !via.Field.Relation.Evidence {
		terms = append(terms, plan.Term{By: plan.EdgeKey{}})
	}
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(spelled))
	return order{terms: terms, head: cursorVersion + strconv.FormatUint(uint64(hash.Sum32()), 36)}
}

// cursorVersion begins every cursor; a change of what cursors hold changes it.
const cursorVersion = "1."
