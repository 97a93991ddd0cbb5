#!/usr/bin/env bash
# Builds the interface into the directory given, when a source is newer than what is there.
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:?usage: dev/build.sh DIRECTORY}
if [ -f "$out/index.html" ]; then
  newer=$(find src public index.html package-lock.json tsconfig.json vite.config.ts -newer "$out/index.html" -print -quit)
  if [ -z "$newer" ]; then
    exit 0
  fi
fi
npm run build -- --outDir "$out" --emptyOutDir
