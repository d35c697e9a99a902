"""Window titles taken apart: document, site, project and file (separators, marks and word lists).

A title has parts: what the window shows, where that belongs, and the program ("report.md - harbour - Visual Studio
Code"). This is the only place that takes titles apart, so that Insights and every memory give a window one name:

- marks of the program (unread counts, unsaved changes, "read-only") and its own name belong to no document;
- where a part is a file, that file is the document, unless a longer part beside it is its heading;
- of a page, the part that the address names is the site, else the last one; the others are the document;
- of any other window all parts together are the document. Its last part may be a project: it is one when documents
  share it (`find_projects`). Where the title shows a path, its folder is the project.

Pure functions, called from any thread.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from memory.text.cjk import CJK
from memory.text.lexicon import LEXICON
from memory.text.normalization import fold_case

_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SEPARATOR = re.compile(rf"\s+(?:[-‐-―－·•‹›«»]|::)\s+|\s*[|｜]\s*|(?<=[{CJK}])_(?=[{CJK}])")
_UNSAVED_WORDS = LEXICON.words("screen_labels/unsaved").alternatives
_REMARKS = rf"(?:{_UNSAVED_WORDS}|{LEXICON.words('screen_labels/window_remarks').alternatives})"
_UNSAVED = re.compile(rf"^[*●•]|\[\+\]|\*$|\s\+(?=\s\()|[(\[]{_UNSAVED_WORDS}[)\]]|^{_UNSAVED_WORDS}$", re.IGNORECASE)
_MARKS = re.compile(
    rf"^[*●•◦○✱✳⏸▶\u2800-\u28ff]+\s*|^[(\[]\d{{1,5}}\+?[)\]]\s*|\s*\[\+\]|\s\+(?=\s\()|\s*\(\d{{1,3}}\+?\)(?=$|\s)"
    rf"|\s*[*●•◦○✱…]$|\s*[(\[]{_REMARKS}[)\]]",
    re.IGNORECASE,
)
_REMARK = re.compile(_REMARKS, re.IGNORECASE)

_EXTENSIONS = (
    "txt md rst tex log csv tsv json ya?ml toml ini conf cfg env xml html? css s?css jsx? tsx? py rs go c h cpp hpp "
    "java kt rb php sh ps1 sql ipynb r lua swift pdf docx? f?odt rtf pages epub xlsx? f?ods numbers pptx? f?odp key "
    "png jpe?g gif webp svg heic tiff? mp[34] mkv mov avi webm wav flac ogg zip tar gz tgz 7z eml msg drawio psd blend"
)
_FILE = re.compile(rf"[^\\/:*?\"<>|\s][^\\/:*?\"<>|]*\.(?:{'|'.join(_EXTENSIONS.split())})", re.IGNORECASE)
_MAX_FILE_NAME = 120
_FILE_IN_FOLDER = re.compile(r"(.+?)\s+\(((?:~|/|[A-Za-z]:[\\/])[^()]*)\)")
"""As editors write it: "notes.md (~/src)"."""
_FOLDER = re.compile(r"(?:^|[\s:(])(?:~|/|[A-Za-z]:\\)[^\s:]*[/\\]([^\s/\\:()]+)[/\\]?(?=$|[\s)])")
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_HEADING_WORDS = 3
"""From so many words on, the part beside a file's name is the heading of what is in the file."""

_PROGRAMS = frozenset(map(fold_case, LEXICON.words("programs_and_sites/programs").words))
_BROWSER = re.compile(LEXICON.words("programs_and_sites/browsers").alternatives)
_VERSION = re.compile(r"v?\d+")
_MAX_PROGRAM_WORDS = 4
"""Words of a part that may name the program: "Mozilla Firefox", "Visual Studio Code"."""


@dataclass(frozen=True, slots=True)
class TitleParts:
    parts: tuple[str, ...] = field(default=(), repr=False)
    """All but the program's own name, without marks."""
    document: str = field(default="", repr=False)
    """What the window shows, as a person would call it; the program where the title names nothing else."""
    site: str = field(default="", repr=False)
    """Of a page, what the site calls itself."""
    project: str = field(default="", repr=False)
    """The folder that the title shows."""
    last: str = field(default="", repr=False)
    """The last part beside the document: a project if other documents share it."""
    file: str = field(default="", repr=False)
    """Path or name of a file, as the title shows it."""
    unsaved: bool = False


def parse_title(title: str, app: str, *, host: str = "", path: str = "") -> TitleParts:
    """`host`: of the page's address; empty for what is no page. `path`: of the file, where the platform tells it."""
    raw = [part.strip() for part in _SEPARATOR.split(_INVISIBLE.sub("", title).strip())]
    unsaved = any(_UNSAVED.search(part) for part in raw)
    cleaned = [part for part in map(_remove_marks, raw) if part]
    parts = _remove_program([part for part in cleaned if not _REMARK.fullmatch(part)] or cleaned, _program_words(app))
    if host:
        site, others = _find_site(parts, host)
        return TitleParts(tuple(parts), _join(others) or (app if cleaned else ""), site, unsaved=unsaved)
    place, shown = next(((n, name) for n, part in enumerate(parts) if (name := _file_of(part))), (-1, ""))
    path = (path or shown).replace("\\", "/")
    if path:
        folder, _, name = path.rpartition("/")
        others = [part for number, part in enumerate(parts) if number != place and part not in (path, name)]
        heading = next((part for part in others if _is_heading(part)), "")
        last = next((part for part in reversed(others) if part != heading), "")
        return TitleParts(tuple(parts), heading or name, "", _project_of(folder), last, path, unsaved)
    folder_name = next((match[1] for part in reversed(parts) if (match := _FOLDER.search(part))), "")
    last = parts[-1] if len(parts) > 1 and not folder_name else ""
    document = _join(parts) or (app or title.strip() if cleaned else "")
    return TitleParts(tuple(parts), document, "", _project_of(folder_name), last, "", unsaved)


def find_projects(titles: Iterable[tuple[str, TitleParts]]) -> frozenset[tuple[str, str]]:
    """(app, folded last part) that at least two documents of that app have: those are projects."""
    documents: dict[tuple[str, str], set[str]] = defaultdict(set)
    for app, title in titles:
        if title.last:
            documents[app, fold_case(title.last)].add(title.document)
    return frozenset(key for key, names in documents.items() if len(names) > 1)


def _join(parts: Sequence[str]) -> str:
    return " – ".join(parts)


def _remove_marks(part: str) -> str:
    while (shorter := _MARKS.sub("", part).strip()) != part:
        part = shorter
    return part


# -- the program's own name --------------------------------------------------------------------------------------------


def _remove_program(parts: Sequence[str], name: list[str]) -> list[str]:
    """Without the program's own name (its words are `name`) at the end, where a browser may have its profile behind it,
    or else at the beginning."""
    left = list(parts)
    if len(left) == 1:
        return [] if _is_program(left[0], name) else left
    if len(left) > 2 and _names_program(left[-2], name) and _BROWSER.search(left[-2].casefold()):
        del left[-2:]
    elif left and _names_program(left[-1], name):
        left.pop()
        while len(left) > 1 and _is_program(left[-1], name):
            left.pop()
    elif left and _program_words(left[0]) == name != []:
        left.pop(0)
    return [] if len(left) == 1 and _is_program(left[0], name) else left


def _names_program(part: str, name: list[str]) -> bool:
    """Whether a part at the edge of a title names the program: with its maker, its version, or in short."""
    words = _program_words(part)
    return _is_program(part, name) or (bool(name) and len(words) <= _MAX_PROGRAM_WORDS and _contains(words, name))


def _is_program(part: str, name: list[str]) -> bool:
    """Whether a part can mean nothing else than the program."""
    words = _program_words(part)
    if " ".join(words) in _PROGRAMS:
        return True
    return bool(words and name) and (words[-len(name) :] == name or set(words) <= set(name))


def _program_words(text: str) -> list[str]:
    return [word for word in re.split(r"[\W_]+", fold_case(text)) if word and not _VERSION.fullmatch(word)]


def _contains(words: Sequence[str], name: Sequence[str]) -> bool:
    return any(words[start : start + len(name)] == name for start in range(len(words) - len(name) + 1))


# -- where it belongs --------------------------------------------------------------------------------------------------


def _find_site(parts: Sequence[str], host: str) -> tuple[str, list[str]]:
    """The part of a title that names the site, and the others. Most sites put themselves last, some first."""
    if len(parts) < 2:
        return "", list(parts)
    labels = {label for label in host.split(".") if len(label) > 2}
    from_the_end = range(len(parts) - 1, -1, -1)
    place = next((n for n in from_the_end if fold_case(parts[n]).replace(" ", "") in labels), len(parts) - 1)
    return parts[place], [part for number, part in enumerate(parts) if number != place]


def _file_of(part: str) -> str:
    """The path or name that a part shows, if it is a file's."""
    match = _FILE_IN_FOLDER.fullmatch(part)
    if match and is_file_name(match[1]):
        return f"{match[2].rstrip('/')}/{match[1]}"
    return part if is_file_name(part) else ""


def is_file_name(text: str) -> bool:
    """Whether it is a file's name, or a path that ends with one."""
    name = text.replace("\\", "/").rsplit("/", 1)[-1]
    return len(name) <= _MAX_FILE_NAME and bool(_FILE.fullmatch(name))


def _is_heading(part: str) -> bool:
    return len(_BRACKETS.sub("", part).split()) >= _HEADING_WORDS and not is_file_name(part)


def _project_of(folder: str) -> str:
    """The name of a folder, unless it is hidden, a drive or the home."""
    name = folder.rsplit("/", 1)[-1]
    return "" if name.startswith((".", "~")) or name.endswith(":") else name
