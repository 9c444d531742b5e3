package analysis

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"slices"
	"sort"

	"innograph/internal/answer"
	"innograph/internal/fault"
)

// ranked is an item of a computed connection, which is ordered by score, the highest
// first, and then by key.
type ranked struct {
	score float64
	key   string               // unique in the connection
	node  func() answer.Record // made for the items of the page only
}

// page is the part of a computed connection that `first` and `after` ask for.
type page struct {
	bound string // what its cursors are good for
	first int
	after *ranked // nil at the start
}

// pageOf reads the arguments of a page, so that one that cannot be is refused before
// anything is read. An export asks for plan.All, an int that no client can give.
func pageOf(field string, arguments map[string]any, most int) (page, error) {
	first, err := count(field, "first", arguments, 20, most)
	if err != nil {
		return page{}, err
	}
	if all, ok := arguments["first"].(int); ok {
		first = all // for an export
	}
	p := page{bound: binding(field, arguments), first: first}
	if cursor, ok := arguments["after"].(string); ok {
		after, ok := readCursor(cursor, p.bound)
		if !ok {
			return page{}, fault.New(fault.InvalidCursor,
				"%s(after): this is no cursor of an answer with the same arguments. Take `cursor` or `endCursor` of one, or leave `after` out to start anew.", field)
		}
		p.after = &after
	}
	return p, nil
}

// connection puts items in order and cuts the page out of them. The record has edges,
// nodes, pageInfo and totalCount.
func (p page) connection(items []ranked) answer.Record {
	rank(items)
	begin := 0
	if p.after != nil {
		begin = sort.Search(len(items), func(i int) bool { return p.after.compare(items[i]) < 0 })
	}
	end := min(begin+p.first, len(items))
	edges, nodes := []answer.Record{}, []answer.Record{}
	for _, item := range items[begin:end] {
		node := item.node()
		nodes = append(nodes, node)
		edges = append(edges, answer.Record{"cursor": writeCursor(item, p.bound), "node": node})
	}
	info := answer.Record{"hasNextPage": end < len(items), "hasPreviousPage": begin > 0}
	if len(edges) > 0 {
		info["startCursor"], info["endCursor"] = edges[0]["cursor"], edges[len(edges)-1]["cursor"]
	}
	return answer.Record{"edges": edges, "nodes": nodes, "pageInfo": info, "totalCount": int64(len(items))}
}

// compare orders items: the highest score first, then by key.
func (a ranked) compare(b ranked) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.key, b.key))
}

// rank puts items in order.
func rank(items []ranked) { slices.SortFunc(items, ranked.compare) }

// count reads an argument that says how many are wanted; standard is for null.
func count(field, argument string, arguments map[string]any, standard, most int) (int, error) {
	given, ok := arguments[argument].(int64)
	switch {
	case !ok:
		return standard, nil
	case given < 0:
		return 0, fault.New(fault.BadUserInput, "%s(%s): %d is negative; give 0 to %d.", field, argument, given, most)
	case given > int64(most):
		return 0, fault.New(fault.LimitExceeded, "%s(%s): %d is too many; the limit is %d.", field, argument, given, most)
	}
	return int(given), nil
}

// binding stands for what was asked, apart from the page: a cursor is good for that only.
func binding(field string, arguments map[string]any) string {
	asked := map[string]any{}
	for name, value := range arguments {
		if name != "first" && name != "after" {
			asked[name] = value
		}
	}
	text, _ := json.Marshal([]any{field, asked}) // of coerced arguments: always possible
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:6])
}

func writeCursor(item ranked, bound string) string {
	text, _ := json.Marshal([]any{bound, item.score, item.key})
	return base64.RawURLEncoding.EncodeToString(text)
}

func readCursor(cursor, bound string) (ranked, bool) {
	text, err := base64.RawURLEncoding.Strict().DecodeString(cursor)
	if err != nil {
		return ranked{}, false
	}
	var head string
	var item ranked
	decoder := json.NewDecoder(bytes.NewReader(text))
	parts := []any{&head, &item.score, &item.key}
	if decoder.Decode(&parts) != nil || len(parts) != 3 || decoder.More() || head != bound {
		return ranked{}, false
	}
	return item, true
}
