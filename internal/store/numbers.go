package store

import "hash/maphash"

// Numbers finds the number that an engine gave to a node, by the node's id. It keeps a hash
// in the place of each id: some 25 bytes a node, where the ids would take four times that.
type Numbers struct {
	seed   maphash.Seed
	byHash map[uint64]int64
	twins  map[string]int64 // of ids whose hash an earlier one has: hardly ever any
}

// NewNumbers makes room for about that many ids.
func NewNumbers(ids int) *Numbers {
	return &Numbers{seed: maphash.MakeSeed(), byHash: make(map[uint64]int64, ids), twins: map[string]int64{}}
}

// Set gives an id its number, once.
func (n *Numbers) Set(id string, number int64) {
	hash := maphash.String(n.seed, id)
	if _, taken := n.byHash[hash]; taken {
		n.twins[id] = number
		return
	}
	n.byHash[hash] = number
}

// Of is the number of an id that has one.
func (n *Numbers) Of(id string) int64 {
	if len(n.twins) > 0 {
		if number, ok := n.twins[id]; ok {
			return number
		}
	}
	return n.byHash[maphash.String(n.seed, id)]
}
