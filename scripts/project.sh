#!/bin/sh
# The project itself in .venv, as it stands here, with the command messenger-brain.
set -eu
cd "$(dirname "$0")/.."
note=.venv/project.sum
sum=$(cksum pyproject.toml)
if [ -f $note ] && [ "$sum" = "$(cat $note)" ]; then
    exit 0
fi
echo "Installing messenger-brain."
.venv/bin/python -m pip --quiet install --no-index --no-deps --no-build-isolation \
    --editable .
echo "$sum" >$note
