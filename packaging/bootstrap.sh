#!/bin/sh
# Makes a bare machine ready: `bootstrap.sh run` for the program, `bootstrap.sh test` for its tests as well.
#
# Called by every target of the Makefile, so it must cost nothing when all is there: a stamp in .venv holds the hash of
# everything that decides what is installed, dpkg (not the network) tells which system libraries are missing, and the
# models are looked at in their folder.
set -eu
cd "$(dirname "$0")/.."
mode=${1:-run}

# What Qt's xcb and offscreen plugins link to, and one font, so that there is text to see.
libraries="libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0
    libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1 libxkbcommon-x11-0
    fonts-dejavu-core"
# A real screen without a monitor, and real programs to put on it.
test_programs="xvfb xauth openbox xdotool x11-utils x11-xserver-utils xterm"

say() { printf 'afterglow: %s\n' "$*" >&2; }

installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

missing_packages() {
    for package in "$@"; do
        installed "$package" || installed "${package}t64" || printf '%s ' "$package"
    done
}

system_packages() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        [ "$(uname -s)" = Linux ] || return 0
        [ -e .venv/.told ] || say "this is not a Debian system; if Qt does not start, install what these Debian packages hold:" $*
        return 0
    fi
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" != 0 ]; then
        say "system packages are missing, and only root may install them. Please run:"
        say "    sudo apt-get install --no-install-recommends $missing"
        return 0
    fi
    say "installing system packages: $missing"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get -qq update && apt-get -qq install --no-install-recommends -y $missing; } >/tmp/afterglow-apt.$$ 2>&1 || {
        cat /tmp/afterglow-apt.$$ >&2
        say "they could not be installed; going on without them"
    }
    rm -f /tmp/afterglow-apt.$$
}

# The first Python that is new enough; $PYTHON chooses another one.
find_python() {
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return 0
        fi
    done
    say "Python 3.11 or newer is needed, and ${PYTHON:-python3} is not. Install it, or name one: make run PYTHON=python3.12"
    return 1
}

fresh_venv() {
    python=$(find_python)
    "$python" -c 'import ensurepip, venv' 2>/dev/null || system_packages python3-venv
    say "making .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv
}

pip_install() { .venv/bin/python -m pip -qq --disable-pip-version-check install "$@"; }

# The pins name everything, so nothing is left to resolve; and pip 23, resolving, took a newer release for `name[extra]`
# than the pin of `name` allows, and then refused it for having no hash.
pinned() { pip_install --require-hashes --no-deps -r "$1"; }

python_packages() {
    say "installing pinned Python packages (the first time this takes some minutes)"
    pinned requirements-build.txt
    pinned requirements.txt
    [ "$mode" != test ] || pinned requirements-dev.txt
    pip_install --no-deps --no-build-isolation --no-index --editable .
    .venv/bin/python packaging/weights.py
}

# What a finished set-up was made from, the folder's own place included: an editable install points to it.
fingerprint() { { pwd; cat pyproject.toml requirements*.txt packaging/bootstrap.sh; } | cksum; }

ready() {
    [ "$(cat ".venv/.ready-$mode" 2>/dev/null)" = "$(fingerprint)" ] &&
        .venv/bin/python packaging/weights.py --check 2>/dev/null
}

if [ "$mode" = test ]; then
    system_packages $libraries $test_programs
else
    system_packages $libraries
fi
ready && exit 0
[ -x .venv/bin/python ] && .venv/bin/python -c 'import pip' 2>/dev/null || fresh_venv
rm -f .venv/.ready-*
python_packages
[ "$mode" != test ] || fingerprint >.venv/.ready-run
fingerprint >".venv/.ready-$mode"
touch .venv/.told
say "ready"
