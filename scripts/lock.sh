#!/bin/sh
# Pin every package with its hashes, for all platforms; with --upgrade, the newest ones.
# The locks name no registry: pip, uv and npm are told elsewhere where to look.
set -eu
cd "$(dirname "$0")/.."

compile() {
    .venv/bin/uv --quiet pip compile --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' \
        "$@" pyproject.toml
}

compile "$@" --output-file requirements.lock
compile "$@" --all-extras --group dev --constraint requirements.lock \
    --output-file requirements-dev.lock
.venv/bin/npm install --silent --package-lock-only
