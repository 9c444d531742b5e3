package write

import (
	"innograph/internal/catalog"
	"innograph/internal/store"
)

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
