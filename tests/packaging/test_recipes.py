"""The recipes for systems that are not at hand: they can be read, and name files that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from artefacts.desktop_files import FILES

ROOT = Path(__file__).resolve().parents[2]
SPECS = sorted((ROOT / "packaging/pyinstaller").glob("*.spec"))
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
FLATPAK = ROOT / "packaging/flatpak/io.github.afterglow_memory.Afterglow.yml"


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.stem)
def test_every_spec_compiles_and_uses_the_one_list(spec):
    text = spec.read_text()

    compile(text, spec.name, "exec")
    assert "**common.analysis_options()" in text


def test_there_is_a_spec_for_each_system():
    assert {spec.stem for spec in SPECS} == {"linux", "macos", "windows"}


def test_the_flatpak_may_reach_neither_the_network_nor_the_home():
    manifest = yaml.safe_load(FLATPAK.read_text())

    assert manifest["id"] == FLATPAK.stem
    allowed = manifest["finish-args"]
    assert not [one for one in allowed if re.match(r"--(share=network|filesystem|socket=session-bus|device=all)", one)]
    built = " ".join(manifest["modules"][0]["build-commands"])
    assert all(Path(source).name in built for source in FILES)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_may_only_read_and_use_no_secret(path):
    text = path.read_text()
    workflow = yaml.safe_load(text)

    assert workflow["permissions"] == {"contents": "read"}
    assert "secrets." not in text
    uses = re.findall(r"uses: (\S+)", text)
    assert uses
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", one) for one in uses)
    assert all("timeout-minutes" in job for job in workflow["jobs"].values())


def test_workflows_run_on_all_three_systems_and_build_every_spec():
    systems = {name for path in WORKFLOWS for name in re.findall(r"(ubuntu|macos|windows)-\d+", path.read_text())}
    assert systems == {"ubuntu", "macos", "windows"}
    built = (ROOT / ".github/workflows/packages.yml").read_text()
    assert {"spec: macos", "spec: windows"} <= {line.strip() for line in built.splitlines()}
    assert "make packages" in built


@pytest.mark.parametrize("path", [FLATPAK, *WORKFLOWS, *SPECS[1:]], ids=lambda path: path.name)
def test_what_has_not_been_run_says_so(path):
    assert "HAS NOT BEEN RUN" in path.read_text()
