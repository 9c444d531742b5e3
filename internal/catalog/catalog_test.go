package catalog_test

import (
	"slices"
	"testing"

	"innograph/internal/catalog"
	"innograph/schema"
)

func model(t *testing.T) *catalog.Catalog {
	t.Helper()
	model, err := catalog.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	return model
}

func names(types []*catalog.Type) []string {
	all := make([]string, len(types))
	for i, t := range types {
		all[i] = t.Name
	}
	return all
}

func TestTypesInherit(t *testing.T) {
	m := model(t)
	enterprise := m.Type("Enterprise")
	if got, want := names(enterprise.Implements), []string{"Organization", "Entity", "Node"}; !slices.Equal(got, want) {
		t.Errorf("Enterprise implements %v, want %v", got, want)
	}
	if got, want := names(m.Type("Organization").Members), []string{"Enterprise", "Institution"}; !slices.Equal(got, want) {
		t.Errorf("organizations are %v, want %v", got, want)
	}
	if m.Type("Entity").Has(m.Source()) || !m.Type("Node").Has(m.Source()) {
		t.Error("a source is a node, and no entity")
	}
	for _, each := range m.Concrete() {
		if each.Properties[0].Name != "id" || each.Interface {
			t.Errorf("%s begins with %s", each.Name, each.Properties[0].Name)
		}
		if each != m.Source() && each.Property("name") == nil {
			t.Errorf("%s has no name", each.Name)
		}
	}
	if enterprise.Field("owns") != m.Type("Organization").Field("owns") {
		t.Error("an interface's field is another one in its implementer")
	}
	if owner := enterprise.Field("sources").Owner; owner.Name != "Entity" {
		t.Errorf("sources is declared by %s", owner.Name)
	}
}

func TestRelations(t *testing.T) {
	m := model(t)
	owns := m.Relation("OWNS")
	if owns.EdgeName != "Ownership" || owns.Property("role") == nil || owns.Undirected || owns.Evidence {
		t.Errorf("OWNS is %+v", owns)
	}
	if uses := m.Relation("USES"); uses.EdgeName != "Relation" || len(uses.Properties) != 0 {
		t.Errorf("USES is %+v", uses)
	}
	if !m.Relation("PARTNERS_WITH").Undirected || !m.Relation("STATED_IN").Evidence {
		t.Error("PARTNERS_WITH has no direction, and STATED_IN is evidence")
	}
	if m.Relation("NONE") != nil || m.Type("None") != nil || m.Type("Product").Property("none") != nil || m.Type("Product").Field("none") != nil {
		t.Error("what is not declared is found")
	}
}

func TestJoins(t *testing.T) {
	m := model(t)
	for _, c := range []struct {
		relation, from, to string
		want               bool
	}{
		{"USES", "Product", "Technology", true},
		{"USES", "Technology", "Product", false},
		{"OWNS", "Institution", "Patent", true},
		{"PROTECTS", "Patent", "Technology", true},
		{"PROTECTS", "Patent", "Event", false}, // the start's field leads to any entity, but events have none for it
		{"LOCATED_IN", "Region", "Region", true},
		{"LOCATED_IN", "Source", "Region", false},
		{"PARTNERS_WITH", "Enterprise", "Institution", true},
		{"PARTNERS_WITH", "Institution", "Enterprise", true},
		{"PARTNERS_WITH", "Enterprise", "Product", false},
		{"PART_OF", "Project", "Programme", true},
		{"PART_OF", "Project", "Enterprise", false},
		{"STATED_IN", "Product", "Source", true},
	} {
		if got := m.Relation(c.relation).Joins(m.Type(c.from), m.Type(c.to)); got != c.want {
			t.Errorf("%s joins %s to %s: %t", c.relation, c.from, c.to, got)
		}
	}
}

// What a field finds is checked for its type only where edges lead to others too.
func TestReachesAndSelective(t *testing.T) {
	m := model(t)
	for _, c := range []struct {
		owner, field string
		reaches      []string
		selective    bool
	}{
		{"Product", "uses", []string{"Technology"}, false},
		{"Patent", "protects", []string{"Product", "Technology"}, false},
		{"Product", "patents", []string{"Patent"}, false},
		{"Enterprise", "parents", []string{"Enterprise"}, false},
		{"Enterprise", "partners", []string{"Enterprise", "Institution"}, false},
		{"Organization", "partners", []string{"Enterprise", "Institution"}, false},
	} {
		owner := m.Type(c.owner)
		field := owner.Field(c.field)
		got := names(field.Reaches(owner))
		slices.Sort(got)
		if !slices.Equal(got, c.reaches) || field.Selective(owner) != c.selective {
			t.Errorf("%s.%s reaches %v, selective %t; want %v, %t", c.owner, c.field, got, field.Selective(owner), c.reaches, c.selective)
		}
	}
	// Synthetic: a relation of which one field shows only a part.
	partial, err := parse(`
		type Maker implements Node @node {
			makes: [Thing!]! @relationship(type: "MAKES", direction: OUT)
			toys: [Toy!]! @relationship(type: "MAKES", direction: OUT)
		}
		interface Thing implements Node { makers: [Maker!]! @relationship(type: "MAKES", direction: IN) }
		type Tool implements Thing & Node @node { length: Int }
		type Toy implements Thing & Node @node { age: Int }`)
	if err != nil {
		t.Fatal(err)
	}
	maker := partial.Type("Maker")
	if maker.Field("makes").Selective(maker) || !maker.Field("toys").Selective(maker) {
		t.Error("toys leaves tools out, and so must look at the type; makes takes both")
	}
}

func TestProperties(t *testing.T) {
	m := model(t)
	for _, c := range []struct {
		of, name                  string
		kind                      catalog.Kind
		nonNull, sortable, folded bool
	}{
		{"Product", "id", catalog.ID, true, true, false},
		{"Product", "name", catalog.String, true, true, true},
		{"Product", "aliases", catalog.StringList, true, false, false},
		{"Product", "description", catalog.String, false, false, true},
		{"Product", "version", catalog.Long, true, true, false},
		{"Product", "year", catalog.Int, false, true, false},
		{"Patent", "kind", catalog.Enumeration, false, true, false},
		{"Patent", "filedOn", catalog.Date, false, true, false},
	} {
		p := m.Type(c.of).Property(c.name)
		if p.Kind != c.kind || p.NonNull != c.nonNull || p.Sortable() != c.sortable || p.Folded() != c.folded {
			t.Errorf("%s.%s is %+v, sortable %t, folded %t", c.of, c.name, p, p.Sortable(), p.Folded())
		}
	}
	kind := m.Type("Patent").Property("kind").Enum
	if kind.Name != "PatentKind" || !kind.Has("INVENTION") || kind.Has("invention") {
		t.Errorf("a patent's kind is a %+v", kind)
	}
}

// What is written apart counts as if it stood together.
func TestExtensions(t *testing.T) {
	m, err := parse(`
		type Thing { colour: Colour }
		enum Colour { RED }
		extend type Thing implements Node @node { size: Int }
		extend enum Colour { BLUE }`)
	if err != nil {
		t.Fatal(err)
	}
	thing := m.Type("Thing")
	if thing == nil || thing.Property("size") == nil || !slices.Equal(names(thing.Implements), []string{"Node"}) {
		t.Fatalf("the type is not extended: %+v", thing)
	}
	if colour := thing.Property("colour").Enum; !colour.Has("RED") || !colour.Has("BLUE") {
		t.Errorf("the enum is not extended: %+v", colour)
	}
}

func TestNames(t *testing.T) {
	m := model(t)
	for name, plural := range map[string]string{
		"Product": "products", "Technology": "technologies", "Classification": "classifications", "Entity": "entities",
	} {
		if got := m.Type(name).Plural(); got != plural {
			t.Errorf("several %s are %s, want %s", name, got, plural)
		}
	}
	// Synthetic ones, for the other endings.
	for name, plural := range map[string]string{"Survey": "surveys", "Process": "processes", "Index": "indexes", "Branch": "branches", "Y": "ys"} {
		if got := (&catalog.Type{Name: name}).Plural(); got != plural {
			t.Errorf("several %s are %s, want %s", name, got, plural)
		}
	}
	for name, upper := range map[string]string{"nameZh": "NAME_ZH", "id": "ID", "usedBy": "USED_BY", "Enterprise": "ENTERPRISE"} {
		if got := catalog.Upper(name); got != upper {
			t.Errorf("%s is %s as an enum value, want %s", name, got, upper)
		}
	}
	enterprise, region := m.Type("Enterprise"), m.Type("Region")
	for got, want := range map[string]string{
		enterprise.Singular():                             "enterprise",
		enterprise.Names().Connection():                   "EnterpriseConnection",
		enterprise.Field("owns").Names().Edge():           "PatentOwnershipEdge",
		enterprise.Field("owns").Names().Where():          "PatentOwnershipWhere",
		enterprise.Field("masters").Names().Order():       "TechnologyRelationOrder",
		enterprise.Field("masters").Names().OrderField():  "TechnologyRelationOrderField",
		enterprise.Field("masters").FilterName():          "TechnologyRelationFilter",
		enterprise.Field("locatedIn").FilterName():        "RegionRelationHierarchyFilter",
		enterprise.Field("sources").FilterName():          "SourcesFilter",
		m.Source().Field("supports").Names().Connection(): "EntityConnection",
		m.Relation("OWNS").EdgeWhere():                    "OwnershipEdgeWhere",
		region.Aggregate():                                "RegionAggregate",
		region.FacetField():                               "RegionFacetField",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
