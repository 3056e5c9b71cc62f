#!/usr/bin/env bash
# The gate as a step of a workflow: annotations beside the lines of the change, a summary for the
# page of the run, and the gate's exit code. What the inputs say comes in variables of the step.
set -euo pipefail

quorate="${QUORATE:-$RUNNER_TEMP/quorate/bin/quorate}"
base="${BASE:-}"
if [ -z "$base" ]; then
  # The checkout of a pull request holds one commit; the gate needs one of its target beside it.
  git fetch --quiet --no-tags --depth=1 origin "$TARGET"
  base="$(git rev-parse FETCH_HEAD)"
fi

words=(--base "$base" --fail-on "${FAIL_ON:-must}")
if [ "${STRICT:-false}" = true ]; then
  words+=(--strict)
fi
read -r -a paths <<< "${PATHS:-.}"

"$quorate" gate "${words[@]}" -f markdown "${paths[@]}" >> "${GITHUB_STEP_SUMMARY:-/dev/null}" || true
"$quorate" gate "${words[@]}" -f github "${paths[@]}"
