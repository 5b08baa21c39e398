# make demo   builds dragoman and reads the article in demo/
# make test   everything that must hold before a change goes in
# make bench  articles a second of reading and cleaning, tokens a second of each stage, on one core; the memory

SHELL := /bin/bash
.DEFAULT_GOAL := demo

# Further arguments: make demo ARGS="--format conllu"
ARGS ?=
# Another text: make bench TEXT=my.txt
TEXT ?=
# Other articles, one a line: make bench ARCHIVE=my.jsonl
ARCHIVE ?=

RUN := cargo run --quiet --release --locked --package dragoman-cli --

.PHONY: demo test bench tools

demo: tools
	@$(RUN) parse demo/article.txt --format tree $(ARGS)

# The tests come last, so that their verdict is the last line.
test: tools
	@cargo fmt --all --check
	@cargo clippy --quiet --locked --workspace --all-targets -- -D warnings
	@RUSTDOCFLAGS="-D warnings" cargo doc --quiet --locked --workspace --no-deps
	@INSTA_UPDATE=$${INSTA_UPDATE:-no} cargo test --quiet --locked --workspace

bench: tools
	@$(RUN) bench $(TEXT) $(if $(ARCHIVE),--archive $(ARCHIVE)) $(ARGS)

# Rust needs a linker and zstd a C compiler, which a bare Debian lacks. Nothing is installed where a C
# program already builds.
tools:
	@command -v cargo >/dev/null || { echo "dragoman needs Rust: see https://rustup.rs" >&2; exit 1; }
	@if ! printf '#include <stdio.h>\nint main(void) { return 0; }\n' | cc -x c - -o /dev/null 2>/dev/null; then \
		command -v apt-get >/dev/null || { echo "dragoman needs a C compiler" >&2; exit 1; }; \
		root=; [ "$$(id -u)" = 0 ] || root=sudo; \
		$$root apt-get update -qq && \
		$$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq gcc libc6-dev >/dev/null; \
	fi
