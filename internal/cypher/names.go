package cypher

// What a graph in Neo4j has beside the types, relations and properties of the model.
const (
	idProperty         = "id"
	typeProperty       = "type"       // of a node: the name of its concrete type
	versionProperty    = "version"    // of a node: how often it was written
	keyProperty        = "key"        // of an edge: tells parallel edges apart
	confidenceProperty = "confidence" // of an edge
	sourcesProperty    = "sources"    // of an edge: the ids of the sources that vouch for it

	anyNode      = "Node"    // the interface, and so the label, of everything that has an id
	sourceType   = "Source"  // of what vouches for the rest
	datasetLabel = "Dataset" // of the one node that says what was loaded; no type of the API

	unfinishedLabel = "UnfinishedLoad" // of the one node that is there while a load in several transactions is under way
)

// keyOf names the property that holds the Key of a string property.
func keyOf(property string) string { return property + "_key" }

// foldOf names the property that holds the Key of a string property's folded form.
func foldOf(property string) string { return property + "_fold" }
