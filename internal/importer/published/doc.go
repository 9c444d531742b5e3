// Package published holds tests that import published data as a whole, by the mappings that
// come with the program, and compare the counts with those that docs/import.md tells. The
// data lies beside the project, in ../shared/data/real.
package published
