//go:build race

package faults_test

// race tells whether the tests run under the race detector; then the program does, too.
const race = true
