package lookahead

import (
	"github.com/99designs/gqlgen/graphql"
	lru "github.com/hashicorp/golang-lru/v2"

	"innograph/internal/plan"
)

// Together these bound the memory of what is known: front ends send few, small
// operations again and again, and a client that sends large ones must not fill it.
const (
	knownDocuments = 1000
	knownPlans     = 400
	longestText    = 16 << 10 // bytes of an operation's text
	longestShape   = 1 << 10  // bytes of the values that shape a plan
	mostFields     = 400      // of a plan, each as often as it is planned
)

// known are the operations that were planned before.
type known struct {
	documents *lru.Cache[documentKey, *document]
	plans     *lru.Cache[planKey, *Prepared]
}

type documentKey struct{ text, operation string }

type planKey struct {
	document *document
	shape    string
	mergings int64 // plans name nodes by the ids that they had at the time
}

func newKnown() known {
	documents, err := lru.New[documentKey, *document](knownDocuments)
	if err != nil {
		panic(err) // only a size below 1 can be the cause
	}
	plans, err := lru.New[planKey, *Prepared](knownPlans)
	if err != nil {
		panic(err)
	}
	return known{documents, plans}
}

// document gives what is known of an operation's text; nil where the text is too long to
// be kept, or not there.
func (k known) document(operation *graphql.OperationContext) *document {
	if operation.RawQuery == "" || len(operation.RawQuery) > longestText {
		return nil
	}
	key := documentKey{operation.RawQuery, operation.Operation.Name}
	if found, ok := k.documents.Get(key); ok {
		return found
	}
	made := newDocument(operation.Doc, operation.Operation)
	k.documents.Add(key, made)
	return made
}

// with is the operation for the request that brings these values. All requests share
// what was prepared, and none changes it.
func (p *Prepared) with(values []any) *Prepared {
	return &Prepared{
		Plan:     &plan.Operation{Name: p.Plan.Name, Roots: p.Plan.Roots, Values: values, Spelling: p.Plan.Spelling},
		Roots:    p.Roots,
		Analyses: p.Analyses,
		Whole:    p.Whole,
	}
}
