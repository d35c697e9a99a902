#!/bin/sh
# Everything that must hold before a change lands; `make test` and .ci/run end here.
#
# All checks run even when an early one fails: one look at the output should tell the whole story.
set -u
cd "$(dirname "$0")/.."
bin=.venv/bin
failed=""

check() {
    name=$1
    shift
    printf '\n== %s\n' "$name"
    "$@" || failed="$failed $name"
}

# The tests sync to disk thousands of times, as the program must; in memory that costs nothing. TMPDIR chooses otherwise.
in_memory() {
    if [ -n "${TMPDIR:-}" ] || [ ! -w /dev/shm ] || [ "$(df -Pk /dev/shm | awk 'NR == 2 { print $4 }')" -lt 2000000 ]; then
        "$@"
        return
    fi
    scratch=$(mktemp -d /dev/shm/afterglow-tests.XXXXXX)
    trap 'rm -rf "$scratch"' EXIT
    (export TMPDIR="$scratch" && "$@")
}

# The tests with a screen of their own, where Xvfb is there; Qt paints into memory otherwise.
with_screen() {
    unset WAYLAND_DISPLAY
    if command -v xvfb-run >/dev/null && command -v xauth >/dev/null; then
        xvfb-run -a -s "-screen 0 1920x1080x24 -nolisten tcp" "$@"
    else
        QT_QPA_PLATFORM=offscreen "$@"
    fi
}

covered() { "$bin/coverage" report --format=total --include="$1/*" | sed "s/^/coverage of $1: /; s/$/ %/"; }

check "ruff check" "$bin/ruff" check .
check "ruff format" "$bin/ruff" format --check .
check "mypy" "$bin/mypy"
check "import-linter" "$bin/lint-imports"
check "vulture" "$bin/vulture"
[ "${1:-all}" = lint ] || {
    check "pytest" in_memory with_screen "$bin/python" -m pytest -n logical --maxprocesses 4 --dist worksteal --cov --cov-report=
    check "coverage" covered base
    check "coverage" covered capture
    check "coverage" covered memory
}

printf '\n'
[ -z "$failed" ] || { printf 'failed:%s\n' "$failed"; exit 1; }
printf 'all checks passed\n'
