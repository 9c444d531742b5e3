package sqlite

import (
	"encoding/json"
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/text"
)

// maxArguments of a function, below SQLite's limit of 1000.
const maxArguments = 500

// list is the text of a JSON list, of cells that are JSON text themselves and not NULL.
func list(cells []string) string {
	if len(cells) == 0 {
		return "'[]'"
	}
	return "concat('[', " + joined(cells) + ", ']')"
}

// joined puts commas between cells, in groups where they are too many for one call.
func joined(cells []string) string {
	if 2*len(cells) <= maxArguments {
		return strings.Join(cells, ", ',', ")
	}
	half := len(cells) / 2
	return "concat(" + joined(cells[:half]) + "), ',', concat(" + joined(cells[half:]) + ")"
}

// argument is a value as an argument of json_array, which turns numbers and strings
// (floats with all their 17 digits) into JSON by itself.
func argument(value string, kind catalog.Kind) string {
	switch kind {
	case catalog.Boolean:
		return "json(" + truth(value) + ")"
	case catalog.StringList:
		return "json(" + value + ")"
	}
	return value
}

// spelled is a value as JSON text.
func spelled(value string, kind catalog.Kind) string {
	switch kind {
	case catalog.Boolean:
		return "ifnull(" + truth(value) + ", 'null')"
	case catalog.StringList, catalog.Int, catalog.Long:
		return "ifnull(" + value + ", 'null')"
	}
	return "json_quote(" + value + ")"
}

// truth is a truth value as JSON text, NULL where it is missing.
func truth(value string) string {
	return "CASE " + value + " WHEN TRUE THEN 'true' WHEN FALSE THEN 'false' END"
}

// jsonList is a list as JSON text: one argument for json_each, or a stored value. A nil
// list is empty, and not null.
func jsonList[T any](values []T) string {
	if len(values) == 0 {
		return "[]"
	}
	if texts, ok := any(values).([]string); ok {
		return textList(texts)
	}
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(values); err != nil {
		panic("sqlite: a value of no plan: " + err.Error())
	}
	return strings.TrimSuffix(out.String(), "\n")
}

// textList is jsonList for what each row that is written has some of.
func textList(values []string) string {
	size := 2
	for _, value := range values {
		size += len(value) + 3
	}
	list := append(make([]byte, 0, size), '[')
	for i, value := range values {
		if i > 0 {
			list = append(list, ',')
		}
		list = text.AppendString(list, value)
	}
	return string(append(list, ']'))
}
