# make run    the main job on corpora/, in a virtual environment of its own
# make test   all tests and checks
# make quality  today's figures of extraction; raises the floors under them, and puts the table into the READMEs
# make bench  speed of the text pipeline beside jieba, and of the readers beside the usual library of each format
PYTHON ?= python3
VENV ?= .venv
RESULTS ?= results
BIN := $(VENV)/bin

.PHONY: run test quality bench lint format clean

run: $(VENV)/installed
	@echo "== 处理 corpora/ 中的文件 / processing corpora/"
	$(BIN)/oldcadre run corpora -o $(RESULTS)
	@echo "== 各省比较 / comparison by province"
	$(BIN)/oldcadre compare $(RESULTS) --by province
	@echo "== 各省一览 / at a glance"
	$(BIN)/oldcadre compare $(RESULTS) --brief
	@echo "== 结果目录 / results: $(RESULTS)   检索 / search: $(BIN)/oldcadre search $(RESULTS) 志愿服务"

test: $(VENV)/installed-dev lint
	$(BIN)/python -m pytest -n auto --dist worksteal --ignore tests/test_spark.py
	@echo "== Spark（没有 Java 时跳过 / skipped without Java）"
	$(BIN)/python -m pytest tests/test_spark.py

quality: $(VENV)/installed
	$(BIN)/python benchmarks/quality.py $(FLOORS)
	@echo "== 归并 / resolution"
	$(BIN)/python benchmarks/resolution.py
	@echo "== 同类项目 / counterparts"
	$(BIN)/python benchmarks/counterparts.py

bench: $(VENV)/installed-bench
	$(BIN)/python benchmarks/text_pipeline.py
	@if [ -d ../shared/seeds ]; then echo "== real documents"; $(BIN)/python benchmarks/text_pipeline.py ../shared/seeds; fi
	@echo "== search"
	$(BIN)/python benchmarks/search.py
	@echo "== reading files"
	$(BIN)/python benchmarks/read.py
	@echo "== a million facts to graph"
	$(BIN)/python benchmarks/graph.py
	@echo "== comparisons over 10,000 synthetic documents"
	$(BIN)/python benchmarks/compare.py
	@echo "== batch runs over synthetic documents"
	$(BIN)/python benchmarks/runs.py --kills 3
	@if command -v java >/dev/null; then echo "== a cluster beside the processes of this machine"; $(BIN)/python benchmarks/spark.py; fi

lint: $(VENV)/installed-dev
	$(BIN)/ruff check --config .ci/ruff.toml .
	$(BIN)/ruff format --config .ci/ruff.toml --check .
	$(BIN)/mypy -p nlp_oldcadre

format: $(VENV)/installed-dev
	$(BIN)/ruff format --config .ci/ruff.toml .
	$(BIN)/ruff check --config .ci/ruff.toml --fix .

clean:
	rm -rf $(VENV) $(RESULTS)

$(VENV)/created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "需要 Python 3.11 或更高版本；可用 make PYTHON=python3.12 指定 / Python 3.11 or newer is needed"; exit 2; }
	@echo "== 建立虚拟环境 / creating the virtual environment $(VENV)"
	$(PYTHON) -m venv $(VENV) || { echo "缺少 venv 模块：Debian/Ubuntu 请先 apt-get install python3-venv"; exit 2; }
	@touch $@

$(VENV)/installed: $(VENV)/created setup.cfg pyproject.toml
	@echo "== 安装 / installing"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[rdf,report]'
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	@echo "== 安装测试工具 / installing the test tools"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

$(VENV)/installed-bench: $(VENV)/installed
	@echo "== 安装对比用的库 / installing the libraries to compare with"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@
