# make demo    builds dragoman, prints what a dozen articles claim of one visit, and shows them as web pages
# make test    everything that must hold before a change goes in; the pages in a browser where Node and Chromium are there
# make web     the pages' script, from its sources, and the pages in a browser
# make test-api      asks a server for all that its description says, and for much that it does not; needs PyPI
# make test-python   builds the wheel, installs it into an environment of its own, and tests it
# make test-cluster  the same with Spark, Sail and Ray; needs Java 17 or later
# make wheel   builds the wheel into target/wheels
# make readers opens exports in the readers that people use: pyarrow, DuckDB, pandas, a calendar, GeoJSON
# make bench   articles a second of reading and cleaning, tokens a second of each stage, on one core; the memory

SHELL := /bin/bash
.DEFAULT_GOAL := demo

# Further arguments: make demo ARGS="--why"; --no-serve for machines, which look at no pages
ARGS ?=
# Another text: make bench TEXT=my.txt
TEXT ?=
# Other articles, one a line: make bench ARCHIVE=my.jsonl
ARCHIVE ?=

# Which Python the wheel is built for and tested with: 3.10 or later.
PYTHON ?= python3
VENV := target/python
# The wheel that is tested is built as quickly as the tests are; `make wheel` builds the one to use.
WHEEL_PROFILE ?= release
test-python test-cluster: WHEEL_PROFILE = dev

RUN := cargo run --quiet --release --locked --package dragoman-cli --

# Where the ledger of the demo is kept.
DEMO := target/demo/affair.db

.PHONY: demo test web test-api test-python test-cluster install-python install-cluster wheel readers readers-python bench tools

demo: tools
	@$(RUN) read demo/affair.jsonl $(filter-out --no-serve,$(ARGS))
	@mkdir -p $(dir $(DEMO)) && $(RUN) add --ledger $(DEMO) demo/affair.jsonl
	@$(if $(filter --no-serve,$(ARGS)),:,echo "Open this address; Ctrl-C ends it:" && $(RUN) serve $(DEMO))

# The tests come last, so that their verdict is the last line.
test: tools
	@cargo fmt --all --check
	@cargo clippy --quiet --locked --workspace --all-targets -- -D warnings
	@RUSTDOCFLAGS="-D warnings" cargo doc --quiet --locked --workspace --no-deps
	@if command -v npm >/dev/null && command -v chromium >/dev/null; then $(MAKE) --no-print-directory web; \
	else echo "without Node and Chromium, the pages are not tested in a browser; make web installs what is missing" >&2; fi
	@INSTA_UPDATE=$${INSTA_UPDATE:-no} cargo test --quiet --locked --workspace

# The script is committed as it was built, so that nobody needs Node to build dragoman; here it must come out the same.
web: tools
	@cd web && npm ci --silent --no-audit --no-fund && npm run --silent build
	@git diff --exit-code --stat -- crates/server/assets
	@command -v chromium >/dev/null || { \
		root=; [ "$$(id -u)" = 0 ] || root=sudo; \
		$$root apt-get update -qq && $$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	}
	@cargo build --quiet --locked --package dragoman-cli
	@cd web && CHROMIUM=$$(command -v chromium) npm test --silent

# The tool is installed once, at the version that the tests were written for; where no registry can be reached, a line
# says so, and that is all.
test-api: tools
	@requirements=crates/server/tests/requirements.txt; \
	if ! cmp -s $$requirements target/api-tool/requirements.txt; then \
		{ $(PYTHON) -m venv target/api-tool && target/api-tool/bin/pip install --quiet --disable-pip-version-check -r $$requirements; } >/dev/null 2>&1 \
			&& cp $$requirements target/api-tool/requirements.txt \
			|| { echo "the API is not tested against its description: schemathesis could not be installed" >&2; exit 0; }; \
	fi; \
	cargo build --quiet --locked --package dragoman-cli && \
	crates/server/tests/api.sh "$$PWD/target/debug/dragoman" "$$PWD/target/api-tool/bin/schemathesis" "$$PWD/target/api"

# Made anew where an earlier try got no further than the environment.
$(VENV)/bin/maturin:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { echo "dragoman for Python needs Python 3.10 or later: make PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check 'maturin>=1.10,<2'

wheel: tools $(VENV)/bin/maturin
	@rm -f target/wheels/dragoman-*.whl
	@cd crates/python && ../../$(VENV)/bin/maturin build --quiet --profile $(WHEEL_PROFILE) --locked --out ../../target/wheels --interpreter ../../$(VENV)/bin/python

install-python: wheel
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r crates/python/tests/requirements.txt
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps target/wheels/dragoman-*.whl

test-python: install-python
	@cd crates/python && ../../$(VENV)/bin/python -m pytest -q -m 'not cluster'

install-cluster: install-python
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r crates/python/tests/requirements-cluster.txt

test-cluster: install-cluster
	@command -v java >/dev/null || { echo "Spark needs Java 17 or later" >&2; exit 1; }
	@cd crates/python && ../../$(VENV)/bin/python -m pytest -q -m cluster

# Python's readers are fetched once and kept in .venv.
readers-python:
	@test -x .venv/bin/python || $(PYTHON) -m venv .venv
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check -r crates/store/tests/readers.txt

readers: tools readers-python
	@cargo run --quiet --locked --package dragoman-store --example exports -- target/readers
	@.venv/bin/python crates/store/tests/readers.py target/readers

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
