#!/bin/sh
# The tests of the clip extra in .venv-clip, so that nobody needs torch who did not ask for it.
#
# The extra is not pinned: torch differs by machine (CPU, CUDA, Apple), and its user chooses the build. Without a choice
# pip takes its default, several gigabytes; AFTERGLOW_TORCH="torch==2.13.0" takes that one and leaves torchvision out,
# which open_clip names at import and the adapter does not use.
set -eu
cd "$(dirname "$0")/.."
pip() { .venv-clip/bin/python -m pip -qq --disable-pip-version-check install "$@"; }

if [ ! -e .venv-clip/.ready ]; then
    rm -rf .venv-clip
    .venv/bin/python -m venv .venv-clip
    pip --require-hashes -r requirements-build.txt
    pip --require-hashes -r requirements.txt
    pip --require-hashes -r requirements-dev.txt
    if [ -n "${AFTERGLOW_TORCH:-}" ]; then
        pip "$AFTERGLOW_TORCH" ftfy regex safetensors huggingface-hub tqdm
        pip --no-deps 'open-clip-torch>=3'
    else
        pip 'open-clip-torch>=3' 'torch>=2.6'
    fi
    pip --no-deps --no-build-isolation --no-index --editable .
    touch .venv-clip/.ready
fi
QT_QPA_PLATFORM=offscreen .venv-clip/bin/python -m pytest tests/memory/perception/test_clip.py
