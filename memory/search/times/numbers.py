"""Numbers as hours and dates. Pure; any thread. Everything is naive local time here."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from memory.search.times.stretch import Stretch, day_of
from memory.text.lexicon.calendar_words import NUMBERS


def number_of(text: str) -> int:
    """Of digits (`3rd`) or of a word (`three`); any other word, such as an article, is one."""
    digits = re.match(r"\d+", text)
    return int(digits[0]) if digits else NUMBERS.get(text, 1)


def hour_of(text: str) -> float | None:
    """Hours of the day of a clock token. One to six without a zero, am or pm is taken for the afternoon."""
    numbers = re.findall(r"\d+", text)
    hour, minute = int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else (30 if "半" in text else 0)
    if hour > 24 or minute > 59:
        return None
    if re.search(r"p\.?m", text):
        hour = hour % 12 + 12
    elif re.search(r"a\.?m", text):
        hour %= 12
    elif 1 <= hour <= 6 and not numbers[0].startswith("0") and "uhr" not in text:
        hour += 12
    return hour + minute / 60


def date_of(text: str, today: datetime) -> Stretch | None:
    """A numeric date, with a time of day where ISO 8601 gives one. Day first, unless only month first is past."""
    numbers = [int(digits) for digits in re.findall(r"\d+", text)]
    if re.match(r"\d{4}", text):
        orders = [numbers[:3]]
    elif "月" in text or len(numbers) == 2:
        day, month = (numbers[1], numbers[0]) if "月" in text else (numbers[0], numbers[1])
        orders = [[today.year, month, day], [today.year - 1, month, day]]
    else:
        year = numbers[2] + (2000 if numbers[2] < 100 else 0)
        orders = [[year, numbers[1], numbers[0]], [year, numbers[0], numbers[1]]]
    days = [day for day in (_day_or_none(*order) for order in orders) if day]
    past = [day for day in days if day <= today] or days
    if not past:
        return None
    start = past[0]
    if ":" in text:
        start += timedelta(hours=numbers[3], minutes=numbers[4])
        return Stretch(start - timedelta(minutes=10), start + timedelta(minutes=20))
    return day_of(start)


def _day_or_none(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day)
    except ValueError:
        return None
