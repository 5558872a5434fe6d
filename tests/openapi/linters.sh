#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# docs/openapi.yaml before two linters that others wrote, as package-lock.json
# names them (script/setup fetches them); ends with the count.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
bin=$top/node_modules/.bin
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf 'extends: ["spectral:oas"]\n' >"$work/spectral.yaml"
printf 'extends: [recommended]\n' >"$work/redocly.yaml"
passed=0
failed=0
run() {
    if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
run "$bin/redocly" lint --config "$work/redocly.yaml" --format=stylish "$top/docs/openapi.yaml"
run "$bin/spectral" lint --ruleset "$work/spectral.yaml" --fail-severity=warn "$top/docs/openapi.yaml"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
