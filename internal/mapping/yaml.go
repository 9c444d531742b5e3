package mapping

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"innograph/internal/lines"
)

// Problems says what is wrong with a mapping, place by place.
type Problems []Problem

// Problem is one thing that is wrong with a mapping.
type Problem struct {
	File    string
	Line    int
	Key     string // the way there: tables[0].nodes.patent.id
	Message string
}

// Error lists the problems, one a line.
func (p Problems) Error() string {
	var out strings.Builder
	for i, found := range p {
		if i > 0 {
			out.WriteByte('\n')
		}
		out.WriteString(found.File)
		if found.Line > 0 {
			fmt.Fprintf(&out, ":%d", found.Line)
		}
		if found.Key != "" {
			out.WriteString(": " + found.Key)
		}
		out.WriteString(": " + found.Message)
	}
	return out.String()
}

// document gives the content of a file of one document.
func document(file string, content []byte) (ast.Node, error) {
	parsed, err := parser.ParseBytes(content, 0)
	if err != nil {
		problem := Problem{File: file, Message: "broken YAML: " + err.Error()}
		if at, ok := errors.AsType[yaml.Error](err); ok {
			problem.Message = "broken YAML: " + at.GetMessage()
			problem.Line = at.GetToken().Position.Line
		}
		return nil, Problems{problem}
	}
	var found []ast.Node
	for _, d := range parsed.Docs {
		if d.Body != nil {
			found = append(found, d.Body)
		}
	}
	if len(found) != 1 {
		return nil, Problems{{File: file, Message: fmt.Sprintf("%d documents where one belongs", len(found))}}
	}
	return found[0], nil
}

// place is a node of the document, with the way there.
type place struct {
	ast.Node
	key string
}

// member is a member of a mapping.
type member struct {
	name string
	at   place // of the value
}

// problem notes what is wrong at a place.
func (r *reader) problem(at place, format string, args ...any) {
	line := 0
	if at.Node != nil {
		line = at.GetToken().Position.Line
	}
	r.problems = append(r.problems, Problem{r.file, line, at.key, fmt.Sprintf(format, args...)})
}

// members gives a mapping's members in order.
func (r *reader) members(at place) []member {
	var values []*ast.MappingValueNode
	switch node := at.Node.(type) {
	case *ast.MappingNode:
		values = node.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{node}
	case nil:
		return nil
	default:
		r.problem(at, "%s where names with values belong", kindOf(node))
		return nil
	}
	members := make([]member, len(values))
	for i, v := range values {
		name := v.Key.GetToken().Value
		key := name
		if at.key != "" {
			key = at.key + "." + name
		}
		members[i] = member{name, place{v.Value, key}}
	}
	return members
}

// fields gives a mapping's members by name, and refuses those of other names.
func (r *reader) fields(at place, known ...string) map[string]place {
	found := map[string]place{}
	for _, m := range r.members(at) {
		if !slices.Contains(known, m.name) {
			r.problem(m.at, "there is no such key%v; here can be %v", lines.Nearest{Typed: m.name, Known: known}, lines.List(known))
			continue
		}
		if _, empty := m.at.Node.(*ast.NullNode); empty {
			r.problem(m.at, "nothing is given; write a value, or leave the key out")
			continue
		}
		found[m.name] = m.at
	}
	return found
}

// items gives what a list has, or what stands in its place, as a list of one.
func (r *reader) items(at place) []place {
	list, ok := at.Node.(*ast.SequenceNode)
	if !ok {
		if at.Node == nil {
			return nil
		}
		return []place{at}
	}
	items := make([]place, len(list.Values))
	for i, item := range list.Values {
		items[i] = place{item, fmt.Sprintf("%s[%d]", at.key, i)}
	}
	return items
}

// text gives a scalar as it is written, and whether it is one.
func (r *reader) text(at place) (string, bool) {
	switch node := at.Node.(type) {
	case *ast.StringNode:
		return node.Value, true
	case *ast.LiteralNode:
		return strings.TrimSpace(node.Value.Value), true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return node.GetToken().Value, true
	case *ast.MappingNode, *ast.MappingValueNode:
		if members := r.members(at); len(members) == 1 && isNull(members[0].at.Node) {
			r.problem(at, "YAML reads {%s} as a mapping; write it in quotes: '{%[1]s}'", members[0].name)
			return "", false
		}
	}
	r.problem(at, "%s where a text belongs", kindOf(at.Node))
	return "", false
}

// texts gives a list of scalars, or one.
func (r *reader) texts(at place) []string {
	var found []string
	for _, item := range r.items(at) {
		if text, ok := r.text(item); ok {
			found = append(found, text)
		}
	}
	return found
}

// flag gives true or false, false where it is absent.
func (r *reader) flag(at place) bool {
	if at.Node == nil {
		return false
	}
	node, ok := at.Node.(*ast.BoolNode)
	if !ok {
		r.problem(at, "%s where true or false belongs", kindOf(at.Node))
		return false
	}
	return node.Value
}

func isNull(node ast.Node) bool {
	_, ok := node.(*ast.NullNode)
	return ok
}

func kindOf(node ast.Node) string {
	switch node := node.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return "a mapping"
	case *ast.SequenceNode:
		return "a list"
	case *ast.NullNode:
		return "nothing"
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		return "an anchor, alias or tag of YAML, which mappings do not have,"
	case *ast.StringNode, *ast.LiteralNode:
		return "a text"
	default:
		return node.GetToken().Value
	}
}
