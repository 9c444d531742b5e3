package main

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// normalise reads an answer and takes away what is only a matter of form: that a list
// stands in an object of its own, edges' properties in another, and a single object
// in a list.
func normalise(answer []byte) (any, error) {
	var response struct {
		Data   any `json:"data"`
		Errors any `json:"errors"`
	}
	if err := json.Unmarshal(answer, &response); err != nil {
		return nil, fmt.Errorf("no JSON: %w: %s", err, answer)
	}
	if response.Errors != nil || response.Data == nil {
		return nil, fmt.Errorf("no data: %.500s", answer)
	}
	return plain(response.Data), nil
}

func plain(value any) any {
	switch value := value.(type) {
	case []any:
		made := make([]any, len(value))
		for i := range value {
			made[i] = plain(value[i])
		}
		return made
	case map[string]any:
		if len(value) == 1 {
			for _, name := range []string{"nodes", "node"} {
				if only, ok := value[name]; ok {
					return plain(only)
				}
			}
		}
		made := map[string]any{}
		for name, member := range value {
			if properties, ok := member.(map[string]any); ok && name == "properties" {
				for name, property := range properties {
					made[name] = plain(property)
				}
				continue
			}
			made[name] = plain(member)
		}
		if product, ok := made["product"].([]any); ok && len(product) == 1 {
			made["product"] = product[0] // @neo4j/graphql has no field for one alone
		}
		return made
	}
	return value
}

// agree tells where two answers differ.
func agree(want, got []byte) error {
	a, err := normalise(want)
	if err != nil {
		return err
	}
	b, err := normalise(got)
	if err != nil {
		return err
	}
	if !reflect.DeepEqual(a, b) {
		return fmt.Errorf("the answers differ:\n%.2000s\n%.2000s", want, got)
	}
	return nil
}
