"""Names of people, where structure says so.

No list of names: a word is somebody's name because of where it stands. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from memory.text.cjk import CJK
from memory.text.lexicon import LEXICON

MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.I)
_ANGLED = re.compile(r"([^<>,;:|]{2,60}?)\s*[<〈（(\[]\s*(" + MAIL.pattern + r")\s*[>〉）)\]]", re.I)
_CHAT = re.compile(r"^(.{2,40}?)[\s,·]+(\d{1,2}[:.]\d{2})(?:\s?[AaPp][Mm])?$")
_FROM = LEXICON.words("mail_and_names/from")
_SENT = re.compile(
    rf"^{_FROM.alternatives}\s*[:：]?\s+(.+?)(?:,|，|;| {LEXICON.words('mail_and_names/to').alternatives} |$)", re.I
)
_SENT_HAN = re.compile(rf"^{_FROM.only('zh', 'ja').alternatives}\s*[:：]\s*(\S{{2,20}})")
_PARTICLES = frozenset(LEXICON.words("mail_and_names/particles").words)
_CJK_NAME = re.compile(f"[{CJK}]{{2,5}}")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody, and how the text says so: mail, chat or sender."""

    name: str = field(repr=False)
    mail: str = field(default="", repr=False)
    how: str = "mail"


def is_name(text: str) -> bool:
    """Two to four words that begin large, or a short word of Han, Kana or Hangul."""
    if _CJK_NAME.fullmatch(text):
        return True
    parts = text.split()
    if not 2 <= len(parts) <= 4 or len(text) > 40:
        return False
    large = [part for part in parts if part.lower() not in _PARTICLES]
    return len(large) >= 2 and all(_begins_large(part) for part in large)


def _begins_large(part: str) -> bool:
    bare = part.strip(".,'’")
    letters = bare.replace("-", "").replace("'", "").replace("’", "")
    return letters.isalpha() and bare[0].isupper() and (len(letters) == 1 or not bare[1:].isupper())


def find_names(texts: Iterable[str]) -> tuple[Named, ...]:
    """The people that these lines name, in order, each once, with the mail address where there is one."""
    by_name: dict[str, Named] = {}
    for text in texts:
        for named in _in_line(text):
            there = by_name.get(named.name)
            if there is None or (named.mail and not there.mail):
                by_name[named.name] = named
    return tuple(by_name.values())


def _in_line(text: str) -> Iterable[Named]:
    for match in _ANGLED.finditer(text):
        name = _trimmed(match[1])
        if is_name(name):
            yield Named(name, match[2].lower())
    sent = _SENT.match(text) or _SENT_HAN.match(text)
    if sent and is_name(_trimmed(sent[1])):
        yield Named(_trimmed(sent[1]), how="sender")
    speaker = _CHAT.match(text)
    if speaker and is_name(speaker[1].strip()):
        yield Named(speaker[1].strip(), how="chat")


def _trimmed(text: str) -> str:
    """The name at the end of what stands before an address: `From: Ada Lovelace`."""
    return re.sub(r"^.*[:：]\s*", "", text).strip(" \"'“”·-–—,")
