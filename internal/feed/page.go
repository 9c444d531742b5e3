package feed

import (
	"context"
	"encoding/json"

	"innograph/internal/answer"
	"innograph/internal/fault"
	"innograph/internal/plan"
	"innograph/internal/store"
)

// Field is the root field of pages of the log.
const Field = "changes"

// mostRead is how many entries are read for a page: a filter may let few of them through.
const mostRead = 20_000

// Page answers the root field `changes`.
func (f *Feed) Page(ctx context.Context, arguments map[string]any) (answer.Record, error) {
	first, _ := arguments["first"].(int64)
	if first < 0 || first > plan.MaxPage {
		return nil, fault.New(fault.BadUserInput, "changes(first): %d is not from 0 to %d.", first, plan.MaxPage)
	}
	wants, err := f.filter(arguments)
	if err != nil {
		return nil, err
	}
	after, _ := arguments["after"].(int64)
	after = max(after, 0)
	newest, err := f.LastChange(ctx)
	if err != nil {
		return nil, err
	}
	nodes, read := []answer.Record{}, 0
	for int64(len(nodes)) < first && after < newest && read < mostRead {
		changes, err := f.Changes(ctx, after, pageOfChanges)
		if err != nil {
			return nil, err
		}
		if len(changes) == 0 {
			break
		}
		read += len(changes)
		newest = max(newest, changes[len(changes)-1].Sequence) // others write meanwhile
		for i := range changes {
			after = changes[i].Sequence
			if wants.wants(&changes[i]) {
				nodes = append(nodes, f.Record(&changes[i]))
			}
			if int64(len(nodes)) == first {
				break
			}
		}
	}
	return answer.Record{"nodes": nodes, "last": after, "newest": newest, "hasNextPage": after < newest}, nil
}

// Record is an entry as the API has it: what it refers to goes by the ids that nodes have now.
func (f *Feed) Record(c *store.Change) answer.Record {
	record := answer.Record{
		"sequence": c.Sequence, "at": c.At, "actor": c.Actor, "operation": string(c.Operation),
		"type": c.Type, "ids": c.IDs, "before": raw(c.Before), "after": raw(c.After),
	}
	ref := func(i int) answer.Ref { return answer.Ref(f.Survivor(c.IDs[i])) }
	switch c.Operation {
	case store.Linked, store.Relinked, store.Unlinked:
		record["key"] = c.Key
		record["from"], record["to"] = ref(0), ref(1)
	default:
		record["entity"] = ref(len(c.IDs) - 1)
	}
	return record
}

// raw is JSON that is handed on as it is; nil where there is none.
func raw(text json.RawMessage) any {
	if text == nil {
		return nil
	}
	return &store.Raw{Text: text}
}
