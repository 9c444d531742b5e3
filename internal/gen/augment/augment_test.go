package augment_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
	"innograph/internal/gen/augment"
	"innograph/schema"
)

// public gives the public schema of the model with more types added, printed and loaded
// again, which validates it.
func public(t *testing.T, more ...string) (*ast.Schema, string) {
	t.Helper()
	sources, err := catalog.Sources(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range more {
		sources = append(sources, &ast.Source{Name: "more.graphql", Input: text})
	}
	document, err := augment.Schema(sources...)
	if err != nil {
		t.Fatal(err)
	}
	text := augment.Print(document)
	loaded, err := gqlparser.LoadSchema(&ast.Source{Name: "public.graphql", Input: text})
	if err != nil {
		t.Fatal(err)
	}
	return loaded, text
}

func TestPublishedSchemaIsThatOfTheModel(t *testing.T) {
	published, err := os.ReadFile("../../../graph/schema.graphql")
	if err != nil {
		t.Fatal(err)
	}
	if _, text := public(t); text != string(published) {
		t.Error("graph/schema.graphql is not what schema/ gives; run `go generate ./graph`")
	}
}

func TestEverythingIsDescribed(t *testing.T) {
	loaded, _ := public(t)
	described := 0
	check := func(description string, name ...string) {
		described++
		if strings.TrimSpace(description) == "" {
			t.Errorf("%s has no description", strings.Join(name, "."))
		}
	}
	for _, d := range loaded.Types {
		if d.BuiltIn {
			continue
		}
		check(d.Description, d.Name)
		for _, f := range d.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			check(f.Description, d.Name, f.Name)
			for _, a := range f.Arguments {
				check(a.Description, d.Name, f.Name, a.Name)
			}
		}
		for _, v := range d.EnumValues {
			check(v.Description, d.Name, v.Name)
		}
	}
	if described < 3000 {
		t.Errorf("only %d descriptions were looked at", described)
	}
}

func TestEveryTypeIsReachable(t *testing.T) {
	loaded, _ := public(t)
	seen := map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		if seen[name] {
			return
		}
		seen[name] = true
		d := loaded.Types[name]
		for _, f := range d.Fields {
			visit(f.Type.Name())
			for _, a := range f.Arguments {
				visit(a.Type.Name())
			}
		}
		for _, related := range slices.Concat(loaded.GetPossibleTypes(d), loaded.GetImplements(d)) {
			visit(related.Name)
		}
	}
	for _, root := range catalog.Roots {
		if loaded.Types[root] != nil {
			visit(root)
		}
	}
	for name, d := range loaded.Types {
		if !d.BuiltIn && !seen[name] {
			t.Errorf("%s is declared, and nothing leads to it", name)
		}
	}
}

func TestContract(t *testing.T) {
	loaded, _ := public(t)
	for place, want := range map[string]string{
		"Query.node":                           "Node",
		"Query.nodes":                          "[Node]!",
		"Query.enterprise":                     "Enterprise",
		"Query.technologies":                   "TechnologyConnection!",
		"Query.entities":                       "EntityConnection!",
		"Query.organizations":                  "OrganizationConnection!",
		"Query.source":                         "Source",
		"Query.sources":                        "SourceConnection!",
		"Query.dataset":                        "Dataset!",
		"Organization.owns":                    "PatentOwnershipConnection!",
		"Enterprise.owns":                      "PatentOwnershipConnection!",
		"Patent.owners":                        "OrganizationOwnershipConnection!",
		"Product.uses":                         "TechnologyRelationConnection!",
		"Project.yields":                       "EntityYieldConnection!",
		"Programme.projects":                   "ProjectMembershipConnection!",
		"Enterprise.partners":                  "OrganizationPartnershipConnection!",
		"Enterprise.customers":                 "EnterpriseSupplyConnection!",
		"Source.supports":                      "EntityConnection!",
		"Entity.sources":                       "[Source!]!",
		"RelationEdge.sources":                 "[Source!]!",
		"RelationEdge.confidence":              "Float",
		"OrganizationPartnershipEdge.kind":     "PartnershipKind",
		"EnterpriseSupplyEdge.what":            "String",
		"ProductConnection.facets":             "[Facet!]!",
		"ProductAggregate.year":                "IntAggregate!",
		"IntAggregate.sum":                     "Long",
		"IntAggregate.avg":                     "Float",
		"EntityWhere.type":                     "EntityTypeFilter",
		"ProductWhere.uses":                    "TechnologyRelationFilter",
		"EnterpriseWhere.locatedIn":            "RegionRelationHierarchyFilter",
		"RegionRelationHierarchyFilter.within": "RegionWithin",
		"RegionWithin.node":                    "RegionWhere",
		"PatentOwnershipWhere.edge":            "OwnershipEdgeWhere",
		"OwnershipEdgeWhere.sources":           "SourcesFilter",
		"ProductWhere.sources":                 "SourcesFilter",
		"SourcesFilter.some":                   "SourceWhere",
		"ProjectWhere.budgetCny":               "LongFilter",
		"PartialDateFilter.within":             "PartialDate",
		"StringFilter.ignoreCase":              "Boolean",
		"StringListFilter.hasAny":              "[String!]",
		"Mutation.upsertTechnologies":          "TechnologyPayload",
		"Mutation.patchSources":                "SourcePayload",
		"Mutation.linkDependsOn":               "LinkPayload",
		"Mutation.unlinkDevelops":              "UnlinkPayload",
		"Mutation.deleteEntities":              "DeletePayload",
		"Mutation.mergeEntities":               "MergePayload",
		"TechnologyPayload.technologies":       "[Technology!]!",
		"TechnologyPayload.sequence":           "Long",
		"LinkedEdge.from":                      "Entity!",
		"EnterpriseInput.id":                   "ID!",
		"EnterpriseInput.name":                 "String!",
		"EnterpriseInput.aliases":              "[String!]",
		"EnterpriseInput.newSources":           "[SourceInput!]",
		"EnterpriseInput.ifVersion":            "Long",
		"EnterprisePatch.name":                 "String",
		"PatentInput.kind":                     "PatentKind",
		"PartnershipEdgeInput.kind":            "PartnershipKind",
		"RelationEdgeInput.confidence":         "Float",
	} {
		name, field, _ := strings.Cut(place, ".")
		d := loaded.Types[name]
		if d == nil {
			t.Errorf("there is no %s", name)
			continue
		}
		if f := d.Fields.ForName(field); f == nil || f.Type.String() != want {
			t.Errorf("%s is %v, want %s", place, f, want)
		}
	}
	for input, field := range map[string]string{
		"EnterpriseInput": "version",      // kept by the program
		"EnterprisePatch": "pageRank",     // computed
		"SourceInput":     "sources",      // it is one
		"SourcePatch":     "ifVersion",    // it has no version
		"Mutation":        "linkStatedIn", // sources are named where the fact is
	} {
		if loaded.Types[input].Fields.ForName(field) != nil {
			t.Errorf("%s has %s", input, field)
		}
	}
	for enum, values := range map[string][]string{
		"ProductOrderField":                 {"ID", "NAME_ZH", "YEAR", "USES_COUNT", "SOURCES_COUNT"},
		"OrganizationOrderField":            {"OWNS_COUNT", "ROR_ID"},
		"OrganizationPartnershipOrderField": {"EDGE_YEAR", "EDGE_KIND", "EDGE_CONFIDENCE", "NAME"},
		"OrganizationFacetField":            {"TYPE", "CITY", "LOCATED_IN"},
		"EntityType":                        {"ENTERPRISE", "CLASSIFICATION"},
		"OrderDirection":                    {"ASC", "DESC"},
	} {
		for _, v := range values {
			if loaded.Types[enum] == nil || loaded.Types[enum].EnumValues.ForName(v) == nil {
				t.Errorf("%s has no value %s", enum, v)
			}
		}
	}
	for enum, value := range map[string]string{
		"ProductOrderField":                 "DESCRIPTION", // prose
		"ProductFacetField":                 "ALIASES",     // a list
		"OrganizationPartnershipOrderField": "EDGE_NOTE",   // prose
		"EnterpriseFacetField":              "TYPE",        // no interface
		"EntityType":                        "SOURCE",      // no entity
	} {
		if loaded.Types[enum].EnumValues.ForName(value) != nil {
			t.Errorf("%s has the value %s", enum, value)
		}
	}
}

func TestNewTypeNeedsNothingButItsDeclaration(t *testing.T) {
	before, _ := public(t)
	if before.Types["TestLaboratory"] != nil || before.Types["BooleanFilter"] != nil {
		t.Fatal("the model already has what the test is about to add")
	}
	loaded, text := public(t, `
"A laboratory."
type TestLaboratory implements Entity & Node @node {
  "Whether others may use it."
  open: Boolean
  "Who runs it."
  runBy: [Institution!]! @relationship(type: "RUN_BY", direction: OUT, properties: "Running")
}
extend type Institution {
  "What it runs."
  runs: [TestLaboratory!]! @relationship(type: "RUN_BY", direction: IN, properties: "Running")
}
"What is known about who runs a laboratory."
type Running @relationshipProperties {
  "Since when."
  since: PartialDate
}`)
	for place, want := range map[string]string{
		"Query.testLaboratory":           "TestLaboratory",
		"Query.testLaboratories":         "TestLaboratoryConnection!",
		"TestLaboratory.name":            "String!",
		"TestLaboratory.runBy":           "InstitutionRunningConnection!",
		"TestLaboratory.locatedIn":       "RegionRelationConnection!",
		"Institution.runs":               "TestLaboratoryRunningConnection!",
		"InstitutionRunningEdge.since":   "PartialDate",
		"TestLaboratoryWhere.open":       "BooleanFilter",
		"TestLaboratoryAggregate.open":   "BooleanAggregate!",
		"RunningEdgeWhere.since":         "PartialDateFilter",
		"InstitutionWhere.runs":          "TestLaboratoryRunningFilter",
		"Mutation.patchTestLaboratories": "TestLaboratoryPayload",
		"Mutation.linkRunBy":             "LinkPayload",
		"TestLaboratoryInput.open":       "Boolean",
		"RunningEdgeInput.since":         "PartialDate",
	} {
		name, field, _ := strings.Cut(place, ".")
		if d := loaded.Types[name]; d == nil || d.Fields.ForName(field) == nil || d.Fields.ForName(field).Type.String() != want {
			t.Errorf("%s is not there, or not %s", place, want)
		}
	}
	if loaded.Types["EntityType"].EnumValues.ForName("TEST_LABORATORY") == nil {
		t.Error("EntityType has no value for the new type")
	}
	if !strings.Contains(text, "The test laboratories, a page at a time") {
		t.Error("the new type's name is not spelled out in descriptions")
	}
}
