"""The SBOM (CycloneDX 1.6, JSON): everything that is in the private tree, and nothing else.

Written from the tree itself, after trimming: the metadata of each installed distribution, the interpreter, the system's
libraries that were copied in, and the models' weights. The same tree has the same SBOM: no serial number, no time.
"""

import hashlib
import json
from importlib.metadata import Distribution, distributions
from pathlib import Path
from urllib.parse import quote

MODELS = {
    "PP-OCRv6": {
        "version": "6",
        "description": "PaddleOCR: finds and reads lines of text; in half precision",
        "externalReferences": [{"type": "vcs", "url": "https://github.com/PaddlePaddle/PaddleOCR"}],
    },
    "all-MiniLM-L6-v2": {
        "version": "2",
        "description": "sentence-transformers: the meaning of a text as a vector; in half precision",
        "externalReferences": [{"type": "website", "url": "https://www.sbert.net"}],
    },
}
"""By the start of their names in memory/weights, whose README says how they were made."""
_SHORT = 100  # a licence field longer than this is a text, not a name


def write_sbom(tree: Path, target: Path, *, version: str) -> Path:
    (site,) = tree.glob("lib/python3.*/site-packages")
    origin = json.loads((tree / "origin.json").read_text())
    installed = sorted(distributions(path=[str(site)]), key=lambda one: one.name.lower())
    ours = "afterglow-memory"
    components = [distribution(one) for one in installed if one.name != ours]
    components += [interpreter(origin["python"]), *(library(one, tree) for one in origin["bundled"])]
    components += weights(site)
    main = {"type": "application", "bom-ref": "afterglow", "name": "Afterglow", "version": version,
            "licenses": [{"license": {"id": "Apache-2.0"}}], "purl": f"pkg:pypi/{ours}@{version}"}  # fmt: skip
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": main},
        "components": components,
        "dependencies": [{"ref": "afterglow", "dependsOn": [one["bom-ref"] for one in components]}],
    }
    target.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")
    return target


def distribution(one: Distribution) -> dict[str, object]:
    purl = f"pkg:pypi/{quote(one.name.lower().replace('_', '-'))}@{quote(one.version)}"
    component = {"type": "library", "bom-ref": purl, "name": one.name, "version": one.version, "purl": purl}
    return component | licence_of(one)


def licence_of(one: Distribution) -> dict[str, object]:
    """An SPDX expression where the metadata has one, else the name that the authors gave; {} where they gave none."""
    if expression := one.metadata.get("License-Expression"):
        return {"licenses": [{"expression": expression}]}
    classifiers = one.metadata.get_all("Classifier") or []
    names = [line.split(" :: ")[-1] for line in classifiers if line.startswith("License :: ") and line.count("::") > 1]
    given = (one.metadata.get("License") or "").strip()
    if not names and given and len(given) < _SHORT and "\n" not in given:
        names = [given]
    return {"licenses": [{"license": {"name": name}} for name in names]} if names else {}


def interpreter(python: dict[str, str]) -> dict[str, object]:
    purl = f"pkg:generic/python@{python['version']}"
    if "debian_package" in python:
        purl = f"pkg:deb/debian/{python['debian_package']}@{quote(python['debian_version'])}"
    return {"type": "library", "bom-ref": purl, "name": "CPython", "version": python["version"], "purl": purl,
            "licenses": [{"license": {"id": "PSF-2.0"}}]}  # fmt: skip


def library(one: dict[str, str], tree: Path) -> dict[str, object]:
    component: dict[str, object] = {
        "type": "library",
        "bom-ref": f"system:{one['name']}",
        "name": one["name"],
        "version": one.get("version", "unknown"),
        "hashes": [sha256(tree / one["file"])],
        "properties": [{"name": "afterglow:licence-text", "value": f"licenses/{one.get('package', '')}.txt"}],
    }
    if one.get("package"):
        component["purl"] = f"pkg:deb/debian/{one['package']}@{quote(one['version'])}"
    return component


def weights(site: Path) -> list[dict[str, object]]:
    """The models' files as components of their own. Raises SystemExit for a file of unknown origin."""
    found = []
    for path in sorted((site / "memory/weights").iterdir()):
        if path.is_dir() or path.name in ("README.md", "LICENSE", "__init__.py"):
            continue
        facts = [facts for start, facts in MODELS.items() if path.name.startswith(start)]
        if not facts:
            raise SystemExit(f"packaging/artefacts/sbom.py does not say where the weights {path.name} come from")
        found.append({
            "type": "machine-learning-model", "bom-ref": f"model:{path.name}", "name": path.name, **facts[0],
            "licenses": [{"license": {"id": "Apache-2.0"}}], "hashes": [sha256(path)],
        })  # fmt: skip
    return found


def sha256(path: Path) -> dict[str, str]:
    return {"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}


def check_sbom(path: Path) -> None:
    """Checks the document against the standard's own schema. Raises SystemExit with what is wrong."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(path.read_text())
    if fault is not None:
        raise SystemExit(f"{path.name} is not a valid CycloneDX document: {fault}")
