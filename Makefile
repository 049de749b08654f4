# `make run` and `make test` do all set-up themselves; every other target is a step of one of them.
# Nothing is installed outside this folder, except Debian's Chromium where the tests need a browser and there is none.

export PATH := $(CURDIR)/.tools/bin:$(CURDIR)/node_modules/.bin:$(PATH)
PORT ?= 8000

.PHONY: help run test setup setup-browser pkg sample check measures bench train-khmer train-entities dist clean

help:
	@echo "make run       build all and serve the workbench with the sample archive (PORT=$(PORT))"
	@echo "make test      build all and run every test"
	@echo "make measures  measure sizes and throughput, and write them into docs/MEASURES.md"
	@echo "make bench     search quality and speed beside other engines, into docs/MEASURES.md (needs the harness beside this folder)"
	@echo "make train-khmer  train models/khmer-boundary.bin anew (needs the segmented text beside this folder)"
	@echo "make train-entities DATA=FOLDER  train models/entity-tagger.bin anew (needs the annotated texts)"
	@echo "make dist      the files to upload to any static host, in dist/"
	@echo "make clean     remove what was built (not the tools)"

run: setup pkg sample
	@node tools/serve.mjs --port $(PORT) --open-path /www/

test: setup setup-browser
	@tools/test

setup:
	@tools/setup

setup-browser: setup
	@tools/setup --browser

# The two WebAssembly builds; rebuilt when a source is newer.
pkg: pkg/reader/saksi_bg.wasm pkg/full/saksi_bg.wasm

RUST := Cargo.toml Cargo.lock .cargo/config.toml tools/wasm $(shell find src models -type f 2>/dev/null)

pkg/reader/saksi_bg.wasm: $(RUST) | setup
	@tools/wasm reader

pkg/full/saksi_bg.wasm: $(RUST) | setup
	@tools/wasm full

sample: www/sample.saksi

www/sample.saksi: $(RUST) $(shell find samples -type f 2>/dev/null) | setup
	@echo "▸ building the sample archive"
	@cargo run --release --quiet -- build samples/documents -o $@

measures: setup pkg sample
	@tools/measure

# Other engines come from their registries into build/bench; what cannot be had is named in the report.
bench: setup pkg
	@node bench/peers.mjs

# The same text gives the same bytes.
train-khmer:
	@cargo run --release --quiet --manifest-path training/Cargo.toml --bin khmer_boundary -- \
	  ../shared/data/khmer/wikipedia-segmented-silver.txt models/khmer-boundary.bin

dist: setup pkg sample
	@rm -rf dist && mkdir -p dist
	@cp -r www pkg dist/ && rm -f dist/pkg/*/.gitignore dist/pkg/*/package.json
	@echo "▸ dist/ is ready: upload it to any static host and open www/"

clean:
	rm -rf target pkg dist build www/sample.saksi

# Trains the tagger of names from annotated texts (models/README.md names them): make train-entities DATA=FOLDER
train-entities:
	cd training && cargo run --release --bin entity_tagger -- train $(abspath $(DATA)) ../models ../models/entity-tagger.bin
