"""What is installed is found by its desktop entries, and an app that is chosen by its entry is really left out."""

from __future__ import annotations

import os
import plistlib
import struct
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from Xlib import display

from app.desktop.first_run.desktop_entries import DesktopEntry, application_folders, locale_forms, read_entries
from app.desktop.first_run.installed_apps import (
    find_installed_apps,
    from_entry,
    link_target,
    mac_apps,
    sort_apps,
    window_name,
    windows_apps,
)
from capture.desktop.x11 import X11Desktop
from capture.frames import Window
from capture.rules import Rules
from tests.xserver import XServer, start_server
from ui.kit.ports import AppKind, InstalledApp


def put(folder: Path, entry_id: str, *lines: str, name: str = "Notes") -> Path:
    path = folder / f"{entry_id}.desktop"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["[Desktop Entry]", "Type=Application", f"Name={name}", *lines]) + "\n")
    return path


def read(
    *folders: Path, locale: str = "en", desktops: Sequence[str] = (), path: str | None = None
) -> list[DesktopEntry]:
    return list(read_entries(folders, locale=locale, desktops=desktops, path=path))


# -- reading entries


def test_an_entry_says_name_icon_program_class_and_categories(tmp_path: Path) -> None:
    lines = (
        "Name[de]=Notizen", "Icon=org.example.Notes", "Exec=/usr/bin/notes --new %U", "StartupWMClass=Notes",
        "Categories=Office;Email;", "", "[Desktop Action new]", "Name=New note", "Exec=other",
    )  # fmt: skip
    put(tmp_path, "org.example.Notes", *lines)

    (entry,) = read(tmp_path, locale="de_AT.UTF-8")

    assert entry == DesktopEntry(
        "org.example.Notes", "Notizen", "org.example.Notes", "notes", "Notes", frozenset({"Office", "Email"})
    )


@pytest.mark.parametrize(
    ("locale", "forms"),
    [
        ("de_AT.UTF-8@euro", ("de_AT@euro", "de_AT", "de@euro", "de")),
        ("zh_CN", ("zh_CN", "zh")),
        ("sr@latin", ("sr@latin", "sr")),
        ("C.UTF-8", ()),
        ("POSIX", ()),
        ("", ()),
    ],
)
def test_names_are_looked_for_in_the_order_of_the_specification(locale: str, forms: tuple[str, ...]) -> None:
    assert locale_forms(locale) == forms


@pytest.mark.parametrize(
    "line",
    ["NoDisplay=true", "Hidden=true", "Terminal=true", "OnlyShowIn=KDE;", "NotShowIn=GNOME;XFCE;", "Type=Link",
     "TryExec=/nowhere/notes", "TryExec=no-such-program", "Name="],
)  # fmt: skip
def test_what_no_menu_shows_or_has_no_window_of_its_own_is_left_away(tmp_path: Path, line: str) -> None:
    put(tmp_path, "notes", "Exec=notes", line)

    assert read(tmp_path, desktops=("GNOME",), path="") == []


def test_what_is_meant_for_this_desktop_is_shown(tmp_path: Path) -> None:
    put(tmp_path, "notes", "OnlyShowIn=GNOME;KDE;", f"TryExec={sys.executable}")

    assert [entry.id for entry in read(tmp_path, desktops=("ubuntu", "GNOME"))] == ["notes"]


def test_the_first_folder_wins_and_can_hide_an_app(tmp_path: Path) -> None:
    own, shared = tmp_path / "own", tmp_path / "shared"
    put(own, "notes", "Exec=mine", name="Mine")
    put(shared, "notes", "Exec=theirs", name="Theirs")
    put(own, "mail", "Hidden=true")
    put(shared, "mail", "Exec=mail")
    put(shared, "kde/kate", "Exec=kate", name="Kate")

    assert [(entry.id, entry.name) for entry in read(own, shared)] == [("notes", "Mine"), ("kde-kate", "Kate")]


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\xff\xfe\x00", b"Name=x\n", b"[Desktop Entry", b"[Other]\nName=x\n",
        b"[Desktop Entry]\nName\n=\n%(x)s\n", b"[Desktop Entry]\nName\n  goes on here\n",
    ],
)  # fmt: skip
def test_a_file_that_is_no_entry_is_passed_over(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "broken.desktop").write_bytes(raw)
    (tmp_path / "folder.desktop").mkdir()
    (tmp_path / "gone.desktop").symlink_to(tmp_path / "nowhere")
    put(tmp_path, "notes")

    assert [entry.id for entry in read(tmp_path)] == ["notes"]


def test_pipes_links_in_circles_and_what_is_no_folder_cost_nobody_else_an_entry(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.desktop")
    (tmp_path / "zero.desktop").symlink_to("/dev/zero")
    (tmp_path / "itself.desktop").symlink_to("itself.desktop")
    (tmp_path / "circle").symlink_to(tmp_path)
    put(tmp_path, "notes")

    entries = read(tmp_path / "pipe.desktop", tmp_path / "zero.desktop" / "x", tmp_path / "itself.desktop", tmp_path)

    assert [entry.id for entry in entries] == ["notes"]


def test_lines_that_no_entry_has_are_passed_over_and_their_length_costs_no_time(tmp_path: Path) -> None:
    endless = f"Exec={'a' * 900_000}"
    put(tmp_path, "notes", "Exec=notes", "  goes on here", "Keyword", endless, "[DEFAULT]", "Hidden=true")

    (entry,) = read(tmp_path)

    assert entry.program == "notes"


def test_percent_signs_and_doubled_keys_do_no_harm(tmp_path: Path) -> None:
    put(tmp_path, "notes", 'Exec=env LANG=C "/opt/my notes/notes" %f', "Comment=100 %(", "Exec=again")

    (entry,) = read(tmp_path)

    assert entry.program == "again"


@pytest.mark.parametrize(
    ("command", "program"),
    [
        ("env BAMF_DESKTOP_FILE_HINT=/x.desktop /snap/bin/notes %u", "notes"),
        ('"/opt/my notes/notes" %f', "notes"),
        ("/usr/bin/env -i A=b notes", "notes"),
        ('notes "unclosed', "notes"),
        ("", ""),
    ],
)
def test_the_program_is_found_behind_what_stands_before_it(tmp_path: Path, command: str, program: str) -> None:
    put(tmp_path, "notes", f"Exec={command}")

    assert [entry.program for entry in read(tmp_path)] == [program]


def test_folders_come_from_the_session_then_flatpak_and_snap() -> None:
    folders = application_folders({"HOME": "/home/ida", "XDG_DATA_DIRS": "/a:relative:/var/lib/flatpak/exports/share"})

    assert folders == tuple(
        Path(folder) / "applications"
        for folder in (
            "/home/ida/.local/share", "/a", "/var/lib/flatpak/exports/share",
            "/home/ida/.local/share/flatpak/exports/share", "/var/lib/snapd/desktop",
        )
    )  # fmt: skip


# -- what an app's windows are called


@pytest.mark.parametrize(
    ("entry", "window"),
    [
        (DesktopEntry("debian-xterm", "XTerm", program="xterm", wm_class="XTerm"), Window("XTerm", wm_class="XTerm")),
        # LibreOffice: the class alone differs between its parts
        (DesktopEntry("libreoffice-writer", "Writer", program="libreoffice", wm_class="libreoffice-writer"),
         Window("LibreOffice Writer", wm_class="libreoffice-writer", other_names=("libreoffice",))),
        # an app of a web site in Chrome: only the instance is its own
        (DesktopEntry("chrome-abc-Default", "Chats", program="chrome", wm_class="crx_abcdef"),
         Window("Google Chrome", wm_class="Google-chrome", other_names=("crx_abcdef",))),
        # GTK: the class is made of the program, and the property holds the id
        (DesktopEntry("org.gnome.Calculator", "Rechner", program="gnome-calculator"),
         Window("Gnome-calculator", wm_class="Gnome-calculator",
                other_names=("gnome-calculator", "org.gnome.Calculator"))),
        (DesktopEntry("org.gnome.Evince", "Document Viewer", program="evince"),
         Window("Document Viewer", wm_class="Evince", other_names=("evince",))),
        # KDE: the same with its own property
        (DesktopEntry("org.kde.okular", "Okular", program="okular"),
         Window("Okular", wm_class="okular", other_names=("okular", "org.kde.okular"))),
        # no id of that form, no class
        (DesktopEntry("gimp", "GIMP", program="gimp-2.10"), Window("Gimp-2.10", wm_class="Gimp-2.10")),
        (DesktopEntry("signal_signal-desktop", "Signal", program="signal-desktop"),
         Window("Signal", wm_class="Signal", other_names=("signal-desktop",))),
        # the last part of the id says nothing
        (DesktopEntry("com.bitwarden.desktop", "Bitwarden", program="bitwarden"),
         Window("Bitwarden", wm_class="Bitwarden", other_names=("bitwarden",))),
        (DesktopEntry("idle-python3.11", "IDLE", program="python3.11"), Window("idle-python3.11")),
    ],
)  # fmt: skip
def test_the_rule_of_an_entry_leaves_out_the_window_of_its_program(entry: DesktopEntry, window: Window) -> None:
    rules = Rules(apps=(window_name(entry),), password_managers=False)

    assert rules.explain(window).startswith("app: ")
    assert not rules.explain(Window("Mousepad", wm_class="Mousepad", other_names=("mousepad",)))


def test_kinds_come_from_categories_and_password_managers_from_the_rule_that_is_in_force() -> None:
    entries = (
        DesktopEntry("zed", "Zed", program="zed", categories=frozenset({"Utility"})),
        DesktopEntry("mail", "Post", program="post", categories=frozenset({"Office", "Email"})),
        DesktopEntry("web", "Webber", program="webber", categories=frozenset({"WebBrowser", "Email"})),
        DesktopEntry("chat", "Parley", program="parley", categories=frozenset({"Network", "InstantMessaging"})),
        DesktopEntry("org.keepassxc.KeePassXC", "KeePassXC", wm_class="keepassxc"),
        DesktopEntry("locket", "Locket", program="locket", categories=frozenset({"PasswordManager"})),
        DesktopEntry("able", "able", program="able"),
    )

    apps = sort_apps(map(from_entry, entries))

    assert [(app.name, app.kind) for app in apps] == [
        ("KeePassXC", AppKind.PASSWORD_MANAGER),
        ("Webber", AppKind.BROWSER),
        ("Parley", AppKind.MESSENGER),
        ("Post", AppKind.MAIL),
        ("able", AppKind.OTHER),
        ("Locket", AppKind.OTHER),
        ("Zed", AppKind.OTHER),
    ]


def test_one_rule_stands_once_and_none_can_leave_out_more_than_its_app() -> None:
    apps = [InstalledApp(rule, rule, "") for rule in ("Notes", "notes", "*", "No*", "…", "", "Afterglow")]

    assert [app.rule for app in sort_apps(apps)] == ["Notes"]


# -- on a real screen


@pytest.fixture
def screen() -> Iterator[XServer]:
    yield from start_server(manager=True)


@pytest.mark.x11
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="desktop entries")
@pytest.mark.parametrize(
    ("started", "lines"),
    [
        ((), ("Exec=xterm", "StartupWMClass=XTerm")),
        ((), ("Exec=/usr/bin/env A=b xterm -ls",)),
        # an app that shares its class with others
        (("-name", "crx_abc"), ("Exec=xterm -name crx_abc", "StartupWMClass=crx_abc")),
        (("-class", "Parley"), ("Exec=parley", "StartupWMClass=parley")),
    ],
)
def test_an_app_chosen_by_its_entry_is_left_out_on_a_real_screen(
    screen: XServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, started: tuple[str, ...], lines: tuple[str, ...]
) -> None:
    put(tmp_path / "applications", "chosen", *lines, "Name[de]=Gewählt", "Icon=chosen", name="Chosen")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "none"))
    (app,) = [app for app in find_installed_apps("de") if app.icon == "chosen"]
    screen.xterm("chosen window", "40x10+40+40", *started)
    screen.xterm("another window", "40x10+500+40", "-name", "another", "-class", "Another")
    desktop = X11Desktop(screen.display)

    rules = Rules(apps=(app.rule,))
    left_out = {window.title: rules.explain(window) for window in desktop.windows() if "window" in window.title}
    desktop.close()

    assert app.name == "Gewählt"
    assert left_out == {"chosen window": f"app: {app.rule}", "another window": ""}


@pytest.mark.x11
@pytest.mark.parametrize("name", ["_GTK_APPLICATION_ID", "_KDE_NET_WM_DESKTOP_FILE"])
def test_a_window_that_names_its_entry_is_known_by_it(screen: XServer, name: str) -> None:
    number = screen.xterm("letters", "40x10+40+40", "-name", "x", "-class", "Unheard")
    with closing(display.Display(screen.display)) as server:
        window = server.create_resource_object("window", number)
        window.change_property(server.get_atom(name), server.get_atom("UTF8_STRING"), 8, b"org.example.Letters")
        server.sync()
    desktop = X11Desktop(screen.display)

    (seen,) = [seen for seen in desktop.windows() if seen.title == "letters"]
    desktop.close()

    assert "org.example.Letters" in seen.other_names
    assert Rules(apps=(window_name(DesktopEntry("org.example.Letters", "Letters")),)).explain(seen)


# -- macOS and Windows, by what their files hold


def test_bundles_on_macos_are_called_as_their_windows_are(tmp_path: Path) -> None:
    inside = tmp_path / "Parley.app" / "Contents"
    inside.mkdir(parents=True)
    info = {
        "CFBundleName": "Parley", "CFBundleIconFile": "parley",
        "LSApplicationCategoryType": "public.app-category.social-networking",
    }  # fmt: skip
    (inside / "Info.plist").write_bytes(plistlib.dumps(info))
    (tmp_path / "Broken.app").mkdir()

    assert list(mac_apps([tmp_path])) == [
        InstalledApp("Parley", "Parley", str(inside / "Resources" / "parley.icns"), AppKind.MESSENGER)
    ]


def link(path: str, *, ids: bytes = b"\x02\0ab") -> bytes:
    """A shortcut of the form that [MS-SHLLINK] describes."""
    flags = (1 if ids else 0) | 2
    head = struct.pack("<I16sI", 76, bytes(16), flags).ljust(76, b"\0")
    info = struct.pack("<IIIIIII", 28 + len(path) + 1, 28, 1, 28, 28, 0, 0) + path.encode("ascii") + b"\0"
    return head + ids + info


def test_shortcuts_on_windows_lead_to_the_name_of_their_program(tmp_path: Path) -> None:
    (tmp_path / "Chats").mkdir()
    (tmp_path / "Chats" / "Parley.lnk").write_bytes(link(r"C:\Program Files\Parley\parley.exe"))
    (tmp_path / "Read me.lnk").write_bytes(link(r"C:\Program Files\Parley\readme.txt"))
    (tmp_path / "Cut off.lnk").write_bytes(link(r"C:\x.exe")[:50])
    (tmp_path / "Empty.lnk").write_bytes(b"")

    (app,) = windows_apps([tmp_path])

    assert (app.rule, app.name) == ("Parley", "Parley")
    assert link_target(link(r"C:\x.exe", ids=b"")).name == "x.exe"
