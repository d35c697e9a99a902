"""How long and how often: answers that are counted from the episodes.

Called by `memory.ask.extractive`. Pure; any thread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from base.records.search import Hit
from memory.ask.answerability import ASKED_FOR
from memory.ask.statements import Statement, number_hits
from memory.memories.fields import EpisodicFields
from memory.memories.memory import Memory, fields_of
from memory.search.query import Plan
from memory.text.lexicon import LEXICON
from memory.text.word_matching import match_words

_HOW_LONG = re.compile(LEXICON.words("questions/how_long").whole_words, re.IGNORECASE)
_HOW_OFTEN = re.compile(LEXICON.words("questions/how_often").whole_words, re.IGNORECASE)


def duration_statements(plan: Plan, episodes: Sequence[Memory], hits: Sequence[Hit]) -> list[Statement]:
    """Sums up the episodes that hold the most of the question's words; nothing where no such question is asked."""
    asks_how_long = _HOW_LONG.search(plan.text)
    words = [word for word in plan.words if word not in ASKED_FOR]
    if not words or not (asks_how_long or _HOW_OFTEN.search(plan.text)):
        return []
    titles = {episode.id: fields_of(episode, EpisodicFields).titles or () for episode in episodes}
    texts = {episode.id: "\n".join((episode.summary, episode.details, *titles[episode.id])) for episode in episodes}
    matched = {name: len(match_words(text, words)) for name, text in texts.items()}
    most = max(matched.values(), default=0)
    chosen = [episode for episode in episodes if matched[episode.id] == most > 0]
    if not chosen:
        return []
    numbers = number_hits(hits)
    cited = next((numbers[frame] for episode in chosen for frame in episode.evidence if frame in numbers), 1)
    seconds = sum(fields_of(episode, EpisodicFields).seconds or 0 for episode in chosen)
    length = f"{max(1, round(seconds / 60))} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"
    times = "once" if len(chosen) == 1 else f"{len(chosen)} times"
    total = f"{length} in all, {times}" if asks_how_long else f"{times}, {length} in all"
    return [Statement(f"{total}: {chosen[0].summary}", "", cited, chosen[0])]
