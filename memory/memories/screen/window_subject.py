"""What a window is about: page, file or program.

Every manager speaks of windows through this file, so that an episode, the page it was about and the workflow it belongs
to have one name for it. Pure functions, called in the reader's process.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

from base.records.moment import Moment
from memory.text.lexicon import LEXICON
from memory.text.normalization import normalize_nfkc
from memory.text.window_types import window_types_of

_PARTS = re.compile(r"\s+[-–—|·•]\s+|\s*[|]\s*")
_MARKS = re.compile(r"^[*●•◦]\s*|^\(\d+\)\s*|\s*\[\+\]|\s*\(\d+\)(?=$|\s)|\s*[*●]$")
_UNSAVED = re.compile(
    rf"^[*●•]|\[\+\]|\*$|[(\[]{LEXICON.words('screen_labels/unsaved').alternatives}[)\]]", re.IGNORECASE
)
_EXTENSIONS = (
    "txt md rst tex log csv tsv json ya?ml toml ini conf cfg env xml html? css s?css jsx? tsx? py rs go c h cpp hpp "
    "java kt rb php sh ps1 sql ipynb r lua swift pdf docx? f?odt rtf pages epub xlsx? f?ods numbers pptx? f?odp key "
    "png jpe?g gif webp svg heic tiff? mp[34] mkv mov avi webm wav flac ogg zip tar gz tgz 7z eml msg drawio psd blend"
)
FILE = re.compile(rf"[^\\/:*?\"<>|\s][^\\/:*?\"<>|]*\.(?:{'|'.join(_EXTENSIONS.split())})", re.I)
_PATH = re.compile(r"(?:~|[A-Za-z]:|\.{0,2})?[\\/][^\s].*|~[\\/].*")
_ASKED = frozenset(LEXICON.words("programs_and_sites/search_parameters").words)
_SEARCHES = re.compile(rf"/{LEXICON.words('programs_and_sites/search_paths').alternatives}(?:/|$)|^$|^/$")
_BROWSER = re.compile(LEXICON.words("programs_and_sites/browsers").alternatives)
_ADDRESS = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:/\S*)?", re.I)
_BAR = 0.12
"""Share of the screen's height in which a browser shows its address."""
_OPAQUE = re.compile(r"[0-9a-f]{6,}|[0-9]+|[\w-]{20,}", re.I)
"""A part of an address that names nothing to a person."""


@dataclass(frozen=True, slots=True)
class WindowSubject:
    """`base`: the site, file or program as a key. `name`: the page or document as a person would call it."""

    app: str = field(repr=False)
    base: str = field(repr=False)
    name: str = field(repr=False)
    site: str = field(default="", repr=False)
    """What the site calls itself in its titles, else its host; empty for what is no page."""
    host: str = field(default="", repr=False)
    location: str = field(default="", repr=False)
    """Address or path, as far as it is known; empty for a program without a document."""
    asked: str = field(default="", repr=False)
    """What was looked for, on a page of search results."""
    sorts: frozenset[str] = frozenset()
    unsaved: bool = False

    @property
    def is_file(self) -> bool:
        return self.base.startswith("file:")

    @property
    def is_page(self) -> bool:
        return bool(self.host)

    @property
    def terminal(self) -> bool:
        return "terminal" in self.sorts and not self.is_file

    def has(self, *sorts: str) -> bool:
        return not self.sorts.isdisjoint(sorts)


def window_subject(moment: Moment) -> WindowSubject:
    app, title, url = moment.app, moment.title, moment.url or _read_address(moment)
    parts = _parts(title, app)
    address = urlsplit(url)
    sorts, unsaved = window_types_of(app, title, url), bool(_UNSAVED.search(title))
    if address.hostname and address.scheme in ("http", "https", ""):
        return _page(app, parts, url, sorts, unsaved)
    path = _file_address(url) or next((part for part in parts if _is_file(part)), "")
    if path:
        return _file(app, path, parts, sorts, unsaved)
    name = " – ".join(parts) if parts else app
    return WindowSubject(
        app, f"app:{normalize_key(app) or 'unknown'}", name or "a window", sorts=sorts, unsaved=unsaved
    )


def _read_address(moment: Moment) -> str:
    """Where the platform does not tell the address: what stands in the browser's bar."""
    if not _BROWSER.search(f"{moment.app}\n{moment.title}".casefold()):
        return ""
    top = max((line.box[1] + line.box[3] for line in moment.lines), default=0) * _BAR
    generator = (line.text.strip() for line in moment.lines if line.box[1] < top)
    address = next((text for text in generator if _ADDRESS.fullmatch(text) and not FILE.fullmatch(text)), "")
    return address if not address or "://" in address else f"https://{address}"


def _page(app: str, parts: list[str], url: str, sorts: frozenset[str], unsaved: bool) -> WindowSubject:
    address = urlsplit(url)
    host = (address.hostname or "").removeprefix("www.")
    site, names = _site(parts, host)
    path = unquote(address.path).rstrip("/")
    asked = dict(parse_qsl(address.query))
    words = next((asked[name] for name in asked if name in _ASKED), "")
    return WindowSubject(
        app=app,
        base=f"site:{host}",
        name=" – ".join(names) or _last_part(path) or site,
        site=site,
        host=host,
        location=f"{host}{path}",
        asked=words if words and ("search" in sorts or _SEARCHES.search(path)) else "",
        sorts=sorts,
        unsaved=unsaved,
    )


def _site(parts: list[str], host: str) -> tuple[str, list[str]]:
    """The part of a title that names the site, and the others. Most sites put themselves last, some first."""
    if len(parts) < 2:
        return host, parts
    labels = {label for label in host.split(".") if len(label) > 2}
    last_first = [*range(len(parts) - 1, -1, -1)]
    place = next((i for i in last_first if normalize_key(parts[i]).replace(" ", "") in labels), len(parts) - 1)
    return parts[place], parts[:place] + parts[place + 1 :]


def _file(app: str, path: str, parts: list[str], sorts: frozenset[str], unsaved: bool) -> WindowSubject:
    path = path.replace("\\", "/")
    name = path.rsplit("/", 1)[-1]
    heading = next((part for part in parts if part not in (path, name) and len(part.split()) > 2), "")
    return WindowSubject(
        app=app,
        base=f"file:{normalize_key(name)}",
        name=heading or name,
        location=path,
        sorts=sorts,
        unsaved=unsaved,
    )


def _parts(title: str, app: str) -> list[str]:
    """A title's parts without marks, counts and the program's own name."""
    cleaned = [_cleaned(part) for part in _PARTS.split(title.strip()) if part]
    parts = [part for part in cleaned if part]
    own = normalize_key(app)
    while len(parts) > 1 and (_names_program(normalize_key(parts[-1]), own)):
        parts.pop()
    return [] if len(parts) == 1 and _names_program(normalize_key(parts[0]), own) else parts


def _cleaned(text: str) -> str:
    while (shorter := _MARKS.sub("", text).strip()) != text:
        text = shorter
    return text


def _names_program(part: str, app: str) -> bool:
    return bool(app) and (part == app or part.endswith(f" {app}") or app.endswith(f" {part}") or part in _PROGRAMS)


_PROGRAMS = frozenset(LEXICON.words("programs_and_sites/programs").words)
"""Programs whose window belongs to another one's process, or whose process is called otherwise."""


def _is_file(part: str) -> bool:
    name = part.replace("\\", "/").rsplit("/", 1)[-1]
    return bool(FILE.fullmatch(name)) and len(name) <= 120


def _file_address(url: str) -> str:
    address = urlsplit(url)
    return unquote(address.path) if address.scheme == "file" else ""


def _last_part(path: str) -> str:
    last = path.rsplit("/", 1)[-1]
    return "" if not last or _OPAQUE.fullmatch(last) else re.sub(r"[-_+]+", " ", last)


def is_draft(window: WindowSubject) -> bool:
    """A page on which a mail is written: its address is new each time."""
    return window.is_page and window.has("mail") and not _DRAFTS.isdisjoint(_address_words(window))


_DRAFTS = frozenset(LEXICON.words("mail_and_names/drafts").words)


def _address_words(window: WindowSubject) -> set[str]:
    return {
        *normalize_key(window.name).split(),
        *normalize_key(window.location).replace("/", " ").replace("-", " ").split(),
    }


def normalize_key(text: str) -> str:
    """One form for what is the same thing: case, width and spaces do not count."""
    return " ".join(normalize_nfkc(text).casefold().split())
