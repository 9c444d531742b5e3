package mapping

import (
	"os"
	"testing"

	"innograph/internal/lines"
)

// Whatever a mapping and a row hold, reading and applying them ends without a panic; what
// is accepted gives ids of the form that ids have.
func FuzzMapping(f *testing.F) {
	c := model(f)
	for _, name := range []string{"testdata/wrong.yaml", "../../mappings/ror.yaml", "../../mappings/openspg.yaml", "../../mappings/patentsview.yaml"} {
		content, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content, []byte(`{"id":"https://ror.org/1","types":["company"],"other_names":[{"lang":"zh","value":"三一"}],"hasSupplyChain":"a,b","patent_id":"1"}`))
	}
	f.Add([]byte(good), []byte(`{"id":"a","name":"A"}`))
	f.Fuzz(func(t *testing.T, content, row []byte) {
		m, err := Read(c, "a.yaml", content)
		if err != nil {
			return
		}
		given, err := (&lines.Parser{Depth: 9}).Parse(row)
		if err != nil {
			return
		}
		for _, table := range m.Tables {
			nodes, _ := table.Nodes(given)
			for _, n := range nodes {
				if err := lines.CheckID(n.Type, n.ID); err != nil {
					t.Error(err)
				}
			}
			table.Edges(given)
		}
	})
}
