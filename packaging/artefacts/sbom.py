"""The SBOM (CycloneDX 1.6, JSON): everything that is in the private tree, and nothing else.

Written from the tree itself, after trimming: the metadata of each installed distribution, the interpreter, the system's
libraries that were copied in, and the models' weights. The same tree has the same SBOM: no serial number, no time.
"""

import hashlib
import json
from importlib.metadata import Distribution, distributions
from pathlib import Path
from urllib.parse import quote

WEIGHTS = ("*.onnx", "*.safetensors", "*.ort", "*.npz")
_SHORT = 100  # a licence field longer than this is a text, not a name


def write_sbom(tree: Path, target: Path, *, root: Path, version: str) -> Path:
    (site,) = tree.glob("lib/python3.*/site-packages")
    origin = json.loads((tree / "origin.json").read_text())
    installed = sorted(distributions(path=[str(site)]), key=lambda one: one.name.lower())
    ours = "afterglow-memory"
    components = [distribution(one) for one in installed if one.name != ours]
    components += [interpreter(origin["python"]), *(library(one, tree) for one in origin["bundled"])]
    components += weights(site, root)
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


def weights(site: Path, root: Path) -> list[dict[str, object]]:
    """The models as components of their own, with hash, licence and where they come from (packaging/weights.json)."""
    known = json.loads((root / "packaging/weights.json").read_text())
    found = []
    for path in sorted({path for pattern in WEIGHTS for path in site.rglob(pattern)}):
        facts = known.get(path.name)
        if facts is None:
            raise SystemExit(f"packaging/weights.json says nothing about the weights {path.relative_to(site)}")
        found.append({
            "type": "machine-learning-model", "bom-ref": f"model:{path.name}", "name": path.name,
            "version": facts["version"], "description": facts["description"],
            "licenses": [{"license": {"id": facts["licence"]}}], "hashes": [sha256(path)],
            "externalReferences": [{"type": "website", "url": facts["source"]}],
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
