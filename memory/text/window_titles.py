"""Document and project from a window title; terms of a span.

Titles have parts ("report.md - harbour - Editor"), of which the last often names the app. What is left first is the
document; a last part that several documents share, or a path's folder, is the project. No list of programs is needed.
Pure functions, called from any thread.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from base.records.report import Term
from memory.text.cjk import has_cjk
from memory.text.language import function_words
from memory.text.normalization import fold_case
from memory.text.tokens import TOKEN, tokens

_BETWEEN = re.compile(r"\s+[-–—|·•]\s+")
_COUNT = re.compile(r"^\s*[(\[]\d+\+?[)\]]\s*")
_MARKS = " \t●•*○◦✱…"
_FOLDER = re.compile(r"(?:^|[\s:])(?:~|/|[A-Za-z]:\\)[^\s:]*[/\\]([^\s/\\:]+)[/\\]?(?=$|\s)")
_LONGEST_APP_NAME = 4
"""Words of a title's part that may name the app: "Mozilla Firefox", "Visual Studio Code"."""
MOST_TERMS = 60


@dataclass(frozen=True, slots=True)
class TitleParts:
    """A title taken apart. `project` is empty where the title alone does not tell."""

    document: str = field(repr=False)
    project: str = field(default="", repr=False)
    last: str = field(default="", repr=False)
    """The last part beside the document: a project if other documents share it."""


def parse_title(title: str, app: str) -> TitleParts:
    parts = _parts(title, app)
    if not parts:
        return TitleParts("")
    folder = _FOLDER.search(parts[-1])
    if folder:
        return TitleParts(parts[0], project=folder[1])
    return TitleParts(parts[0], last=parts[-1] if len(parts) > 1 else "")


def _parts(title: str, app: str) -> list[str]:
    """Without what marks unread or unsaved, and without the app's own name at either end."""
    found = [part.strip(_MARKS) for part in _BETWEEN.split(_COUNT.sub("", title.strip(_MARKS)))]
    parts = [part for part in found if part]
    while len(parts) > 1 and _names_app(parts[-1], app):
        parts.pop()
    while len(parts) > 1 and _names_app(parts[0], app):
        parts.pop(0)
    return parts


def _names_app(part: str, app: str) -> bool:
    said, name = fold_case(part), fold_case(app)
    if not name or len(said.split()) > _LONGEST_APP_NAME:
        return False
    return said == name or name in said.split() or said in name.split() or (" " in name and name in said)


def find_projects(names: Iterable[tuple[str, TitleParts]]) -> frozenset[tuple[str, str]]:
    """(app, folded last part) that at least two documents of that app have: those are projects."""
    documents: dict[tuple[str, str], set[str]] = defaultdict(set)
    for app, named in names:
        if named.last:
            documents[app, fold_case(named.last)].add(named.document)
    return frozenset(key for key, held in documents.items() if len(held) > 1)


def terms(lines: Iterable[tuple[str, str, float]]) -> tuple[Term, ...]:
    """The words of (line, app, seconds), heaviest first. A line counts by the root of its time, so that a window left
    open for a morning does not drown ten that were worked in; an app's own name is no topic."""
    weights: Counter[str] = Counter()
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for line, app, seconds in lines:
        for word, written in _topics(line, app).items():
            weights[word] += math.sqrt(seconds)  # type: ignore[assignment]
            spelled[word][written] += 1
    most = weights.most_common(MOST_TERMS)
    heaviest = most[0][1] if most else 1.0
    return tuple(Term(spelled[word].most_common(1)[0][0], weight / heaviest) for word, weight in most)


def _topics(line: str, app: str) -> Mapping[str, str]:
    """Folded word → as it is written, for each word of the line that may be a topic."""
    said = tokens(line)
    empty = function_words(line) | frozenset(tokens(app))
    written = {fold_case(word): word for word in TOKEN.findall(line)}
    return {word: written.get(word, word) for word in said if word not in empty and _may_be_topic(word)}


def _may_be_topic(word: str) -> bool:
    if has_cjk(word):
        return 2 <= len(word) <= 8
    return len(word) > 2 and word.isalpha()
