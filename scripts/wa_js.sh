#!/bin/sh
# The wa-js bundle as published, and its licence, in adapters/whatsapp_web/vendor.
# npm checks what it gets against package-lock.json; npm itself comes from .venv.
set -eu
cd "$(dirname "$0")/.."
published=node_modules/@wppconnect/wa-js
vendor=adapters/whatsapp_web/vendor
note=.make/wa-js.sums

sums() {
    cksum package-lock.json $vendor/wa-js.js $vendor/wa-js.LICENSE.txt 2>/dev/null
}

if [ -f $note ] && [ "$(sums)" = "$(cat $note)" ]; then
    exit 0
fi
echo "Fetching wa-js."
.venv/bin/npm ci --silent --prefer-offline
mkdir -p $vendor
cp $published/dist/wppconnect-wa.js $vendor/wa-js.js
cp $published/LICENSE $vendor/wa-js.LICENSE.txt
sums >$note
