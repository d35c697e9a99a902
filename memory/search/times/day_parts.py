"""Hours of the parts of a day, and of the meals. Data; the words are in `calendar.toml`."""

from __future__ import annotations

from dataclasses import dataclass

from memory.text.lexicon import LEXICON


@dataclass(frozen=True, slots=True)
class DayPart:
    """Hours of the local day; past 24 it is the next day's morning."""

    start: float
    end: float
    middle: float | None = None
    """Of a meal or noon: the one hour that parts the day."""
    slack: float = 0.0
    """`After lunch` begins so much before the middle."""

    @property
    def before(self) -> float:
        """Where `before lunch` ends."""
        return self.middle or self.start

    @property
    def after(self) -> float:
        """Where `after lunch` begins."""
        return self.middle - self.slack if self.middle else self.end

    @property
    def is_meal(self) -> bool:
        return self.slack > 0


DAY_PARTS = LEXICON.by_word(
    "calendar/day_parts",
    {
        "early_morning": DayPart(4, 8),
        "morning": DayPart(4, 12),
        "forenoon": DayPart(7, 12),
        "noon": DayPart(11.5, 13.5, middle=12),
        "lunch": DayPart(12, 14, middle=13, slack=0.5),
        "breakfast": DayPart(6, 9.5, middle=8.5, slack=0.5),
        "afternoon": DayPart(12, 18),
        "evening": DayPart(17, 24),
        "dinner": DayPart(18, 21, middle=19.5, slack=0.5),
        "night": DayPart(20, 29),
        "midnight": DayPart(23.5, 24.5),
    },
)
TONIGHT = DayPart(17, 29)
