package lookahead

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/plan"
)

// Whatever a cursor holds, it is either refused as a cursor or gives each term of the
// order a value that its column can have.
func FuzzCursor(f *testing.F) {
	terms := []plan.Term{
		{By: plan.Value{Property: &catalog.Property{Name: "name", Kind: catalog.String}}, Nullable: true},
		{By: plan.Value{Property: &catalog.Property{Name: "value", Kind: catalog.Float}}, Nullable: true},
		{By: plan.Degree{}},
		{By: plan.Value{Property: &catalog.Property{Name: "id", Kind: catalog.ID, NonNull: true}}},
		{By: plan.EdgeKey{}},
	}
	of := order{terms: terms, head: "1.head"}
	in := place{field: graphql.CollectedField{Field: &ast.Field{Name: "products"}}, path: "after"}
	for _, text := range []string{
		`["1.head","名",0.5,3,"product/a",""]`, `["1.head",null,null,0,"",""]`, `["1.head",null,null,null,null,null]`,
		`["1.head","a",1e308,9223372036854775807,"b","c"]`, `["1.head","a",1e309,1e3,"b","c"] `, `["1.head","\ud800","0",-1,"\u0000",[]]`,
		`["1.other","a",1,1,"b","c"]`, `[]`, `null`, `{}`, `["1.head"`, strings.Repeat("[", 1000), "\xff",
		`["1.head",null,null,0,"",""]]`, `["1.head",null,null,0,"",""] `, "[\"1.head\",\n",
	} {
		f.Add(base64.RawURLEncoding.EncodeToString([]byte(text)))
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, cursor string) {
		values, refused := read(of, in, cursor)
		if refused != nil {
			if refused.Code != fault.InvalidCursor {
				t.Errorf("refused with %s", refused.Code)
			}
			return
		}
		if text, err := base64.RawURLEncoding.DecodeString(cursor); err != nil || base64.RawURLEncoding.EncodeToString(text) != cursor || !json.Valid(text) {
			t.Errorf("%q is a cursor", text)
		}
		if len(values) != len(terms) {
			t.Fatalf("%d values for %d terms", len(values), len(terms))
		}
		for i, value := range values {
			if !fits(terms[i], value) {
				t.Errorf("%#v cannot be a value of term %d", value, i)
			}
		}
	})
}

// read gives the fault that a cursor is refused with; any other panic is the test's.
func read(of order, in place, cursor string) (values []any, refused *fault.Error) {
	defer func() {
		if cause := recover(); cause != nil {
			err, _ := cause.(error)
			var ok bool
			if refused, ok = errors.AsType[*fault.Error](err); !ok {
				panic(cause)
			}
		}
	}()
	return of.values(in, cursor), nil
}

func fits(term plan.Term, value any) bool {
	switch v := value.(type) {
	case nil:
		return term.Nullable
	case int64:
		return exprKind(term.By) == catalog.Int
	case float64:
		return exprKind(term.By) == catalog.Float && !math.IsInf(v, 0) && !math.IsNaN(v)
	case string:
		kind := exprKind(term.By)
		return kind != catalog.Int && kind != catalog.Float && utf8.ValidString(v) && !strings.ContainsRune(v, 0)
	}
	return false
}
