# The few commands of the house. `make demo` and `make test` are all that a newcomer needs.

ARGS ?=
SWIFT ?= swift
BIN := .build/release

.PHONY: demo test check build deps bench drills timetables lint clean help

help: ## what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:[^#]*##/\t/' | expand -t 12

demo: build ## a short true story on a fresh store, then a node that serves it (ARGS=--once ends after the story)
	@$(BIN)/rialto demo $(ARGS)

test: ## everything that runs here, as CI runs it
	@Tests/run.sh

check: deps ## the quick inner loop: debug build and tests (ARGS="--filter ForumCoreTests" for some)
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --disable-xctest --no-parallel $(ARGS)

build: deps ## the release binary at .build/release/rialto
	$(SWIFT) build -c release --product rialto

deps: ## installs the Debian packages that are missing
	@docker/install-packages.sh libssl-dev libsqlite3-dev libcadical-dev

bench: deps ## figures for the table in the README
	$(SWIFT) build -c release --product rialto
	$(SWIFT) build -c release --product proof
	$(BIN)/proof bench $(ARGS)
	$(BIN)/proof chat-bench

drills: deps ## the long proofs: 200 kills under load, 1,000 while people chat on Telegram and 100 on Matrix, 10,000 unseen messages, 50 million random commands, a million damaged timetabling files, the Autobahn cases
	$(SWIFT) build -c release --product rialto
	$(SWIFT) build -c release --product proof
	$(BIN)/proof simulate --commands 50000000
	$(BIN)/proof kill --cycles 200
	$(BIN)/proof chat-kill --cycles 1000
	Tests/Drills/autobahn.sh
	Tests/Drills/timetable/fuzz.py $(BIN)/rialto --proof $(BIN)/proof
	Tests/Drills/matrix-kills.py $(BIN)/rialto --people 8 --cycles 12 --kills 100
	$(SWIFT) build --build-tests
	RIALTO_UNSEEN=10000 $(SWIFT) test --skip-build --disable-xctest --no-parallel --filter UnseenTests

timetables: build ## timetables beside CP-SAT and UWrMaxSAT, with a table and a picture (ARGS=--quick takes two minutes)
	$$(Tests/Drills/install-timetable-peers.sh) Tests/Drills/timetable/bench.py $(BIN)/rialto $(ARGS)

lint: ## the style that the toolchain's own formatter knows
	$(SWIFT) format lint --recursive Sources bots Tests Package.swift

clean: ## forget what was built
	rm -rf .build
