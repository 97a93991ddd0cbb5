#!/usr/bin/env bash
# Installs the interface's packages, when the lock file is not the one they were installed from.
set -euo pipefail
cd "$(dirname "$0")/.."
stamp=node_modules/.nightjar-lock
lock=$(sha256sum package-lock.json)
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$lock" ]; then
  npm ci --no-audit --no-fund --prefer-offline --ignore-scripts
  echo "$lock" > "$stamp"
fi
