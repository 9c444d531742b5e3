.DEFAULT_GOAL := help
.PHONY: help run generate lint test conform fuzz check bench neo4j
N ?= 100000
SEED ?= 1
FUZZTIME ?= 30s

help: ## List the targets
	@sed -n 's/^\([a-z0-9]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

run: ## Serve the seeded graph, with GraphiQL, at http://127.0.0.1:8080/
	go run .

generate: ## Make the API and its code out of schema/
	go generate ./...

lint: ## Check the code's form, and that the rooms stay apart
	go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0 run

test: ## Run all tests, on SQLite and on a real Neo4j (needs Go, a JDK and Maven)
	scripts/test

conform: ## Compare N random operations on all engines and the evaluator (N=100000 SEED=1)
	go test -count=1 -timeout=0 -v -run='^TestEngines$$' ./internal/conform/random -args -n $(N) -draws 20 -seed $(SEED)

fuzz: ## Fuzz what reads input, for FUZZTIME each (FUZZTIME=30s)
	go test -run='^$$' -fuzz='^FuzzCursor$$' -fuzztime=$(FUZZTIME) ./internal/lookahead
	go test -run='^$$' -fuzz='^FuzzRead$$' -fuzztime=$(FUZZTIME) ./seed
	go test -run='^$$' -fuzz='^FuzzRequest$$' -fuzztime=$(FUZZTIME) ./internal/conform

check: ## Check the running program from outside (needs Node.js and Chromium)
	scripts/check/run

bench: ## Measure the server beside its rivals, and write bench/RESULTS.md (needs a JDK, Maven and Node.js; ARGS=--short)
	go run ./bench $(ARGS)

neo4j: ## Start a Neo4j at bolt://127.0.0.1:7687 to play with; Ctrl-C stops it
	scripts/neo4j/run
