#!/bin/sh
# Builds everything that people install, from the wheel in dist/ and the pins: .deb, AppImage, SBOM, checksums, into dist/.
#
# In an environment of its own (.venv-packages) with the pinned build tools. The interpreter of that environment is the one
# that the packages carry: on Debian and Ubuntu the system's own, which has the distribution's security fixes, unless
# PACKAGED_PYTHON names another one. `packages.sh deb` builds one part; `packages.sh` everything.
set -eu
cd "$(dirname "$0")/.."

say() { printf 'afterglow: %s\n' "$*" >&2; }

# Beyond what packaging/bootstrap.sh installs: tools, and libraries that are copied into the packages or looked up for them.
wanted="binutils squashfs-tools python3-venv libgssapi-krb5-2 libcups2 libwayland-client0 libwayland-cursor0 libwayland-egl1
    libxcb-util1 libxcb-render0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb-glx0 libbrotli1 libzstd1"
missing=""
for package in $wanted; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing="$missing $package"
done
if [ -n "$missing" ]; then
    [ "$(id -u)" = 0 ] || { say "please run: sudo apt-get install --no-install-recommends$missing"; exit 1; }
    say "installing system packages:$missing"
    DEBIAN_FRONTEND=noninteractive apt-get -qq update
    DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends -y $missing >/dev/null
fi

python=${PACKAGED_PYTHON:-/usr/bin/python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    say "the packages need Python 3.11 or newer, and $python is not; name one: PACKAGED_PYTHON=/usr/bin/python3.12"
    exit 1
}
fingerprint() { { echo "$python"; cat requirements-build.txt requirements-packages.txt; } | cksum; }
if [ "$(cat .venv-packages/.ready 2>/dev/null)" != "$(fingerprint)" ]; then
    rm -rf .venv-packages
    "$python" -m venv .venv-packages
    .venv-packages/bin/python -m pip -qq --disable-pip-version-check install --require-hashes --no-deps \
        -r requirements-build.txt -r requirements-packages.txt
    fingerprint >.venv-packages/.ready
fi
export PATH="$PWD/.venv-packages/bin:$PATH" PYTHONPATH="$PWD/packaging" PYTHONDONTWRITEBYTECODE=1
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || echo 1767225600)
export SOURCE_DATE_EPOCH
exec .venv-packages/bin/python -m artefacts "$@"
