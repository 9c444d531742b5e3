package lookahead

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/plan"
)

// values reads a cursor: the values of the order's terms at its row.
func (o order) values(in place, cursor string) []any {
	refuse := func() {
		panic(in.wrong(fault.InvalidCursor,
			"this is no cursor of this connection in this order. Take `cursor`, `startCursor` or `endCursor` of an answer to the same field with the same orderBy, or leave %q out to start anew.", in.path))
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(cursor)
	if err != nil || !utf8.Valid(raw) || strings.ContainsAny(cursor, "\r\n") { // the decoder skips line ends
		refuse()
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var parts []any
	if err := decoder.Decode(&parts); err != nil || decoder.InputOffset() != int64(len(raw)) || len(parts) != len(o.terms)+1 || parts[0] != o.head {
		refuse()
	}
	for i, term := range o.terms {
		value, ok := cursorValue(term, parts[i+1])
		if !ok {
			refuse()
		}
		parts[i+1] = value
	}
	return parts[1:]
}

// cursorValue checks that a value is one that the term can have had.
func cursorValue(term plan.Term, value any) (any, bool) {
	if value == nil {
		return nil, term.Nullable
	}
	switch number, isNumber := value.(json.Number); exprKind(term.By) {
	case catalog.Int, catalog.Long:
		n, err := number.Int64()
		return n, isNumber && err == nil
	case catalog.Float:
		f, err := number.Float64()
		return f, isNumber && err == nil
	case catalog.Boolean:
		b, ok := value.(bool)
		return b, ok
	default:
		s, ok := value.(string)
		return s, ok && !strings.ContainsRune(s, 0)
	}
}

// exprKind is the kind of an expression's values.
func exprKind(e plan.Expr) catalog.Kind {
	switch e := e.(type) {
	case plan.Value:
		return e.Property.Kind
	case plan.Degree:
		return catalog.Int
	}
	return catalog.String
}
