# Every command of the project. What is built stays inside this folder: Python packages in
# .venv, the site in site/.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
AUDIT  := .cache/audit
OUTLIVE := .cache/outlive
SECOND := .cache/second

# Material prints a notice about MkDocs 2 above every build; we stay on MkDocs 1 knowingly.
export NO_MKDOCS_2_WARNING := 1

# Only wheels: building a source package would fetch tools that no lock file holds.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
# A lock file names all there is. Left to look for dependencies, pip refuses the lock on the day that
# a newer version of one with extras appears (`coverage[toml]`).
LOCKED  := $(INSTALL) --no-deps --only-binary :all: --require-hashes --requirement

# Space-separated Debian packages -> a shell command that installs them, or says how to.
apt = { if [ "$$(id -u)" = 0 ]; then as_root=; \
	elif sudo -n true 2>/dev/null; then as_root='sudo -n'; \
	else echo 'Please run: sudo apt install $(1)' >&2; exit 1; fi; \
	$$as_root apt-get -qq update && \
	$$as_root env DEBIAN_FRONTEND=noninteractive \
		apt-get -qq -y -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 \
		install --no-install-recommends $(1) >/dev/null; }

# Whatever the shell says, Python keeps what it has compiled: tests start it hundreds of times.
unexport PYTHONDONTWRITEBYTECODE

.DELETE_ON_ERROR:
.PHONY: help site serve check draft impact wheel schema quick test style tests-quick tests-all coverage audit outlive fuzz chaos golden bench lock land clean browser others second release pictures

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | expand -t 10

# HISTORY=whole refuses a clone that has not all commits.
site: $(VENV)/run ## build the site into site/
	$(BIN)/digest build $(if $(HISTORY),--whole-history)
	@$(BIN)/digest schema .cache/schemas >/dev/null

serve: $(VENV)/run ## show the site at a local address and rebuild it on every change
	$(BIN)/mkdocs serve

# FORMAT=github marks the lines of a pull request; PUBLISHED=manifest.json names what readers have.
check: $(VENV)/run ## check the records and report every problem; writes nothing
	$(BIN)/digest check --format $(or $(FORMAT),text) $(if $(PUBLISHED),--published $(PUBLISHED)) $(if $(SINCE),--since "$(SINCE)")

# BASE and HEAD are git revisions; in a pull request's job, HEAD^1 is the branch merged into. SITE is
# where the site, built of HEAD, can be fetched.
impact: $(VENV)/run ## show what readers would see change since BASE, as Markdown
	$(BIN)/digest impact "$(or $(BASE),main)" "$(or $(HEAD),HEAD)" $(if $(SITE),--site "$(SITE)")

draft: $(VENV)/draft ## install what `digest draft` reads pages with

wheel: $(VENV)/run ## make the wheel of the program in dist/, by which others begin a digest
	$(BIN)/python -m pip wheel --quiet --no-index --no-deps --no-build-isolation --wheel-dir dist .

schema: $(VENV)/run ## write the JSON Schemas that an editor reads into .cache/schemas
	$(BIN)/digest schema .cache/schemas

# Tests write and remove tens of thousands of small files, which takes a disk up to a third of their time:
# they go into memory where the system offers 3 GB of it for files. (A container may have only 64 MB.)
IN_MEMORY := $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 3000000 { print "/dev/shm" }')
TMPDIR ?= $(or $(IN_MEMORY),/tmp)

# A process for each processor, four at most; each takes a file of tests at a time, in our order.
PYTEST := TMPDIR=$(TMPDIR) $(BIN)/python -m pytest --maxprocesses 4 --dist loadfile --no-loadscope-reorder

quick: $(VENV)/test ## style, types and every test that needs no browser, no whole site and not all records
	@$(MAKE) --jobs 2 --no-print-directory style tests-quick

test: $(VENV)/test second browser ## style, types and every test
	@$(MAKE) --jobs 2 --no-print-directory style tests-all

# Beside the tests: types take one processor a quarter of a minute in a fresh clone.
style: $(VENV)/test ## style and types alone
	$(BIN)/ruff check && $(BIN)/ruff format --check && $(BIN)/mypy

tests-quick: $(VENV)/test
	$(PYTEST) --numprocesses auto --ignore tests/browser --ignore tests/build -m 'not build'

tests-all: $(VENV)/test second browser
	$(PYTEST) --numprocesses auto

coverage: $(VENV)/test second browser ## which lines and branches of generator/ no test takes; every test, half as fast
	$(PYTEST) --numprocesses auto --cov

# Takes some eight minutes, and minds what else the machine does: not part of `make test`.
audit: $(VENV)/test browser others $(AUDIT)/made ## the budgets and what was measured: HTML checker, linter of scripts, Lighthouse, three browsers
	PYTHONPATH=tests $(BIN)/python -m audit

# It may fail, and then holds nothing up: what becomes of other builders is not in our hands.
outlive: $(VENV)/run $(OUTLIVE)/made ## build the plain Markdown with ProperDocs and Zensical; reports what each makes from it
	$(BIN)/digest render $(OUTLIVE)/plain
	$(BIN)/python tests/outlive.py $(OUTLIVE)/plain $(OUTLIVE)/bin

# Tests elsewhere that try a sample in `make test`.
SAMPLED := $(addprefix tests/test_,autofix.py citations.py impact.py invalid.py linked.py maps.py \
		prose.py romanised.py scalars.py) \
	tests/browser --ignore tests/browser/test_many.py
# Half an hour and more: sequences of edits, each step beside a clean build.
CHAOS := $(addprefix tests/build/test_,chaos.py same_bytes.py warm.py good_records.py preview.py \
		small_digests.py wheel.py) tests/browser/test_many.py

fuzz: $(VENV)/test browser ## the long tests: every mutant, string, hostile file, script and look of a page; prints the numbers
	DIGEST_LONG=1 $(BIN)/python -m pytest tests/proof $(SAMPLED) -rP

chaos: $(VENV)/test second browser ## the long tests of builds: killed, starved, locked out; the same bytes anywhere, also after edits; 1,200 launches
	DIGEST_LONG=1 $(BIN)/python -m pytest $(CHAOS) -rP

golden: $(VENV)/test ## accept what is rendered now as the expected output; read the diff after
	$(BIN)/python -m pytest tests/test_golden.py tests/build/test_topic.py tests/test_promises.py tests/test_layers.py --accept

pictures: $(VENV)/test browser ## make the pictures of the editors' guide anew
	PYTHONPATH=tests $(BIN)/python tests/pictures.py

# Other sizes: make bench SIZES='5000 10000'. Hugo is measured where it is or can be had.
bench: $(VENV)/test browser $(OUTLIVE)/made ## measure builds, an edit in the preview and a search, beside other builders
	@command -v hugo >/dev/null || ($(call apt,hugo)) >/dev/null 2>&1 || true
	$(BIN)/python tests/bench.py --sizes $(or $(SIZES),1000)

# Versions stay as they are where they still fit; `make lock UPGRADE=--upgrade` takes the newest.
# One version for every Python, so that all of them build the same bytes.
LOCK := $(BIN)/uv pip compile --quiet --no-config --custom-compile-command 'make lock' \
	--universal --python-version 3.11 --fork-strategy fewest --generate-hashes $(UPGRADE)
RUN  := $(LOCK) pyproject.toml --group build

lock: ## refresh the lock files from pyproject.toml and tests/audit/package.json
	@test -x $(BIN)/uv || $(MAKE) $(VENV)/test
	$(RUN) --output-file requirements.txt
	$(RUN) --output-file requirements-draft.txt --extra draft --constraints requirements.txt
	$(RUN) --output-file requirements-test.txt --extra draft --group test --constraints requirements-draft.txt
	$(LOCK) --output-file requirements-outlive.txt --group outlive
	@! grep -n '://' requirements*.txt || \
		{ echo 'A lock file must name no address: everyone installs from their own index.' >&2; exit 1; }
	@command -v npm >/dev/null || $(call apt,npm)
	$(if $(UPGRADE),rm -f tests/audit/package-lock.json)
	cd tests/audit && npm install --package-lock-only --omit-lockfile-registry-resolved $(NPM)
	$(BIN)/python tests/audit/lock.py

# The source of the maps' land; a package of npm, which nothing else needs.
ATLAS := world-atlas@2.0.2

land: $(VENV)/run ## make the land of the maps anew from Natural Earth; needs npm
	mkdir -p .cache/land
	npm pack $(ATLAS) --silent --pack-destination .cache/land
	tar -xzf .cache/land/*.tgz -C .cache/land
	$(BIN)/python -m generator.charts.maps.land .cache/land/package/land-50m.json

# Of the records by the day; of the program with VERSION=0.2.0, which pyproject.toml and CHANGELOG.md
# must name.
release: check ## tag a release of the records, or of the program; says what to push
	$(BIN)/python -m generator.cli.workflows.release $(VERSION)

clean: ## remove everything that a target makes
	rm -rf $(VENV) site dist .site-* .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find generator tests -name __pycache__ -prune -exec rm -rf {} +

# Debian's python3 comes without the part of `venv` that brings pip.
$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Python 3.11 or newer is needed; name one: make PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(call apt,python3-venv)
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/run: requirements.txt pyproject.toml $(VENV)/made
	$(LOCKED) requirements.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

# Beside the rest: neither a check nor a build needs it.
$(VENV)/draft: requirements-draft.txt $(VENV)/run
	$(LOCKED) requirements-draft.txt
	@touch $@

$(VENV)/test: requirements-test.txt $(VENV)/run
	$(LOCKED) requirements-test.txt
	@touch $@

# A Python of another version, where this machine has one: both must build the same bytes.
OTHER = $(shell for other in python3.14 python3.13 python3.12 python3.11; do \
	version="$$($$other -V 2>&1)" && [ "$$version" != "$$($(PYTHON) -V)" ] && \
	$$other -c 'import ensurepip' 2>/dev/null && echo $$other && break; done)

second:
	@other='$(OTHER)'; [ -z "$$other" ] || \
		$(MAKE) --no-print-directory VENV=$(SECOND) PYTHON="$$other" $(SECOND)/run

# No script of a package runs: the one of vnu-jar would download a Java.
NPM := --ignore-scripts --no-audit --no-fund --loglevel error
$(AUDIT)/made: $(addprefix tests/audit/,package.json package-lock.json eslint.config.mjs walk.mjs)
	@command -v java >/dev/null || $(call apt,default-jre-headless)
	@command -v npm >/dev/null || $(call apt,npm)
	mkdir -p $(AUDIT) && cp $^ $(AUDIT)/
	cd $(AUDIT) && npm ci --engine-strict $(NPM)
	@touch $@

# The builders never share a folder with MkDocs: one of them would stand in for it.
$(OUTLIVE)/made: requirements-outlive.txt $(VENV)/made
	$(PYTHON) -m venv --clear $(OUTLIVE)
	$(OUTLIVE)/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
		--no-deps --only-binary :all: --require-hashes --requirement requirements-outlive.txt
	@touch $@

# Firefox and WebKit, with a screen for the latter. Where they cannot be had, the audit says so.
others:
	@{ command -v firefox-esr || command -v firefox; } >/dev/null || ($(call apt,firefox-esr)) >/dev/null 2>&1 || true
	@command -v WebKitWebDriver >/dev/null && command -v Xvfb >/dev/null || \
		($(call apt,webkit2gtk-driver xvfb)) >/dev/null 2>&1 || true

# Any Chromium does; the one that has no window needs a third of the processor time, and is taken
# where it can be had. Without a Korean font its pictures show empty boxes.
browser:
	@command -v chromium-headless-shell >/dev/null || \
		($(call apt,chromium-headless-shell)) >/dev/null 2>&1 || \
		command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
		command -v google-chrome >/dev/null || \
		$(call apt,chromium)
	@fc-list :lang=ko family | grep . >/dev/null || \
		$(call apt,fontconfig fonts-noto-cjk fonts-dejavu-core)
