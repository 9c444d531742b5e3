package answer

import (
	"encoding/base64"

	"innograph/internal/catalog"
	"innograph/internal/plan"
	"innograph/internal/store"
	"innograph/internal/text"
)

func (b Below) write(e *encoder, _, cells []any) outcome {
	return b.Connection.writeRoot(e, cells[b.At])
}

func (c *Connection) writeRoot(e *encoder, cell any) outcome {
	parts, _ := cell.([]any)
	return e.object(c.Object, parts, parts)
}

// page gives the rows to hand out and whether there was one more. The rows are the
// first part of a connection that has a page.
func page(p *plan.Page, parts []any) (rows []any, more bool) {
	rows, _ = parts[0].([]any)
	if len(rows) > p.Limit {
		return rows[:p.Limit], true
	}
	return rows, false
}

// at gives the row at place i of the page, in the order that was asked for.
func at(p *plan.Page, rows []any, i int) any {
	if p.Backward {
		return rows[len(rows)-1-i]
	}
	return rows[i]
}

func (r Rows) write(e *encoder, parts, _ []any) outcome {
	rows, _ := page(r.Page, parts)
	return e.list(len(rows), func(i int) outcome {
		row := at(r.Page, rows, i)
		if r.Edge == nil {
			return r.Node.row(e, row)
		}
		cells, _ := row.([]any)
		return e.object(r.Edge, cells, cells)
	})
}

// write of a Node is that of an edge's `node`: the edge's cells are the row's.
func (n *Node) write(e *encoder, row, _ []any) outcome { return n.row(e, row) }

func (p PageInfo) write(e *encoder, parts, _ []any) outcome {
	return e.object(p.Object, parts, parts)
}

func (h HasMore) write(e *encoder, parts, _ []any) outcome {
	_, more := page(h.Page, parts)
	// One side is cut by the limit, the other by the cursor given.
	beyond := h.Page.Following
	if h.Before {
		beyond = h.Page.Preceding
	}
	has := more && h.Before == h.Page.Backward
	if beyond != nil {
		place := 1
		if !h.Before && h.Page.Preceding != nil {
			place = 2
		}
		has = has || truth(parts[place])
	}
	if has {
		e.buffer = append(e.buffer, "true"...)
	} else {
		e.buffer = append(e.buffer, "false"...)
	}
	return written
}

func truth(cell any) bool {
	switch v := cell.(type) {
	case bool:
		return v
	case int64:
		return v != 0
	case *store.Raw:
		return v.Text[0] == '1' || v.Text[0] == 't'
	}
	return false
}

func (c EndCursor) write(e *encoder, parts, _ []any) outcome {
	rows, _ := page(c.Page, parts)
	if len(rows) == 0 {
		return missing
	}
	i := 0
	if c.Last {
		i = len(rows) - 1
	}
	row, _ := at(c.Page, rows, i).([]any)
	return c.Cursor.write(e, row, row)
}

// write spells the cursor as base64 of a JSON list: what it is bound to, and the values
// of the order's terms.
func (c Cursor) write(e *encoder, row, _ []any) outcome {
	start := len(e.buffer)
	e.buffer = text.AppendString(append(e.buffer, '['), c.Head)
	for _, value := range c.Values {
		e.buffer = append(e.buffer, ',')
		if value.write(e, row, row) == missing {
			e.buffer = append(e.buffer, "null"...)
		}
	}
	e.buffer = append(e.buffer, ']')
	e.scratch = base64.RawURLEncoding.AppendEncode(e.scratch[:0], e.buffer[start:])
	e.buffer = append(e.buffer[:start], '"')
	e.buffer = append(e.buffer, e.scratch...)
	e.buffer = append(e.buffer, '"')
	return written
}

func (p Part) write(e *encoder, parts, _ []any) outcome { return e.scalar(parts[p.At], catalog.Long) }

func (g Group) write(e *encoder, row, cells []any) outcome { return e.object(g.Object, row, cells) }

func (a Aggregates) write(e *encoder, parts, _ []any) outcome {
	var cells []any
	if a.At != Nowhere {
		cells, _ = parts[a.At].([]any)
	}
	return e.object(a.Object, cells, cells)
}

func (a Aggregate) write(e *encoder, cells, _ []any) outcome {
	var figures []any
	if a.At != Nowhere {
		figures, _ = cells[a.At].([]any)
	}
	return e.object(a.Object, figures, figures)
}

func (f Facets) write(e *encoder, parts, _ []any) outcome {
	facets, _ := parts[f.At].([]any)
	return e.list(len(facets), func(i int) outcome {
		cells, _ := facets[i].([]any)
		return e.object(f.Facet, cells, cells)
	})
}

func (k FacetKey) write(e *encoder, cells, _ []any) outcome {
	start := len(e.buffer)
	if outcome := e.scalar(cells[0], k.Kind); outcome != written {
		return outcome
	}
	if e.buffer[start] != '"' {
		value := string(e.buffer[start:])
		e.buffer = text.AppendString(e.buffer[:start], value)
	}
	return written
}

func (n FacetNode) write(e *encoder, cells, _ []any) outcome {
	if n.Node == nil || cells[2] == nil {
		return missing
	}
	return n.Node.row(e, cells[2])
}
