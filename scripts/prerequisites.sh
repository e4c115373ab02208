#!/bin/sh
# What pip can't install: Chromium and Python's venv; with "postgresql", that server and
# its ODBC driver; with "chromium", the full browser that ours is measured against. Root
# gets the missing Debian packages; anybody else is told which, before anything is done.
# Without PostgreSQL or the full browser only some tests or figures are left out: that
# stops nobody.
set -eu
cd "$(dirname "$0")/.."

missing() {
    if [ "${1:-}" = postgresql ]; then
        has_postgresql || echo postgresql
        has_odbc || echo odbc-postgresql unixodbc
    elif [ "${1:-}" = chromium ]; then
        [ -x /usr/lib/chromium/chromium ] || echo chromium
    else
        has_venv || echo python3-venv
        has_chromium || chromium_package
    fi
}

has_venv() {
    [ -x .venv/bin/python ] || "$(scripts/python.sh)" -c 'import ensurepip' 2>/dev/null
}

has_chromium() {  # the places where adapters/whatsapp_web/executable.py looks
    [ -n "${MESSENGER_BRAIN_CHROMIUM:-}" ] && return
    grep -qs '^MESSENGER_BRAIN_CHROMIUM=.' .env && return
    [ -x /usr/lib/chromium/chromium-headless-shell ] && return
    for name in chrome-headless-shell chromium chromium-browser google-chrome \
        google-chrome-stable
    do
        command -v "$name" >/dev/null && return
    done
    return 1
}

chromium_package() {  # half the memory of a whole browser, where Debian has it
    if apt-cache show chromium-headless-shell >/dev/null 2>&1
    then echo chromium-headless-shell
    else echo chromium
    fi
}

has_postgresql() {
    [ -n "${TEST_POSTGRESQL_URL:-}" ] && return
    command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

has_odbc() {
    ls /usr/lib/*/libodbc.so.2 /usr/lib/*/odbc/psqlodbcw.so >/dev/null 2>&1
}

as_root() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return
    mkdir -p .make
    apt-get -q update >.make/apt.log 2>&1 || return
    packages=$(missing "$@")  # asked again: now apt knows what there is
    echo "Installing Debian packages:" $packages
    DEBIAN_FRONTEND=noninteractive apt-get -q install --no-install-recommends -y \
        $packages >>.make/apt.log 2>&1
}

scripts/python.sh >/dev/null
[ -n "$(missing "$@")" ] || exit 0
as_root "$@" && exit 0
packages=$(missing "$@" | paste -sd' ')
remedy="sudo apt-get install $packages"
case "${1:-}" in
postgresql) echo "Tests that need PostgreSQL or ODBC are left out. To run them: $remedy" ;;
chromium) echo "There is no full Chromium to compare with. To measure that: $remedy" ;;
*)
    echo "Missing Debian packages: $packages. Install them: $remedy" >&2
    exit 1
    ;;
esac
