package answer

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"innograph/internal/fault"
)

// Root is one root field of an operation: where its answer comes from, and its layout.
type Root struct {
	Key     string
	NonNull bool
	From    RootSource
}

// RootSource writes the cell of a root.
type RootSource interface {
	writeRoot(e *encoder, cell any) outcome
}

// Encode writes a root's cell as JSON: nil where it is null. Each error tells of a field
// that is null for it, with its path: a sum that a Long does not hold, or a non-null field
// without a value, whose null has then moved up to the nearest place that may be null, as
// the GraphQL specification says.
func (r *Root) Encode(cell any) ([]byte, gqlerror.List) {
	e := newEncoder()
	if !e.root(r, cell) {
		return nil, e.errors
	}
	return e.buffer, e.errors
}

// Data writes what an operation answers as a whole: an object of its roots, each from its
// cell. Errors are as of Encode; data are null where a root that may not be null is.
func Data(roots []Root, cells []any) ([]byte, gqlerror.List) {
	e := newEncoder()
	e.buffer = append(e.buffer, '{')
	for i := range roots {
		if i > 0 {
			e.buffer = append(e.buffer, ',')
		}
		e.buffer = appendLabel(e.buffer, roots[i].Key)
		if e.root(&roots[i], cells[i]) {
			continue
		}
		if roots[i].NonNull {
			return []byte("null"), e.errors
		}
		e.buffer = append(e.buffer, "null"...)
	}
	return append(e.buffer, '}'), e.errors
}

// encoder appends to one buffer, and cuts it back where a null moves up.
type encoder struct {
	buffer  []byte
	scratch []byte // of the cursor being written
	path    []step
	errors  gqlerror.List
}

func newEncoder() *encoder {
	return &encoder{buffer: make([]byte, 0, 4096), path: make([]step, 0, 16)}
}

// root writes a root's value, or nothing where that is null.
func (e *encoder) root(r *Root, cell any) bool {
	start := len(e.buffer)
	e.path = append(e.path[:0], step{key: r.Key})
	outcome := r.From.writeRoot(e, cell)
	if outcome == written {
		return true
	}
	if outcome == missing && r.NonNull {
		e.missing("Query", r.Key)
	}
	e.buffer = e.buffer[:start]
	return false
}

// step is one element of the path to the place being written: a key, or an index.
type step struct {
	key   string
	index int
}

func (e *encoder) object(o *Object, row, cells []any) outcome {
	start := len(e.buffer)
	e.buffer = append(e.buffer, '{')
	for i := range o.Fields {
		f := &o.Fields[i]
		if i > 0 {
			e.buffer = append(e.buffer, ',')
		}
		e.buffer = append(e.buffer, f.label...)
		e.path = append(e.path, step{key: f.Key})
		outcome := f.From.write(e, row, cells)
		if outcome == missing && f.NonNull {
			e.missing(o.Type, f.Name)
		}
		e.path = e.path[:len(e.path)-1]
		if outcome == written {
			continue
		}
		if f.NonNull {
			e.buffer = e.buffer[:start]
			return failed
		}
		e.buffer = append(e.buffer, "null"...)
	}
	e.buffer = append(e.buffer, '}')
	return written
}

// list writes n items that may not be null.
func (e *encoder) list(n int, item func(i int) outcome) outcome {
	start := len(e.buffer)
	e.buffer = append(e.buffer, '[')
	for i := range n {
		if i > 0 {
			e.buffer = append(e.buffer, ',')
		}
		e.path = append(e.path, step{index: i})
		outcome := item(i)
		e.path = e.path[:len(e.path)-1]
		if outcome != written {
			e.buffer = e.buffer[:start]
			return failed
		}
	}
	e.buffer = append(e.buffer, ']')
	return written
}

// missing notes that a field that may not be null has no value in the store.
func (e *encoder) missing(typeName, field string) {
	e.fail(fault.New(fault.Internal, "The store has no value for %s.%s, which the schema promises. Mend the record, or leave the field out.", typeName, field))
}

// fail notes what is wrong with the field that is being written.
func (e *encoder) fail(why *fault.Error) {
	path := make(ast.Path, len(e.path))
	for i, s := range e.path {
		if s.key != "" {
			path[i] = ast.PathName(s.key)
		} else {
			path[i] = ast.PathIndex(s.index)
		}
	}
	e.errors = append(e.errors, why.Under(path).GraphQL())
}
