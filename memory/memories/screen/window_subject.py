"""What a window is about: a page by its address, a file or program by its title.

Every manager names windows by this file, so that an episode, the page it was about and the workflow it belongs to have
one name for it. Titles are taken apart by `memory.text.window_titles`. Pure functions, called in the reader's process.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

from base.records.moment import Moment
from memory.text.lexicon import LEXICON
from memory.text.normalization import normalize_nfkc
from memory.text.window_titles import is_file_name, parse_title
from memory.text.window_types import window_types_of

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
    app, url = moment.app, moment.url or _read_address(moment)
    address = urlsplit(url)
    sorts = window_types_of(app, moment.title, url)
    if address.hostname and address.scheme in ("http", "https", ""):
        return _page(moment, url, sorts)
    path = unquote(address.path) if address.scheme == "file" else ""
    title = parse_title(moment.title, app, path=path)
    name = title.document or app or "a window"
    if title.file:
        base = f"file:{normalize_key(title.file.rsplit('/', 1)[-1])}"
        return WindowSubject(app, base, name, location=title.file, sorts=sorts, unsaved=title.unsaved)
    return WindowSubject(app, f"app:{normalize_key(app) or 'unknown'}", name, sorts=sorts, unsaved=title.unsaved)


def _read_address(moment: Moment) -> str:
    """Where the platform does not tell the address: what stands in the browser's bar."""
    if not _BROWSER.search(f"{moment.app}\n{moment.title}".casefold()):
        return ""
    top = max((line.box[1] + line.box[3] for line in moment.lines), default=0) * _BAR
    texts = (line.text.strip() for line in moment.lines if line.box[1] < top)
    address = next((text for text in texts if _ADDRESS.fullmatch(text) and not is_file_name(text)), "")
    return address if not address or "://" in address else f"https://{address}"


def _page(moment: Moment, url: str, sorts: frozenset[str]) -> WindowSubject:
    address = urlsplit(url)
    host = (address.hostname or "").removeprefix("www.")
    title = parse_title(moment.title, moment.app, host=host)
    path = unquote(address.path).rstrip("/")
    parameters = dict(parse_qsl(address.query))
    query = next((parameters[name] for name in parameters if name in _ASKED), "")
    site = title.site or host
    return WindowSubject(
        app=moment.app,
        base=f"site:{host}",
        name=(title.document if title.parts else "") or _last_part(path) or site,
        site=site,
        host=host,
        location=f"{host}{path}",
        asked=query if query and ("search" in sorts or _SEARCHES.search(path)) else "",
        sorts=sorts,
        unsaved=title.unsaved,
    )


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
