# Everything sets itself up from nothing: `make test` on a bare clone makes .venv, fills it from requirements.lock
# and runs. What pip is told by its own configuration or PIP_* (mirror, proxy, wheel folder) is respected.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

# What is installed in .venv is what runs, not some other stardb that a shell has on its path.
unexport PYTHONPATH

# $(READY) holds the folder it was made in. A venv copied or moved with the repository would run the old place's
# stardb, so it is then made anew.
ifneq ($(shell cat $(READY) 2>/dev/null),$(CURDIR))
.PHONY: $(READY)
endif

.PHONY: help test test-long digests check format demo bench lock wheel clean
.DELETE_ON_ERROR:

help: ## 显示这些命令 / list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# These take minutes, and run in `make test-long` and in `make digests`.
ELSEWHERE := tests/docs/test_benchmarks.py tests/digests/test_outcomes.py

# Coverage is measured where all tests run; with ARGS, which choose among them, it would say nothing.
test: $(READY) ## 跑全部测试 / run all tests, with coverage (ARGS="-k 名额" hands options to pytest, without)
	@.ci/system-tools
ifeq ($(strip $(ARGS)),)
	@$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto $(addprefix --deselect=,$(ELSEWHERE))
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report >.coverage-lines.txt || { cat .coverage-lines.txt; exit 1; }
	@grep ^TOTAL .coverage-lines.txt
else
	$(BIN)/python -m pytest -n auto $(ARGS)
endif

test-long: $(READY) ## 在每一步上打断一次，并试跑测速 / stop at every single step of a run, of returns and of forms; try the benchmarks
	@.ci/system-tools
	STARDB_EVERY_STOP=1 $(BIN)/python -m pytest -n auto tests/workspace/storage/test_stopped.py tests/docs/test_benchmarks.py $(ARGS)

digests: $(READY) ## 逐字节核对样例县的全部结果 / the sample county's results, byte for byte
	$(BIN)/python tests/digests/outcomes.py $(ARGS)

check: $(READY) ## 查格式、写法与类型 / lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict

format: $(READY) ## 整理代码格式 / put the code in form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

# `stardb run` leaves with 1 when the results are written but something is left undecided; the sample is such a case.
demo: $(READY) ## 用样例把十一部办法演示一遍 / rate the eleven sample systems, in demo/
	@[ -d demo ] || $(BIN)/stardb init demo --all-schemes || { rm -rf demo; exit 1; }
	@$(BIN)/stardb run -C demo --period 2022 || [ $$? -eq 1 ] || exit 2
	@$(BIN)/stardb run -C demo || [ $$? -eq 1 ] || exit 2

bench: $(READY) ## 速度与内存，与同类比较 / speed and memory beside the peers
	$(BIN)/python -m benchmarks $(ARGS)

lock: $(READY) ## 重写 requirements.lock / write it anew (ARGS=--upgrade takes newer versions)
	UV_CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/uv pip compile pyproject.toml --extra dev \
		--universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-annotate --quiet --output-file requirements.lock $(ARGS)

wheel: $(READY) ## 打包到 dist/ / build sdist and wheel
	rm -rf dist
	$(BIN)/python -m build --no-isolation

clean: ## 删去一切生成物 / remove all that was made (the environment too)
	rm -rf $(VENV) demo dist build .stamps .coverage* .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo '需要 Python 3.11 或更新版本；可用 make PYTHON=python3.12 指定。' >&2; \
		echo 'stardb needs Python 3.11 or newer; name one with make PYTHON=python3.12.' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo '这个 Python 缺少 venv 模块；Debian/Ubuntu 上请安装 python3-venv。' >&2; \
		echo 'This Python has no venv module; on Debian/Ubuntu install python3-venv.' >&2; exit 1; }
	@# A venv without our mark may be somebody's own: keep it and install into it. One marked elsewhere was moved.
	@if [ -e $@ ] && [ "$$(cat $@)" != '$(CURDIR)' ]; then rm -rf $(VENV); fi
	@$(BIN)/python -c '' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@echo '$(CURDIR)' > $@
