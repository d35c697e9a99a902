"""What a player still does on a machine that lacks some of the programs."""

from __future__ import annotations

from live_player import MAY_LACK, NEEDS, possible

EVERYTHING = frozenset(MAY_LACK)


def test_without_a_browser_the_player_writes_and_calculates() -> None:
    lacks = frozenset({"web"})

    left_out = {name for name in NEEDS if not possible(name, lacks)}

    assert left_out == {"read", "mail", "watch", "side by side"}


def test_with_a_shell_alone_there_are_builds_and_windows_to_look_at() -> None:
    assert possible("build", EVERYTHING)
    assert possible("switch", EVERYTHING)
    assert not any(possible(name, EVERYTHING) for name in NEEDS)
