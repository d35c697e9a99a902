"""What a screen says of the person before it. Pure functions, for the core manager."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from memory.memories.memory import Basis
from memory.memories.screen.document_text import line_key
from memory.memories.screen.facts import find_facts
from memory.memories.screen.layout import find_headings
from memory.memories.screen.mail import parse_mail
from memory.memories.screen.names import MAIL, find_names, is_name
from memory.memories.screen.observation import Observation
from memory.memories.screen.people import is_same_name
from memory.memories.screen.window_subject import is_draft, normalize_key
from memory.text.cjk import HAN
from memory.text.lexicon import LEXICON

_USER = re.compile(r"^([a-z][a-z._-]{1,20})@[\w.-]+\s?[:~]")
_NOBODY = frozenset(LEXICON.words("mail_and_names/nobody").words)
_GREETING = re.compile(
    rf"^{LEXICON.words('mail_and_names/greetings').alternatives}[ ,，]*"
    rf"([^\W\d_][\w'’-]{{1,20}}|[{HAN}]{{2,4}})\s?[,!，！.:]?$",
    re.IGNORECASE,
)
_OWN_LABELS = frozenset(LEXICON.words("screen_labels/own_name").words)
_THANKS = re.compile(
    rf"^{LEXICON.words('mail_and_names/thanks').alternatives}[ ,，]+(.{{3,40}}?)[!！.]?$",
    re.IGNORECASE,
)
_PROVIDERS = frozenset(LEXICON.words("mail_and_names/providers").words)
"""Providers of mailboxes: an address there says nothing about a company."""
_RECIPIENT = re.compile(
    rf"\b{LEXICON.words('mail_and_names/to').alternatives}\s+([^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+){{1,2}})\s*[,，]"
)
_OWN_PAGES = frozenset(LEXICON.words("mail_and_names/own_pages").words)
_ASIDE = re.compile(rf"\s?[,，]\s?{LEXICON.words('self_statements/asides').alternatives}\b")
"""What follows it is about the moment, not about the person."""


_IS = LEXICON.words("self_statements/is")
_DOES = LEXICON.words("self_statements/does")
_ADVERBS = LEXICON.words("self_statements/adverbs")
_MINE = LEXICON.words("self_statements/mine")
_STATEMENTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bI(?:[’']m| am)\s+{_IS.only('en').alternatives}\b[^.!?;]*",
        rf"\bI (?:{_ADVERBS.only('en').alternatives} )?{_DOES.only('en').alternatives}\b[^.!?;]*",
        rf"\bmy {_MINE.only('en').alternatives} is [^.!?;]+",
        rf"\bich bin {_IS.only('de').alternatives}\b[^.!?;]*",
        rf"\bich {_DOES.only('de').alternatives}\b[^.!?;]*",
        rf"\bmeine? {_MINE.only('de').alternatives} (?:ist|heißt) [^.!?;]+",
        rf"\bje suis {_IS.only('fr').alternatives}\b[^.!?;]*",
        rf"\b{_DOES.only('fr').alternatives}\b[^.!?;]*",
        rf"\bsoy {_IS.only('es').alternatives}\b[^.!?;]*",
        rf"\b{_DOES.only('es').alternatives}\b[^.!?;]*",
        rf"我{_DOES.only('zh').alternatives}[^。！？，]*",
    )
)
"""Lasting things that somebody says of themselves, in some languages that many people type in; not moods or plans."""


@dataclass(frozen=True, slots=True)
class SelfStatement:
    """One thing that a frame says of the person."""

    attribute: str = field(repr=False)
    value: str = field(repr=False)
    at: datetime
    frame: str
    basis: Basis = Basis.MEASURED
    sentence: str = field(default="", repr=False)
    """In full, where `attribute: value` would not read well."""
    context: str = field(default="", repr=False)
    branch: str = "Facts"
    more: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return (
            f"core:{normalize_key(self.attribute)}"
            if self.basis is not Basis.STATED
            else f"core:said {line_key(self.value)}"
        )

    @property
    def frames(self) -> tuple[str, ...]:
        return (self.frame, *self.more)


# -- the name ----------------------------------------------------------------------------------------------------------


def find_name(looks: Sequence[Observation], known: str) -> SelfStatement | None:
    """The fullest name that fits how a shell, a greeting or the page about oneself calls the person."""
    hints = Counter(hint for look in looks for hint in _hints(look))
    first = (
        normalize_key(known.split()[0])
        if known
        else max(hints, key=lambda name_or_hint: (hints[name_or_hint], name_or_hint), default="")
    )
    named = [
        (name, look)
        for look in looks
        for name in _full_names(look)
        if first and normalize_key(name.split()[0]) == first
    ]
    if not named and not known and first:
        look = next(look for look in looks if first in _hints(look))
        return SelfStatement("Name", first.title(), look.at, look.moment.id, Basis.INFERRED, branch="Name")
    votes = Counter(name for name, _ in named)
    if not votes:
        return None
    best = max(votes, key=lambda name_or_hint: (votes[name_or_hint], name_or_hint == known, len(name_or_hint)))
    if known and " " in known and not is_same_name(best, known):
        return None
    shown = [look for name, look in named if is_same_name(name, best)]
    name = known if known and " " in known else best
    frames = tuple(look.moment.id for look in shown)
    return SelfStatement("Name", name, shown[0].at, frames[0], branch="Name", more=frames[1:])


def _hints(look: Observation) -> Iterator[str]:
    if look.about.terminal:
        for text in look.cells:
            if (match := _USER.match(text)) and match[1] not in _NOBODY:
                yield match[1].split(".")[0]
    letter = parse_mail(look)
    for text in letter.body[:4] if letter and not is_draft(look.about) else ():
        if match := _GREETING.match(text.strip()):
            yield normalize_key(match[1])
    if is_profile(look):
        yield from (normalize_key(text.split()[0]) for text in _owner(look))


def _full_names(look: Observation) -> Iterator[str]:
    for fact in find_facts(look):
        value = re.split(r"[,;(<]", fact.value)[0].strip()
        if normalize_key(fact.attribute) in _OWN_LABELS and is_name(value):
            yield value
    for text in look.cells:
        thanked = _THANKS.match(text.strip())
        addressed = _RECIPIENT.search(text) if look.about.has("mail") else None
        for match in (thanked, addressed):
            if match and is_name(match[1].strip()):
                yield match[1].strip()
    yield from (name.name for name in find_names(look.cells))
    if is_profile(look):
        yield from _owner(look)


def _owner(look: Observation) -> tuple[str, ...]:
    """Whose page it is: its heading, or its first line where no line is larger."""
    top = (find_headings(look.rows) or look.texts)[:1]
    return tuple(text for text in top if is_name(text))


# -- pages about oneself, addresses ------------------------------------------------------------------------------------


def is_profile(look: Observation) -> bool:
    last = normalize_key(look.about.location.rsplit("/", 1)[-1]) if look.about.is_page else ""
    return last in _OWN_PAGES or normalize_key(look.about.name).replace(" ", "") in _OWN_PAGES


def is_own_page(look: Observation, name: str) -> bool:
    return is_profile(look) and (not name or any(is_same_name(text, name) for text in look.cells))


def find_addresses(look: Observation, name: str) -> Iterator[SelfStatement]:
    """Mail addresses that hold the name, and where things are sent to."""
    parts = [line_key(part) for part in name.split()]
    for text in look.cells:
        for address in MAIL.findall(text):
            local = line_key(address.split("@")[0])
            whole = len(parts) > 1 and parts[0] in local and parts[-1] in local
            if whole or (len(parts) > 1 and local == parts[0][0] + parts[-1]):
                yield SelfStatement("Mail", address.lower(), look.at, look.moment.id)
                yield from _employer(look, address)
    for fact in find_facts(look):
        head, comma, rest = fact.value.partition(",")
        if comma and len(rest.split()) >= 2 and is_same_name(head.strip(), name):
            yield SelfStatement("Address", rest.strip(), look.at, look.moment.id)


def _employer(look: Observation, address: str) -> Iterator[SelfStatement]:
    """Whoever keeps the mailbox, unless it is a provider's; called as the screen writes it, if it does."""
    domain = address.lower().split("@")[1]
    label = domain.split(".")[-2] if domain.count(".") else ""
    if label and label not in _PROVIDERS:
        written = (_beginning(line.text, label) for line in look.moment.lines)
        name = next((text for text in written if text), domain)
        why = f"By the mail address at {domain}"
        yield SelfStatement("Employer", name, look.at, look.moment.id, Basis.INFERRED, context=why)


def _beginning(text: str, label: str) -> str:
    """The words at the beginning of a line that, run together, are the label: `Kestrel Hall` for `kestrelhall`."""
    parts = text.split()
    for end in range(1, min(len(parts), 4) + 1):
        if line_key("".join(parts[:end])) == line_key(label) and parts[0][:1].isupper():
            return " ".join(parts[:end])
    return ""


# -- what the person says ----------------------------------------------------------------------------------------------


def find_statements(look: Observation, name: str) -> Iterator[SelfStatement]:
    """Lasting things that the person writes of themselves: in a chat under their name, or in their own text."""
    for text in _own_words(look, name):
        for pattern in _STATEMENTS:
            for match in pattern.finditer(text):
                words = " ".join(_ASIDE.split(match[0])[0].split()).rstrip(" ,，")
                yield SelfStatement(
                    "Said",
                    words,
                    look.at,
                    look.moment.id,
                    Basis.STATED,
                    f"“{words[:1].upper()}{words[1:]}”",
                    text,
                    "Said",
                )


def _own_words(look: Observation, name: str) -> Iterable[str]:
    if look.about.has("chat"):
        return _under_own_name(look.cells, name)
    letter = parse_mail(look)
    if letter is not None and is_draft(look.about):
        return letter.body
    return look.texts if look.typed and look.about.has("note", "letter") else ()


def _under_own_name(cells: Sequence[str], name: str) -> Iterator[str]:
    speaking = ""
    for text in cells:
        speaker = next((named.name for named in find_names([text]) if named.how == "chat"), None)
        if speaker is not None:
            speaking = speaker
        elif speaking and is_same_name(speaking, name):
            yield text
