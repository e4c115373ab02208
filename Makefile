# All that is typed here. Every target sets up what it needs; `make setup` says how.

.DEFAULT_GOAL := help
.PHONY: help setup run test check format bench wheel lock upgrade clean

help: ## Say what there is
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' Makefile | awk -F'|' '{printf "make %-8s %s\n", $$1, $$2}'

setup: ## Prepare everything; quick when it is prepared already
	@scripts/prerequisites.sh
	@scripts/environment.sh
	@scripts/wa_js.sh
	@scripts/project.sh

run: setup ## Start the gateway on SQLite and the sandbox WhatsApp
	@.venv/bin/messenger-brain serve

test: setup ## Run all tests, also on a PostgreSQL of their own
	@scripts/prerequisites.sh postgresql
	@scripts/tsql_parser.sh
	@.venv/bin/python scripts/with_postgresql.py .venv/bin/pytest -n 2 --dist loadscope

check: setup ## Lint, formatting, types, directions of imports
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

format: setup ## Format the code and sort its imports
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

bench: setup ## Measure, and write docs/benchmarks.md
	@scripts/prerequisites.sh chromium
	@.venv/bin/python -m benchmarks

wheel: setup ## Build dist/*.whl, which carries everything it needs
	@rm -rf build
	.venv/bin/python -m build --wheel --no-isolation

lock: setup ## Pin what pyproject.toml and package.json ask for
	@scripts/lock.sh

upgrade: setup ## Pin the newest versions they allow
	@scripts/lock.sh --upgrade

clean: ## Remove what was set up and built; data in var/ stays
	rm -rf .venv .make node_modules adapters/whatsapp_web/vendor build dist *.egg-info
