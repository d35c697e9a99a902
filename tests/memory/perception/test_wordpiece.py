"""Texts as tokens: the numbers of the tokenizer that the model was published with."""

from __future__ import annotations

import pytest

from memory.encoders import weights
from memory.encoders.wordpiece import WordPiece


@pytest.fixture(scope="module")
def tokens() -> WordPiece:
    return WordPiece(weights.load(weights.MINILM_TOKENIZER), max_tokens=256)


KNOWN = [
    ("The kitten rests upon a rug", [101, 1996, 18401, 16626, 2588, 1037, 20452, 102]),
    (
        "invoice 4471: 218.40 EUR (überfällig)",
        [
            101,
            1999,
            6767,
            6610,
            4008,
            2581,
            2487,
            1024,
            20741,
            1012,
            2871,
            7327,
            2099,
            1006,
            19169,
            13976,
            8004,
            1007,
            102,
        ],
    ),
    (
        "def read_tensors(path): return None",
        [101, 13366, 3191, 1035, 23435, 2015, 1006, 4130, 1007, 1024, 2709, 3904, 102],
    ),
    ("本公司仓库 10月", [101, 1876, 1772, 1791, 100, 100, 2184, 1872, 102]),
    ("ΟΔΟΣ İstanbul ﬁne", [101, 1169, 29722, 29730, 29733, 9960, 1984, 2638, 102]),
    ("don't   stop—now…", [101, 2123, 1005, 1056, 2644, 1517, 2085, 1529, 102]),
    ("日本語のテキスト", [101, 1864, 1876, 1950, 1671, 30239, 30227, 30233, 30240, 102]),
    ("한국어", [101, 1469, 30006, 30021, 29991, 30014, 30020, 29999, 30008, 102]),
    ("unaffable", [101, 14477, 20961, 3468, 102]),
]


@pytest.mark.parametrize(("text", "ids"), KNOWN)
def test_a_text_has_the_tokens_of_the_published_tokenizer(tokens: WordPiece, text: str, ids: list[int]) -> None:
    assert tokens.encode(text) == ids


def test_a_long_text_is_cut_and_keeps_both_marks(tokens: WordPiece) -> None:
    ids = tokens.encode("lantern " * 1000)

    assert (len(ids), ids[0], ids[-1]) == (256, 101, 102)
    assert ids[1:4] == tokens.encode("lantern lantern lantern")[1:4]


def test_an_endless_word_and_an_unknown_one_are_one_token(tokens: WordPiece) -> None:
    assert tokens.encode("x" * 101) == [101, 100, 102]
    assert tokens.encode("\U0001f6f8") == [101, 100, 102]


def test_signs_that_nobody_sees_do_not_part_a_word(tokens: WordPiece) -> None:
    assert tokens.encode("lan\u200btern\u00ad") == tokens.encode("lantern")


def test_a_mark_that_stands_in_a_text_is_only_text(tokens: WordPiece) -> None:
    assert tokens.encode("[SEP]").count(102) == 1
