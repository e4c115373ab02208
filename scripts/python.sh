#!/bin/sh
# Print the Python to build .venv with: the one in $PYTHON, or else the first that is
# new enough. 3.11 is what everything is tested with, so it comes first.
set -eu
for python in ${PYTHON:+"$PYTHON"} python3.11 python3.12 python3.13 python3; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        command -v "$python"
        exit 0
    fi
done
echo "Python 3.11 or newer is missing. Install it: sudo apt-get install python3" >&2
exit 1
