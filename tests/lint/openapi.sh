#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# docs/openapi.yaml before two linters that others wrote. Installs them by name
# from npm into the build directory (first argument, else build); ends with the
# count.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
work=${1:-$top/build}/openapi-lint
mkdir -p "$work"
cp "$top/.npmrc" "$work/" 2>/dev/null
[ -f "$work/package.json" ] || echo '{"private": true}' >"$work/package.json"
if [ ! -x "$work/node_modules/.bin/redocly" ] || [ ! -x "$work/node_modules/.bin/spectral" ]; then
    echo "fetching the linters from npm"
    (cd "$work" && npm install --no-save --no-package-lock @redocly/cli @stoplight/spectral-cli >npm.log 2>&1) ||
        { tail -5 "$work/npm.log"; echo "0 passed, 2 failed"; exit 1; }
fi
printf 'extends: ["spectral:oas"]\n' >"$work/spectral.yaml"
printf 'extends: [recommended]\n' >"$work/redocly.yaml"
passed=0
failed=0
run() {
    if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
run "$work/node_modules/.bin/redocly" lint --config "$work/redocly.yaml" --format=stylish "$top/docs/openapi.yaml"
run "$work/node_modules/.bin/spectral" lint --ruleset "$work/spectral.yaml" --fail-severity=warn "$top/docs/openapi.yaml"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
