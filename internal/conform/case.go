package conform

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Case is one folder of the corpus: an operation, or several in a row.
type Case struct {
	Name  string
	Dir   string
	Steps []Step
}

// Step is one operation of a case: `query.graphql` with `vars.json`, or `1.graphql` with
// `1.vars.json` and so on; `operation.txt` names the one to run where a text has several,
// and `as.txt` the role of who asks: `1.as.txt` for one step, `as.txt` for all others.
// A variable {"$from": "data.products.pageInfo.endCursor"} takes
// its value from the answer of the step before.
type Step struct {
	Query     string
	Operation string // the operation's name; empty where there is one alone
	Variables json.RawMessage
	As        string // a role; empty for somebody without a token
	Want      string // the file with the answer
}

// Cases reads the corpus.
func Cases(root string) ([]Case, error) {
	entries, err := os.ReadDir(root)
	if err != nil {
		return nil, err
	}
	var cases []Case
	for _, entry := range entries {
		if !entry.IsDir() {
			continue
		}
		c, err := readCase(filepath.Join(root, entry.Name()))
		if err != nil {
			return nil, err
		}
		cases = append(cases, c)
	}
	return cases, nil
}

func readCase(dir string) (Case, error) {
	c := Case{Name: filepath.Base(dir), Dir: dir}
	files, err := filepath.Glob(filepath.Join(dir, "*.graphql"))
	if err != nil || len(files) == 0 {
		return c, fmt.Errorf("%s has no query.graphql and no 1.graphql", dir)
	}
	slices.Sort(files)
	everywhere, err := optional(filepath.Join(dir, "as.txt"))
	if err != nil {
		return c, err
	}
	for _, file := range files {
		query, err := os.ReadFile(file)
		if err != nil {
			return c, err
		}
		prefix := strings.TrimSuffix(filepath.Base(file), "graphql")
		if prefix == "query." {
			prefix = ""
		}
		variables, err := optional(filepath.Join(dir, prefix+"vars.json"))
		if err != nil {
			return c, err
		}
		operation, err := optional(filepath.Join(dir, prefix+"operation.txt"))
		if err != nil {
			return c, err
		}
		as, err := optional(filepath.Join(dir, prefix+"as.txt"))
		if err != nil {
			return c, err
		}
		if as == nil {
			as = everywhere
		}
		c.Steps = append(c.Steps, Step{
			Query:     string(query),
			Operation: strings.TrimSpace(string(operation)),
			Variables: variables,
			As:        strings.TrimSpace(string(as)),
			Want:      filepath.Join(dir, prefix+"want.json"),
		})
	}
	return c, nil
}

// optional reads a file that need not be there.
func optional(file string) ([]byte, error) {
	text, err := os.ReadFile(file)
	if os.IsNotExist(err) {
		return nil, nil
	}
	return text, err
}

// Given is the step's variables, with what comes from the answer before put in.
func (s Step) Given(before json.RawMessage) (json.RawMessage, error) {
	if s.Variables == nil || !bytes.Contains(s.Variables, []byte("$from")) {
		return s.Variables, nil
	}
	var given map[string]json.RawMessage
	if err := json.Unmarshal(s.Variables, &given); err != nil {
		return nil, err
	}
	for name, value := range given {
		var from map[string]string
		if json.Unmarshal(value, &from) != nil || from["$from"] == "" {
			continue
		}
		found, err := dig(before, strings.Split(from["$from"], "."))
		if err != nil {
			return nil, fmt.Errorf("variable %s: %w", name, err)
		}
		given[name] = found
	}
	return json.Marshal(given)
}

// dig follows a path of keys and list indexes into JSON.
func dig(in json.RawMessage, path []string) (json.RawMessage, error) {
	if len(path) == 0 {
		return in, nil
	}
	if i, err := strconv.Atoi(path[0]); err == nil {
		var list []json.RawMessage
		if err := json.Unmarshal(in, &list); err != nil || i >= len(list) {
			return nil, fmt.Errorf("nothing at %q", path[0])
		}
		return dig(list[i], path[1:])
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(in, &object); err != nil || object[path[0]] == nil {
		return nil, fmt.Errorf("nothing at %q", path[0])
	}
	return dig(object[path[0]], path[1:])
}

// Run asks an engine the operations of the case, in order.
func (c Case) Run(ctx context.Context, engine *Engine) ([]Answer, error) {
	var answers []Answer
	var before json.RawMessage
	for _, step := range c.Steps {
		variables, err := step.Given(before)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.Name, err)
		}
		step.Variables = variables
		answer, err := engine.Run(ctx, step)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.Name, err)
		}
		before = answer.Response
		answers = append(answers, answer)
	}
	return answers, nil
}

// Text is the answer as the corpus keeps it.
func (a Answer) Text() ([]byte, error) {
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\"status\": %d, \"statements\": %d, \"response\": ", a.Status, a.Statements)
	if err := json.Indent(&out, a.Response, "", "  "); err != nil {
		return nil, err
	}
	out.WriteString("}\n")
	return out.Bytes(), nil
}
