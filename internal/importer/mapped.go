package importer

import (
	"io"

	"innograph/internal/mapping"
	"innograph/internal/rows"
)

// mapped reads rows as a table of a mapping says.
type mapped struct{ *mapping.Table }

func (m *mapped) open(content io.Reader) (reader, error) {
	from, err := rows.New(m.Format, content)
	if err != nil {
		return nil, err
	}
	if named, ok := from.(interface{ Columns() []string }); ok {
		if err := m.CheckColumns(named.Columns()); err != nil {
			return nil, err
		}
	}
	return &mappedReader{m.Table, from}, nil
}

type mappedReader struct {
	table *mapping.Table
	from  rows.Reader
}

func (r *mappedReader) next(pass pass) (row, error) {
	found, err := r.from.Next()
	if err != nil {
		return row{}, err
	}
	out := row{line: found.Line, values: found.Values}
	switch {
	case found.Problem != "":
		out.problems = []string{found.Problem}
	case pass == nodesPass:
		out.nodes, out.problems = r.table.Nodes(found.Values)
	case pass == edgesPass:
		out.edges, out.problems = r.table.Edges(found.Values)
	}
	return out, nil
}
