package answer

import (
	"innograph/internal/store"
)

func (s Sources) write(e *encoder, row, cells []any) outcome {
	cell := cells
	if s.Common {
		cell = row
	}
	rows, _ := cell[s.At].([]any)
	return e.list(len(rows), func(i int) outcome { return s.Node.row(e, rows[i]) })
}

// row writes the node of a row.
func (n *Node) row(e *encoder, cell any) outcome {
	row, _ := cell.([]any)
	object, cells := n.of(row)
	if object == nil {
		return missing
	}
	return e.object(object, row, cells)
}

// of gives the layout of a row's node, and the cells that it reads; nil where the node is
// of a type that the schema does not know.
func (n *Node) of(row []any) (object *Object, cells []any) {
	object, cells = n.Object, row
	if object == nil {
		if object = n.object(row[n.TypeAt]); object == nil {
			return nil, nil
		}
	}
	if n.Nested {
		cells, _ = row[n.TypeAt+1].([]any)
	}
	return object, cells
}

// object picks the layout for the concrete type that the row names.
func (n *Node) object(name any) *Object {
	if raw, ok := name.(*store.Raw); ok {
		return n.Objects[string(raw.Text[1:len(raw.Text)-1])]
	}
	s, _ := name.(string)
	return n.Objects[s]
}

// One is a root that finds at most one node by id.
type One struct{ Node *Node }

func (o One) writeRoot(e *encoder, cell any) outcome {
	found, _ := cell.([]any)
	if len(found) == 0 {
		return missing
	}
	return o.Node.row(e, found[0].([]any)[1])
}

// Many is a root that finds nodes by ids: an answer for each, null where unknown.
type Many struct {
	IDs  []string
	Node *Node
}

func (m Many) writeRoot(e *encoder, cell any) outcome {
	rows := ByID(cell)
	return e.list(len(m.IDs), func(i int) outcome {
		if row, ok := rows[m.IDs[i]]; ok && m.Node.row(e, row) == written {
			return written
		}
		e.buffer = append(e.buffer, "null"...)
		return written
	})
}

// Tuple is a root whose cell is one list of values.
type Tuple struct{ Object *Object }

func (t Tuple) writeRoot(e *encoder, cell any) outcome {
	cells, _ := cell.([]any)
	return e.object(t.Object, cells, cells)
}
