package plan

import "math"

// Limits bound what one operation may ask, before anything is sent to a store.
type Limits struct {
	Depth       int // levels of fields
	Connections int // connections in the operation
	Aliases     int // aliased fields in one selection
	FilterTerms int // conditions of all filters together
	FilterDepth int // levels of one filter
	Nodes       int // possible nodes: nested page sizes multiplied and summed
}

// DefaultLimits are those that the API promises.
var DefaultLimits = Limits{Depth: 15, Connections: 100, Aliases: 100, FilterTerms: 200, FilterDepth: 10, Nodes: 500_000}

// MaxPage is the largest page of a connection, and the most ids of a lookup.
const MaxPage = 1000

// DefaultPage is the size of a page that names none.
const DefaultPage = 20

// All is a limit that no page or list reaches.
const All = math.MaxInt32
