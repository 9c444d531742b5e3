package write

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/store"
)

// longestID is in characters, which are bytes: ids are ASCII.
const longestID = 200

// checkID refuses what cannot be the id of a node of that type.
func checkID(of *catalog.Type, id string, at ast.Path) *fault.Error {
	prefix := of.Singular() + "/"
	slug, prefixed := strings.CutPrefix(id, prefix)
	switch {
	case id == "":
		return bad(at, "No id: write one of the form %s<slug>.", prefix)
	case !prefixed:
		return bad(at, "The id %s is none of type %s: those begin with %s.", shown(id), of.Name, prefix)
	case slug == "" || strings.ContainsFunc(slug, notInSlug):
		return bad(at, "The id %s has a slug that is none: after %s come small ASCII letters, digits, and - . _", shown(id), prefix)
	case len(id) > longestID:
		return bad(at, "The id %s is %d characters long; at most %d.", shown(id), len(id), longestID)
	}
	return nil
}

func notInSlug(c rune) bool {
	return (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '.' && c != '_'
}

// now is the id that a node has by now: it may have been merged into another one.
func (s *session) now(id string) string {
	if survivor, gone := s.survivors[id]; gone {
		return survivor
	}
	return id
}

// identity is the one of an edge's two identities under which the session has it.
func identity(id store.EdgeID) store.EdgeID {
	if id.Relation.Undirected && id.To < id.From {
		id.From, id.To = id.To, id.From
	}
	return id
}

// edgeID is the identity of an edge between nodes under the ids that they have now.
func (s *session) edgeID(of *catalog.Relation, from, to, key string) store.EdgeID {
	return identity(store.EdgeID{Relation: of, From: s.now(from), To: s.now(to), Key: key})
}
