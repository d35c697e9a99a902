"""Rows, paragraphs and headings of a screen, without menus.

Reading order and panes are `memory.ocr.reading_order`; here it is about what stands beside what. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from base.records.line import Line
from base.records.moment import Moment
from memory.memories.screen.document_text import line_key
from memory.memories.screen.window_subject import normalize_key
from memory.ocr.reading_order import blocks_in_reading_order
from memory.text.cjk import CJK_SIGNS
from memory.text.lexicon import LEXICON

_WORD = re.compile(rf"[^\W\d_]{{2,}}|\d+|[{CJK_SIGNS}]")
_NAVIGATION = re.compile(r"[^\W\d_][^\d]*")
_TOP, _BAR, _BOTTOM = 0.035, 0.17, 0.955
"""Shares of the screen's height: above the first a panel, above the second menus and addresses, below the last sums."""
_BAR_CELLS = 4
_FULL = 0.85
"""Share of the widest line that a line must fill for the next one to go on with its sentence."""
_SUMS = 0.94
"""Share of a sheet's height below which its tabs and sums stand."""
_LETTERS, _COLUMNS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), 5
_FRAME = 24
"""Pixels between a window's edge and its text, with a margin."""
_MENU = re.compile(rf"{LEXICON.words('screen_labels/file_menu').alternatives}(?:$|\s)", re.I)
PROMPT = re.compile(
    r"^\S{0,2}\s?(?:\([\w.-]+\)\s*)?"
    r"(?:[\w.-]+@[^$#%❯]{1,70}[$#%❯]|PS [A-Z]:[^>]{0,80}>|[~/][\w./ -]{0,60}[$%❯➜])\s*_?(.*)$"
)
"""A shell's prompt and what follows it: `user@host:~/src$ `, `PS C:\\>`, `~/src ❯ `."""
_NUMBERED = 5
"""So many whole numbers below each other that count on are row or line numbers."""

Row = tuple[Line, ...]


def find_words(text: str) -> list[str]:
    return _WORD.findall(text)


def group_rows(lines: Sequence[Line]) -> list[Row]:
    """Lines that stand at one height, left to right; rows from top to bottom."""
    grouped: list[list[Line]] = []
    for line in sorted(lines, key=lambda cell: (_middle(cell), cell.box[0])):
        if grouped and _level(grouped[-1][0], line):
            grouped[-1].append(line)
        else:
            grouped.append([line])
    return [tuple(sorted(row, key=lambda cell: cell.box[0])) for row in grouped]


def content_rows(moment: Moment) -> tuple[Row, ...]:
    """The rows of the front window that carry content, pane by pane. Redacted lines are left out."""
    shown = [line for line in front_window_lines(moment) if not line.redacted]
    height = _height(moment.lines)
    counted = _counting(shown)
    chosen = []
    for row in _below_letters(group_rows(shown)):
        if not _is_bar(row, height, moment) and _middle(row[0]) > _TOP * height:
            chosen += [line for line in row if id(line) not in counted and _says(line)]
    return tuple(row for pane in blocks_in_reading_order(chosen) for row in group_rows(pane))


def front_window_lines(moment: Moment) -> Sequence[Line]:
    """Lines that lie within the window in front, where its title bar and its left edge can be seen.

    A title stands in the middle of its window, so that the left edge, told by a menu or a prompt, tells the right one.
    """
    title = next((line for line in moment.lines if _is_title_bar(line, moment)), None)
    if title is None:
        return moment.lines
    middle, below = title.box[0] + title.box[2] / 2, [line for line in moment.lines if line.box[1] > title.box[1]]
    first = next((line for line in below if _MENU.match(line.text) or PROMPT.match(line.text)), None)
    if first is None or not first.box[0] < middle:
        return moment.lines
    left, right = first.box[0] - _FRAME, 2 * middle - first.box[0] + _FRAME
    menu = first if _MENU.match(first.text) else None
    within = [line for line in below if left <= line.box[0] <= right]
    return [line for line in within if menu is None or not _level(line, menu)]


def _is_title_bar(line: Line, moment: Moment) -> bool:
    text = line_key(line.text)
    return len(text) >= 5 and not moment.url and text == line_key(moment.title)


def _below_letters(grid_rows: Sequence[Row]) -> Sequence[Row]:
    """Of a sheet what lies under the letters of its columns: above them are toolbars."""
    places = [place for place, row in enumerate(grid_rows) if sum(line.text in _LETTERS for line in row) >= _COLUMNS]
    if not places:
        return grid_rows
    grid = grid_rows[places[0] + 1 :]
    height = max((line.box[1] + line.box[3] for row in grid for line in row), default=0)
    return [row for row in grid if _middle(row[0]) < _SUMS * height]


def _height(lines: Sequence[Line]) -> float:
    """Height of the screen, estimated from the text: screens are at least 16:9."""
    low = max((line.box[1] + line.box[3] for line in lines), default=0)
    right = max((line.box[0] + line.box[2] for line in lines), default=0)
    return max(low, 0.5625 * right)


def _says(line: Line) -> bool:
    letters = sum(map(len, find_words(line.text)))
    digits = any(letter.isdigit() for letter in line.text)
    return (letters >= 2 or digits) and letters >= 0.4 * len(line.text.replace(" ", ""))


def _is_bar(row: Row, height: float, moment: Moment) -> bool:
    """A menu, a bar of links or a status bar: many short words side by side at the edge of the screen; or the rows of
    a browser with its tabs and its address."""
    middle = _middle(row[0])
    if _BAR * height < middle < _BOTTOM * height:
        return False
    if any(_is_address(line, moment) for line in row):
        return True
    short = [line for line in row if len(line.text.split()) <= 3 and _NAVIGATION.match(line.text)]
    menu = sum(len(line.text.split()) for line in row) >= 2 * _BAR_CELLS - 2 and any(
        _MENU.match(line.text) for line in row
    )
    return menu or (len(row) >= _BAR_CELLS and len(short) >= max(_BAR_CELLS - 1, 0.6 * len(row)))


def _is_address(line: Line, moment: Moment) -> bool:
    """Address bar, tab or title bar: they repeat what the window is called."""
    text = normalize_key(line.text).strip("×x* …:-–|")
    if moment.url and len(text) > 6 and text.removeprefix("www.") in normalize_key(moment.url):
        return True
    begins = text[: max(4, len(text) - 2)]
    return len(text) > 3 and normalize_key(moment.title).lstrip("* ").startswith(begins)


def _counting(lines: Sequence[Line]) -> set[int]:
    """Row numbers of sheets and line numbers of editors, and single letters over columns."""
    numbers: dict[int, list[Line]] = {}
    for line in lines:
        if line.text.strip().isdigit() and len(line.text.strip()) <= 4:
            numbers.setdefault(round((line.box[0] + line.box[2]) / 24), []).append(line)
    counting_lines: set[int] = set()
    for column in numbers.values():
        column.sort(key=_middle)
        values = [int(line.text) for line in column]
        if len(column) >= _NUMBERED and sum(b - a == 1 for a, b in pairwise(values)) >= 0.6 * len(column):
            counting_lines |= {id(line) for line in column}
    return counting_lines


def _middle(line: Line) -> float:
    return line.box[1] + line.box[3] / 2


def _level(first: Line, second: Line) -> bool:
    return abs(_middle(first) - _middle(second)) < 0.5 * min(first.box[3], second.box[3])


def join_paragraphs(panes: Sequence[Row]) -> tuple[str, ...]:
    """Running text, lines that were broken at the edge joined; rows of several cells are no text."""
    paragraphs_so_far: list[str] = []
    for run in _runs(panes):
        wide = max(line.box[2] for line in run)
        for place, line in enumerate(run):
            if place and _flows(run[place - 1], line, wide):
                paragraphs_so_far[-1] = f"{paragraphs_so_far[-1]} {line.text}"
            else:
                paragraphs_so_far.append(line.text)
    return tuple(paragraphs_so_far)


def _runs(panes: Sequence[Row]) -> list[list[Line]]:
    """Single lines directly below each other with one left edge."""
    runs: list[list[Line]] = []
    above: Line | None = None
    for row in panes:
        if len(row) > 1:
            above = None
            continue
        line = row[0]
        if above is not None and _below(above, line):
            runs[-1].append(line)
        else:
            runs.append([line])
        above = line
    return runs


def _below(above: Line, line: Line) -> bool:
    return 0 < line.box[1] - above.box[1] <= 1.8 * above.box[3] and abs(line.box[0] - above.box[0]) <= 8


def _flows(above: Line, line: Line, wide: float) -> bool:
    open_end = above.text.rstrip()[-1:] not in ".!?:;。！？"
    long = len(find_words(above.text)) >= 8 and len(find_words(line.text)) >= 5
    goes_on = long or (len(find_words(above.text)) >= 5 and not line.text[:1].isupper())
    return open_end and goes_on and above.box[2] >= _FULL * wide


def find_headings(shown_rows: Sequence[Row]) -> tuple[str, ...]:
    """Texts that are larger than the others by a quarter, the largest first."""
    lines = [line for row in shown_rows for line in row]
    if len(lines) < 3:
        return ()
    usual = median(line.box[3] for line in lines)
    large = [line for line in lines if line.box[3] >= 1.25 * usual and _is_title(line.text)]
    large.sort(key=lambda line: (-line.box[3], line.box[1]))
    return tuple(line.text for line in large)


def _is_title(text: str) -> bool:
    letters = sum(letter.isalpha() for letter in text)
    return letters >= 4 and letters >= 0.5 * len(text.replace(" ", "")) and len(text) <= 120
