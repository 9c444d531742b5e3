package storetest

// Step is a step of the plan that an engine makes for a statement.
type Step struct {
	Text string
	// Whole tells that it goes through all nodes, all nodes of a type or all edges of a
	// relation, and not only as far as is wanted.
	Whole bool
}
