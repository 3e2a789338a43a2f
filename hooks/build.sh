#!/bin/sh
# `ask deploy` calls this with the zip to write, in a copy of lambda/; the project is where this script is.
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd) || exit 1
tsx=$root/node_modules/tsx/dist/cli.mjs
[ -f "$tsx" ] || { echo "error: the project's packages are not installed: run npm ci first, in $root" >&2; exit 1; }
exec node "$tsx" "$root/infrastructure/package-lambda.ts" --zip "$1"
