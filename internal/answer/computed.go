package answer

import (
	"slices"

	"innograph/internal/catalog"
	"innograph/internal/store"
)

// Record is an object that was computed rather than read: its values by the names of the
// schema's fields. A value is nil, string, int64, float64, bool, []string, Record,
// []Record, Ref or []Ref.
type Record map[string]any

// Ref stands in a Record for the entity or the source with that id. Everything that is
// selected beneath it is read once the whole Record is known.
type Ref string

// Computed is a root that an analysis answers.
type Computed struct {
	Object *Object
	Slots  []*Slot
}

// Slot is one selection of nodes inside a computed object.
type Slot struct {
	Node *Node
	// Rows are the cells read for the nodes, by id; set before the answer is written.
	Rows map[string]any
}

// Refs lists the ids that the slot's field has in what was computed, each once.
func (c *Computed) Refs(computed any, slot *Slot) []string {
	found := idSet{seen: map[string]bool{}}
	for _, record := range records(computed) {
		found.gather(c.Object, record, slot)
	}
	return found.ids
}

type idSet struct {
	ids  []string
	seen map[string]bool
}

func (s *idSet) gather(o *Object, record Record, slot *Slot) {
	for _, f := range o.Fields {
		switch from := f.From.(type) {
		case Inner:
			for _, inner := range records(record[from.Name]) {
				s.gather(from.Object, inner, slot)
			}
		case Reference:
			if from.Slot == slot {
				s.add(record[from.Name])
			}
		}
	}
}

func (s *idSet) add(value any) {
	switch v := value.(type) {
	case Ref:
		if !s.seen[string(v)] {
			s.seen[string(v)] = true
			s.ids = append(s.ids, string(v))
		}
	case []Ref:
		for _, ref := range v {
			s.add(ref)
		}
	}
}

// records are the records that a value holds: none, one or several.
func records(value any) []Record {
	switch v := value.(type) {
	case Record:
		return []Record{v}
	case []Record:
		return v
	}
	return nil
}

// Prune leaves out of a list of nodes those for which nothing was read, and out of a list
// of objects those that cannot be without such a node: what a write did may have been
// undone by another one before it is read.
func (c *Computed) Prune(computed Record) { prune(c.Object, computed) }

// prune tells whether the record can stay.
func prune(o *Object, record Record) bool {
	stays := true
	for _, f := range o.Fields {
		switch from := f.From.(type) {
		case Inner:
			if list, ok := record[from.Name].([]Record); ok {
				record[from.Name] = slices.DeleteFunc(list, func(inner Record) bool { return !prune(from.Object, inner) })
			}
		case Reference:
			gone := func(ref Ref) bool { _, found := from.Slot.Rows[string(ref)]; return !found }
			switch v := record[from.Name].(type) {
			case Ref:
				stays = stays && !(f.NonNull && gone(v))
			case []Ref:
				record[from.Name] = slices.DeleteFunc(v, gone)
			}
		}
	}
	return stays
}

func (c *Computed) writeRoot(e *encoder, computed any) outcome {
	switch v := computed.(type) {
	case Record:
		return e.record(c.Object, v)
	case []Record:
		return e.list(len(v), func(i int) outcome { return e.record(c.Object, v[i]) })
	}
	return missing
}

// record writes a computed object: its fields find it in the first cell.
func (e *encoder) record(o *Object, record Record) outcome {
	cells := record.cells()
	return e.object(o, cells, cells)
}

// cells are a record as the cells of a row.
func (r Record) cells() []any { return []any{r} }

// recordIn is the record that cells are of.
func recordIn(cells []any) Record { return cells[0].(Record) }

// Rows are the items of a list as rows: of what was computed, or of the field of it that
// has the name.
func (c *Computed) Rows(computed any, name string) [][]any {
	if record, ok := computed.(Record); ok {
		computed = record[name]
	}
	items := records(computed)
	rows := make([][]any, len(items))
	for i, item := range items {
		rows[i] = item.cells()
	}
	return rows
}

// Cut are the sentences that say what limits left out of what was computed.
func (c *Computed) Cut(computed any) []string {
	var cut []string
	for _, record := range records(computed) {
		sentences, _ := record["cut"].([]string)
		for _, sentence := range sentences {
			if !slices.Contains(cut, sentence) {
				cut = append(cut, sentence)
			}
		}
	}
	return cut
}

// Figure is a computed scalar or enum value, or a list of such.
type Figure struct {
	Name string
	Kind catalog.Kind
}

// Inner is a computed object below a computed object, or a list of such.
type Inner struct {
	Name   string
	Object *Object
	List   bool
}

// Reference is a node, or a list of nodes, that a computed object refers to.
type Reference struct {
	Name string
	Slot *Slot
	List bool
}

func (f Figure) write(e *encoder, cells, _ []any) outcome {
	value := recordIn(cells)[f.Name]
	if list, ok := value.([]string); ok {
		return e.list(len(list), func(i int) outcome { return e.scalar(list[i], f.Kind) })
	}
	return e.scalar(value, f.Kind)
}

func (f Inner) write(e *encoder, cells, _ []any) outcome {
	switch v := recordIn(cells)[f.Name].(type) {
	case Record:
		return e.record(f.Object, v)
	case []Record:
		return e.list(len(v), func(i int) outcome { return e.record(f.Object, v[i]) })
	}
	return missing
}

func (f Reference) write(e *encoder, cells, _ []any) outcome {
	switch v := recordIn(cells)[f.Name].(type) {
	case Ref:
		return f.one(e, v)
	case []Ref:
		return e.list(len(v), func(i int) outcome {
			outcome := f.one(e, v[i])
			if outcome == missing {
				e.missing(string(v[i]), "id")
			}
			return outcome
		})
	}
	return missing
}

func (f Reference) one(e *encoder, ref Ref) outcome {
	row, ok := f.Slot.Rows[string(ref)]
	if !ok {
		return missing
	}
	return f.Slot.Node.row(e, row)
}

// ByID sorts what a lookup gave by id, as Slot.Rows wants it.
func ByID(cell any) map[string]any {
	found, _ := cell.([]any)
	rows := make(map[string]any, len(found))
	for _, item := range found {
		pair, _ := item.([]any)
		rows[store.Text(pair[0])] = pair[1]
	}
	return rows
}
