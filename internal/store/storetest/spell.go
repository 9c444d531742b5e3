package storetest

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/store"
)

// Nodes and edges as text, so that tests can say what they want. A value shows its kind:
// "text", 1, 2.0, true, ["list"]; missing values and empty lists are left out.

func spellNode(n *store.Node) string {
	return n.Type.Name + " " + n.ID() + spellValues(n.Type.Properties[1:], n.Values[1:]) + spellSources(n.Sources)
}

func spellEdge(e *store.Edge) string {
	text := fmt.Sprintf("%s %s %s", e.Relation.Name, e.From, e.To)
	if e.Key != "" {
		text += " key=" + e.Key
	}
	if e.Confidence != nil {
		text += " confidence=" + spellValue(*e.Confidence)
	}
	return text + spellValues(e.Relation.Properties, e.Values) + spellSources(e.Sources)
}

func spellSources(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return " | " + strings.Join(ids, " ")
}

func spellValues(properties []*catalog.Property, given []any) string {
	var text strings.Builder
	for i, p := range properties {
		if list, ok := given[i].([]string); given[i] != nil && (!ok || len(list) > 0) {
			text.WriteString(" " + p.Name + "=" + spellValue(given[i]))
		}
	}
	return text.String()
}

func spellValue(value any) string {
	switch v := value.(type) {
	case string:
		return strconv.Quote(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		text := strconv.FormatFloat(v, 'g', -1, 64)
		if !strings.ContainsAny(text, ".e") {
			text += ".0"
		}
		return text
	case bool:
		return strconv.FormatBool(v)
	case []string:
		return fmt.Sprintf("%q", v)
	}
	return fmt.Sprintf("%T(%v)", value, value) // no Go type of any catalog.Kind
}

// nodes reads nodes with the second store, as text.
func (w *writing) nodes(ids ...string) []string {
	w.Helper()
	var found []string
	w.must(w.second.Write(w.Context(), func(ctx context.Context, tx store.Tx) error {
		read, err := tx.Nodes(ctx, ids)
		found = spellAll(read, spellNode)
		return err
	}))
	return found
}

// edges reads edges with the second store, as text and sorted: no order is promised.
func (w *writing) edges(ids ...store.EdgeID) []string {
	w.Helper()
	var found []string
	w.must(w.second.Write(w.Context(), func(ctx context.Context, tx store.Tx) error {
		read, err := tx.Edges(ctx, ids)
		found = spellAll(read, spellEdge)
		return err
	}))
	slices.Sort(found)
	return found
}

// edgesAt reads the edges at nodes with the second store, as text.
func (w *writing) edgesAt(ids ...string) []string {
	w.Helper()
	return w.firstEdgesAt(1000, ids...)
}

// firstEdgesAt reads at most so many.
func (w *writing) firstEdgesAt(limit int, ids ...string) []string {
	w.Helper()
	var found []string
	w.must(w.second.Write(w.Context(), func(ctx context.Context, tx store.Tx) error {
		read, err := tx.EdgesAt(ctx, ids, limit)
		found = spellAll(read, spellEdge)
		return err
	}))
	return found
}

func spellAll[T any](all []T, spell func(*T) string) []string {
	text := make([]string, len(all))
	for i := range all {
		text[i] = spell(&all[i])
	}
	return text
}

// want compares lines.
func (w *writing) want(got []string, want ...string) {
	w.Helper()
	if !slices.Equal(got, want) {
		w.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}
