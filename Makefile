# GNU make. Needs Python 3.11 or newer; everything else goes into .venv/ from requirements-dev.lock.
# Works from any folder: `make -C path`, `make -f path/Makefile`.

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-plain trial faults check format lock bench bench-peers release release-check freeze mutants pictures clean
SHELL := /bin/sh

# The folder of this file; the shell does the splitting, so that a path with blanks survives.
ROOT := $(shell cd "$$(dirname "$(strip $(MAKEFILE_LIST))")" && pwd -P)
IN_ROOT := cd "$(ROOT)" &&
BIN := .venv/bin

# Arguments for the program behind a target: make test ARGS="-k audit"
ARGS ?=

# The user's own Python settings must not leak into the virtualenv. (Without compiled files each of the hundreds of
# programs that the tests start would compile all of its modules again: half of their time.)
unexport PYTHONDONTWRITEBYTECODE PYTHONHOME PYTHONPATH VIRTUAL_ENV PIP_USER PIP_TARGET PIP_PREFIX PIP_REQUIRE_VIRTUALENV

# The stamp's name says where the virtualenv stands and what it was made from. Same name: nothing to do. Same
# place, other content: bring up to date. No stamp for this place (new, moved or interrupted): make it anew.
PLACE := $(shell printf %s "$(ROOT)" | cksum | tr -d ' ')
CONTENT := $(shell $(IN_ROOT) cat requirements-dev.lock pyproject.toml | cksum | tr -d ' ')
STAMP := .venv/.stamp-$(PLACE)-$(CONTENT)

define FIND_PYTHON
find_python() { \
	for candidate in $(if $(PYTHON),"$(PYTHON)",python3.13 python3.12 python3.11 python3 python); do \
		if "$$candidate" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
		then echo "$$candidate"; return 0; fi; \
	done; \
	echo "找不到可用的 Python 3.11 或更高版本(含 venv 模块)。请先安装,或用 make PYTHON=/路径/python3 指定。" >&2; \
	echo "No working Python 3.11 or newer (with venv) found. Install one, or name it: make PYTHON=/path/to/python3" >&2; \
	return 1; \
}
endef

help:
	@echo "make demo    打开演示数据  open the program on demonstration data"
	@echo "make test    运行测试      run the tests            (ARGS=\"-k name\")"
	@echo "make trial   逐条试验      play the fifteen lines of the trial, with pysqlite3 and without"
	@echo "make faults  故障试验      kill, cut off, starve and spoil; writes docs/faults.md; under an hour, may be stopped"
	@echo "make check   静态检查      format, lint, types, layering"
	@echo "make format  整理代码      format and apply safe fixes"
	@echo "make bench   测速          run the benchmarks"
	@echo "make bench-peers 装对照程序  install the programs that bench compares with (Debian, as root)"
	@echo "make release 做安装包      build what is carried to a machine without network, into dist/"
	@echo "make release-check 试安装包 use what was built, in an empty home, without network"
	@echo "make freeze  冻结样本      keep a small ledger file of this release for the tests of later ones"
	@echo "make mutants 变异测试      does a test notice a wrong in a rule? lists what survives; slow, not in CI"
	@echo "make setup   准备环境      make or repair .venv     (PYTHON=/path/to/python3)"
	@echo "make lock    重新锁定依赖  write both lock files    (ARGS=--upgrade)"
	@echo "make audit-deps 查漏洞   ask an advisory service about the locked versions; needs the network"
	@echo "make pictures 画面的图     draw every main screen into docs/pictures/"
	@echo "make clean   清理          remove .venv and caches"

setup:
	@$(IN_ROOT) if [ -e $(STAMP) ] && $(BIN)/python -c '' 2>/dev/null; then exit 0; fi; \
	set -e; $(FIND_PYTHON); \
	if ! ls .venv/.stamp-$(PLACE)-* >/dev/null 2>&1 || ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
		python=$$(find_python); \
		echo "正在准备运行环境 / setting up .venv with $$python ..."; \
		"$$python" -m venv --clear .venv; \
	else \
		echo "正在更新运行环境 / updating .venv ..."; \
	fi; \
	rm -f .venv/.stamp-*; \
	pip="$(BIN)/python -m pip -qq --disable-pip-version-check --no-input"; \
	$$pip install --require-hashes -r requirements-dev.lock; \
	$$pip install --no-deps --no-build-isolation -e .; \
	touch $(STAMP)

demo: setup
	@$(IN_ROOT) exec $(BIN)/fjgov demo $(ARGS)

# Three workers also where there are two cores: a test waits for a child, a socket or an idle screen two fifths of its time.
# A terminal, a socket or a process that was kept waiting is asked once more, alone, and named (tests/again.py).
test: setup
	@$(IN_ROOT) rm -rf .pytest_cache/run && \
	$(BIN)/python -m pytest -n 3 --dist loadgroup -o cache_dir=.pytest_cache/run $(ARGS) || $(BIN)/python -m tests.again $$?

# As offices have it: Python's own SQLite, and no compiled wheel.
test-plain: setup
	@$(IN_ROOT) $(BIN)/python -m pytest -n 2 -p tests.plain tests/store tests/faults tests/cli $(ARGS)

# What was once broken in the store and at its doors, line by line. PYTHONS="python3.11 python3.13" plays it on others, too.
trial: setup
	@$(IN_ROOT) set -e; $(BIN)/python -m tests.faults.trial $(ARGS); \
	for python in $(PYTHONS); do \
		place=.venv-trial-$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
		if [ ! -e $$place/.stamp-$(CONTENT) ]; then \
			echo "setting up $$place ..."; "$$python" -m venv --clear $$place; \
			$$place/bin/python -m pip -qq --disable-pip-version-check --no-input install --require-hashes -r requirements-dev.lock; \
			$$place/bin/python -m pip -qq --disable-pip-version-check --no-input install --no-deps --no-build-isolation -e .; \
			touch $$place/.stamp-$(CONTENT); \
		fi; \
		$$place/bin/python -m tests.faults.trial $(ARGS); \
	done

# The fault table, long form; what was stopped goes on. ARGS="--only 1,3", ARGS=--fresh.
faults: setup
	@$(IN_ROOT) nice $(BIN)/python -m tests.faults.table $(ARGS)

check: setup
	@$(IN_ROOT) $(BIN)/ruff format --check .
	@$(IN_ROOT) $(BIN)/ruff check .
	@$(IN_ROOT) $(BIN)/mypy fjgov_tui tests benchmarks release
	@$(IN_ROOT) $(BIN)/lint-imports --no-logo

format: setup
	@$(IN_ROOT) $(BIN)/ruff format .
	@$(IN_ROOT) $(BIN)/ruff check --fix .

bench: setup
	@$(IN_ROOT) $(BIN)/python -m benchmarks $(ARGS)

# What the program is measured against. A peer that is missing is named in the table and not compared. Left out: scrapy,
# a frame for crawlers, whose crawler would be ours (linkchecker is one); htmldate, which answers when an article was
# written, not when a column last changed: no page asks both.
bench-peers:
	@$(IN_ROOT) set -e; $(FIND_PYTHON); python=$$(find_python); \
	apt-get install -y --no-install-recommends nginx-light prometheus-blackbox-exporter; \
	"$$python" -m venv --clear .venv-peers; \
	.venv-peers/bin/python -m pip -qq --disable-pip-version-check --no-input install \
		'linkchecker>=10.6,<11' 'visidata>=3,<4' 'harlequin>=2,<3' 'aiohttp>=3,<4' 'pandas>=2,<3' \
		'openpyxl>=3,<4' 'python-docx>=1,<2'

# ARGS="--only pyz" builds a part, ARGS="--key FILE" signs.
release: setup
	@$(IN_ROOT) $(BIN)/python -m release $(ARGS)

release-check: setup
	@$(IN_ROOT) $(BIN)/python -m release.check $(ARGS)

freeze: setup
	@$(IN_ROOT) $(BIN)/python -m tests.files.freeze

# In a copy of the program; takes about an hour.
mutants: setup
	@$(IN_ROOT) $(BIN)/python -m tests.mutants $(ARGS)

# uv stays out of .venv: only this target needs it, and it must work while the lock files are wrong. It reads no
# pip settings, so a local package folder on this machine cannot get its hashes into the locks.
UV_COMPILE := .venv-lock/bin/uv --quiet --no-config pip compile pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

lock:
	@$(IN_ROOT) set -e; $(FIND_PYTHON); python=$$(find_python); \
	"$$python" -m venv --clear .venv-lock; \
	.venv-lock/bin/python -m pip -qq --disable-pip-version-check --no-input install 'uv>=0.9,<1'; \
	$(UV_COMPILE) --extra accel --extra sealed --extra monitor --extra serve $(ARGS) -o requirements.lock >/dev/null; \
	$(UV_COMPILE) --extra accel --extra sealed --extra monitor --extra serve --extra dev $(ARGS) -c requirements.lock -o requirements-dev.lock >/dev/null; \
	$(subst pyproject.toml,release/requirements.in,$(UV_COMPILE)) $(ARGS) -c requirements-dev.lock -o release/requirements.lock >/dev/null; \
	rm -rf .venv-lock

# Silence of the service is no clean bill: then the last answer stays in docs, and the target fails.
audit-deps: setup
	@$(IN_ROOT) set -e; $(FIND_PYTHON); python=$$(find_python); \
	"$$python" -m venv --clear .venv-audit; \
	.venv-audit/bin/python -m pip -qq --disable-pip-version-check --no-input install 'pip-audit>=2.9,<3'; \
	.venv-audit/bin/pip-audit --require-hashes --disable-pip --no-deps --progress-spinner off --format json \
		-r requirements.lock > .venv-audit/answer.json || true; \
	status=0; $(BIN)/python -m tests.supply .venv-audit/answer.json || status=$$?; \
	$(BIN)/python -m tests.supply; rm -rf .venv-audit; exit $$status

pictures: setup
	@$(IN_ROOT) $(BIN)/python -m tests.pictures

clean:
	@$(IN_ROOT) rm -rf .venv .venv-lock .venv-audit .venv-peers .venv-trial-* build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache \
		.hypothesis .faults
	@$(IN_ROOT) find fjgov_tui tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
