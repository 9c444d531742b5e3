package mappings

import (
	"testing"

	"innograph/internal/catalog"
	"innograph/internal/mapping"
	"innograph/schema"
)

func TestMappingsSuitTheModel(t *testing.T) {
	model, err := catalog.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range Names() {
		content, err := Read(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := mapping.Read(model, name+".yaml", content); err != nil {
			t.Error(err)
		}
	}
}
