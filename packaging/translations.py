"""Collect what the window says into assets/translations/*.ts, and compile those into the *.qm that it loads.

    python packaging/translations.py            # after a text was changed: new ones wait as "unfinished"
    python packaging/translations.py --compile  # after they were translated (Qt Linguist opens a .ts)

Qt's own collector names a text's context after the class around it, so that moving code would lose translations;
here there is one context. Each language keeps what it has, and texts that are gone go.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import PySide6

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "assets" / "translations"
LANGUAGES = {"de": ("de_DE", 2), "zh": ("zh_CN", 1)}
"""Qt's name of each, and how many forms a counted noun has."""
APP = ("desktop/**/*.py", "consent.py", "home.py", "settings.py", "unlocking.py")
"""Whose errors a window shows; the others are those of the command line, which is English."""
WORDS, KEYBOARD = "Afterglow", "Keyboard"


@dataclass(frozen=True, slots=True, order=True)
class Said:
    context: str
    text: str
    one: str = ""
    """The English singular of what is counted."""


@dataclass(slots=True)
class Told:
    forms: tuple[str, ...]
    finished: bool


def collect() -> list[Said]:
    """Every text that the window may show, sorted."""
    found: set[Said] = set()
    for path in sorted((ROOT / "ui").rglob("*.py")):
        if path.name != "fakes.py":
            found |= set(_of_window(ast.parse(path.read_text("utf-8")), keyboard=path.name == "i18n.py"))
    told = [
        path
        for folder in ("base", "capture", "memory")
        for path in (ROOT / folder).rglob("*.py")
        if path.name != "fake.py"
    ]
    shown = [path for files in APP for path in (ROOT / "app").glob(files)]
    for path in (*told, *shown):
        found |= set(_of_errors(ast.parse(path.read_text("utf-8"))))
    settings = ast.parse((ROOT / "app" / "settings.py").read_text("utf-8"))
    found |= {Said(WORDS, text) for text in _arguments(settings, "description")}
    return sorted(found)


def _of_window(tree: ast.AST, *, keyboard: bool) -> Iterator[Said]:
    for call in _calls(tree):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        texts = [text for text in map(_constant, call.args) if text]
        if name in ("tr", "mark"):
            yield from (Said(WORDS, text) for text in texts)
        elif name == "plural":
            yield Said(WORDS, texts[1], texts[0])
    if keyboard:
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "KEYS":
                yield from (Said(KEYBOARD, key) for key in ast.literal_eval(node.value))


def _of_errors(tree: ast.AST) -> Iterator[Said]:
    """Fixed words of errors: of their classes, and where one is raised."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for line in node.body:
                if isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") in ("title", "advice"):
                    yield from (Said(WORDS, text) for text in [_constant(line.value)] if text)
    for text in _arguments(tree, "advice"):
        yield Said(WORDS, text)
    for call in _calls(tree):
        if (
            any(keyword.arg == "advice" for keyword in call.keywords)
            and call.args
            and (text := _constant(call.args[0]))
        ):
            yield Said(WORDS, text)


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _arguments(tree: ast.AST, name: str) -> Iterator[str]:
    for call in _calls(tree):
        for keyword in call.keywords:
            if keyword.arg == name and (text := _constant(keyword.value)):
                yield text


def _constant(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def read(language: str) -> dict[Said, Told]:
    path = FOLDER / f"afterglow_{language}.ts"
    found: dict[Said, Told] = {}
    for context in ET.parse(path).getroot().iter("context") if path.exists() else ():
        for message in context.iter("message"):
            said = Said(
                context.findtext("name", ""), message.findtext("source", ""), message.findtext("extracomment", "")
            )
            told = message.find("translation")
            assert told is not None
            forms = tuple(form.text or "" for form in told.iter("numerusform")) or (told.text or "",)
            found[said] = Told(forms, told.get("type") != "unfinished")
    return found


def write(language: str, texts: list[Said], known: dict[Said, Told]) -> int:
    """How many are not translated."""
    name, forms = LANGUAGES[language]
    root = ET.Element("TS", version="2.1", language=name, sourcelanguage="en_US")
    missing = 0
    for context in (WORDS, KEYBOARD):
        part = ET.SubElement(root, "context")
        ET.SubElement(part, "name").text = context
        for said in (one for one in texts if one.context == context):
            message = ET.SubElement(part, "message", {"numerus": "yes"} if said.one else {})
            ET.SubElement(message, "source").text = said.text
            if said.one:
                ET.SubElement(message, "extracomment").text = said.one
            told = known.get(said)
            missing += told is None or not told.finished
            made = ET.SubElement(message, "translation", {} if told and told.finished else {"type": "unfinished"})
            if said.one:
                for place in range(forms):
                    ET.SubElement(made, "numerusform").text = told.forms[place] if told else ""
            else:
                made.text = told.forms[0] if told else ""
    ET.indent(root, " ")
    body = ET.tostring(root, encoding="unicode")
    path = FOLDER / f"afterglow_{language}.ts"
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")
    return missing


def compiled(language: str, target: Path) -> None:
    """Raises CalledProcessError."""
    tool = Path(PySide6.__file__).parent / "lrelease"
    source = FOLDER / f"afterglow_{language}.ts"
    subprocess.run([str(tool), "-silent", str(source), "-qm", str(target)], check=True, timeout=60)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    texts = collect()
    for language in LANGUAGES:
        missing = write(language, texts, read(language))
        print(f"{language}: {len(texts)} texts, {missing} to be translated")
        if "--compile" in sys.argv[1:]:
            compiled(language, FOLDER / f"afterglow_{language}.qm")


if __name__ == "__main__":
    main()
