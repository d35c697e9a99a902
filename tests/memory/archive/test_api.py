"""The archive's methods are written once: what implements `ArchiveApi` has its methods, with its very signatures."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from base.processes import ChildProcess
from memory.archive.api import ArchiveApi
from memory.archive.client import REPEATABLE, _ForwardingArchive, archive_client
from memory.archive.fake import FakeArchive
from memory.archive.local import LocalArchive

METHODS: dict[str, Callable[..., Any]] = {
    name: method for name, method in vars(ArchiveApi).items() if not name.startswith("_")
}


def signature(method: Callable[..., Any]) -> tuple[list[tuple[object, ...]], object]:
    """Names, kinds, defaults and annotations of the parameters, and what is returned."""
    whole = inspect.signature(method)
    parameters = [(p.name, p.kind, p.default, p.annotation) for p in whole.parameters.values()]
    return parameters, whole.return_annotation


@pytest.mark.parametrize("archive", [LocalArchive, FakeArchive, _ForwardingArchive])
@pytest.mark.parametrize("name", METHODS)
def test_a_method_has_the_signature_of_the_protocol(name: str, archive: type) -> None:
    assert signature(getattr(archive, name)) == signature(METHODS[name])


def test_the_protocol_holds_every_public_method_of_the_archive() -> None:
    assert {name for name in vars(LocalArchive) if not name.startswith("_")} == set(METHODS)


def test_only_the_selection_is_an_iterator_which_the_client_takes_in_pages() -> None:
    returned = {name: str(inspect.signature(method).return_annotation) for name, method in METHODS.items()}

    assert [name for name, annotation in returned.items() if annotation.startswith("Iterator")] == ["select"]


def test_a_call_of_the_client_is_a_call_of_the_archive_with_the_same_arguments() -> None:
    class Recording(ChildProcess):
        def __init__(self) -> None:
            self.calls: list[object] = []

        def call(self, method: str, *args: object, **options: object) -> object:
            self.calls.append((method, args, options))
            return "the answer"

    process = Recording()

    answer = archive_client(process).chats("a conversation", limit=3)

    assert answer == "the answer"
    assert process.calls == [("chats", ("a conversation",), {"limit": 3})]


def test_each_method_is_known_to_be_harmless_twice_or_not() -> None:
    only_once = {
        *("apply_operations", "edit", "state", "delete", "merge", "undo", "put_back"),  # a journal of changes
        *("forget", "forget_memories", "clear_chats"),  # whose count is told
        *("consent", "note_access", "reveal"),  # a line in a log each
        *("put_film", "put_thinned", "maintain", "close"),
    }

    assert only_once | REPEATABLE == set(METHODS)
    assert not only_once & REPEATABLE
