"""Our streaming age writer and reader against the independent implementation, and against tampering."""

from __future__ import annotations

import io

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.errors import BadArchive, BadInput, WrongPassphrase
from memory.snapshots.age_encryption import CHUNK, AgeReader, AgeWriter

QUICK = 4
"""scrypt with N = 16: these tests are about the format, not about the cost of guessing."""
SIZES = [0, 1, 100, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17]


def sealed(data: bytes, passphrase: str = "open sesame", *, piece: int = 10_000) -> bytes:
    target = io.BytesIO()
    writer = AgeWriter(target, passphrase, work_factor=QUICK)
    for start in range(0, len(data), piece):
        writer.write(data[start : start + piece])
    writer.finish()
    return target.getvalue()


def opened(data: bytes, passphrase: str = "open sesame") -> bytes:
    return AgeReader(io.BytesIO(data), passphrase).read()


@pytest.mark.parametrize("size", SIZES)
def test_what_we_seal_the_reference_implementation_opens(size: int) -> None:
    data = bytes(range(256)) * (size // 256 + 1)

    assert pyrage.passphrase.decrypt(sealed(data[:size]), "open sesame") == data[:size]


def test_what_the_reference_implementation_seals_we_open() -> None:
    data = b"x" * (CHUNK + 1)

    assert opened(pyrage.passphrase.encrypt(data, "open sesame")) == data


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300), st.integers(1, 50), st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_bytes_in_any_pieces_come_back(data: bytes, piece: int, passphrase: str) -> None:
    reader = AgeReader(io.BytesIO(sealed(data, passphrase, piece=piece)), passphrase)

    pieces = []
    while part := reader.read(piece):
        pieces.append(part)

    assert b"".join(pieces) == data


def test_another_passphrase_does_not_open_it() -> None:
    with pytest.raises(WrongPassphrase):
        opened(sealed(b"secret"), "open barley")


def test_an_empty_passphrase_is_refused() -> None:
    with pytest.raises(BadInput):
        AgeWriter(io.BytesIO(), "")


@pytest.mark.parametrize("place", [3, 30, 60, 120, 150, 180, 200, CHUNK + 300, -1])
def test_one_flipped_bit_is_an_error(place: int) -> None:
    damaged = bytearray(sealed(b"a" * (2 * CHUNK)))
    damaged[place] ^= 1

    with pytest.raises((BadInput, WrongPassphrase)):
        opened(bytes(damaged))


@pytest.mark.parametrize("lost", [1, 16, 17, CHUNK, CHUNK + 16, CHUNK + 17])
def test_a_cut_off_end_is_an_error_even_at_a_chunk_boundary(lost: int) -> None:
    with pytest.raises(BadArchive):
        opened(sealed(b"a" * (3 * CHUNK))[:-lost])


def test_swapped_chunks_are_an_error() -> None:
    whole = sealed(b"a" * CHUNK + b"b" * CHUNK + b"c" * CHUNK)
    start = len(whole) - 3 * (CHUNK + 16)
    one, two, rest = whole[start:][: CHUNK + 16], whole[start + CHUNK + 16 :][: CHUNK + 16], whole[-CHUNK - 16 :]

    with pytest.raises(BadArchive):
        opened(whole[:start] + two + one + rest)


def test_an_archive_that_asks_for_absurd_work_is_refused_before_the_work() -> None:
    head, _, rest = sealed(b"a").partition(b"\n-> scrypt ")
    salt, _, tail = rest.partition(b" ")

    with pytest.raises(BadArchive):
        opened(head + b"\n-> scrypt " + salt + b" 40\n" + tail.partition(b"\n")[2])
