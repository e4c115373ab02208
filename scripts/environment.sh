#!/bin/sh
# The locked packages, in .venv. They come by way of .make/wheelhouse, from which they
# can be installed again without network: here, when the checkout has moved, or in the
# empty environment in which the tests try our wheel.
set -eu
cd "$(dirname "$0")/.."
lock=requirements-dev.lock
wheelhouse=.make/wheelhouse

wanted() {  # programs in .venv/bin name its path, wheels are for one Python
    .venv/bin/python -VV && cat "$lock" && ${1:-true}
}

is_noted() {  # is_noted FILE [COMMAND]: nothing has changed since `note` with the same
    [ -f "$1" ] && [ "$(wanted "${2:-}" 2>/dev/null | cksum)" = "$(cat "$1")" ]
}

note() {
    wanted "${2:-}" | cksum >"$1"
}

download() {
    is_noted $wheelhouse/complete && return
    echo "Downloading the locked packages."
    rm -rf $wheelhouse
    .venv/bin/python -m pip --quiet download --require-hashes --only-binary :all: \
        --requirement "$lock" --dest $wheelhouse
    note $wheelhouse/complete
}

is_noted .venv/complete pwd && exit 0
echo "Preparing .venv."
"$(scripts/python.sh)" -m venv --clear .venv
download
.venv/bin/python -m pip --quiet install --require-hashes --requirement "$lock" \
    --no-index --find-links $wheelhouse
note .venv/complete pwd
