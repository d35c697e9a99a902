"""Titles as programs write them, taken apart: the document, where it belongs, and whether it is saved."""

from __future__ import annotations

import pytest

from memory.text.window_titles import find_projects, parse_title


@pytest.mark.parametrize(
    ("title", "app", "document", "last"),
    [
        # editors: the file is the document
        ("report.md - harbour - Visual Studio Code", "Visual Studio Code", "report.md", "harbour"),
        ("● report.md - harbour - Code", "code", "report.md", "harbour"),
        ("tide.py - harbour [SSH: box] - Visual Studio Code", "Code", "tide.py", "harbour [SSH: box]"),
        ("Welcome - harbour - Visual Studio Code", "Code", "Welcome – harbour", "harbour"),
        ("harbour – src/tide.py", "jetbrains-pycharm", "tide.py", "harbour"),
        ("ContentView.swift — Harbour — Edited", "Xcode", "ContentView.swift", "Harbour"),
        ("config.toml - VIM", "konsole", "config.toml", ""),
        ("notes.md + (~/src) - NVIM", "kitty", "notes.md", ""),
        ("tide.py (~/src/harbour) - gedit", "org.gnome.gedit", "tide.py", ""),
        ("*~/todo.txt - Mousepad", "Mousepad", "todo.txt", ""),
        ("well-known words", "Editor", "well-known words", ""),
        # office, viewers, players
        ("*Bericht 2027.odt - LibreOffice Writer", "soffice", "Bericht 2027.odt", "LibreOffice Writer"),
        ("*Bericht 2027.odt - LibreOffice Writer", "libreoffice", "Bericht 2027.odt", ""),
        ("Plan.docx [Schreibgeschützt] - Kompatibilitätsmodus - Word", "WINWORD", "Plan.docx", ""),
        ("Report - draft 2  -  Read-Only - Word", "Microsoft Word", "Report – draft 2", "draft 2"),
        ("Report: Q3 – Finance - Excel", "Excel", "Report: Q3 – Finance", "Finance"),
        ("thesis_v3.pdf — On the Song of Larks", "Evince", "On the Song of Larks", ""),
        ("Nachtigall.mp3 - VLC media player", "vlc", "Nachtigall.mp3", ""),
        ("Rossignol - Nocturne", "Spotify", "Rossignol – Nocturne", "Nocturne"),
        # mail and chat
        ("(3) Inbox - Mail", "Mail", "Inbox", ""),
        ("[99+] Posteingang - nia@post.example - Mozilla Thunderbird", "thunderbird",
         "Posteingang – nia@post.example", "nia@post.example"),
        ("standup | Acme | Slack", "Slack", "standup – Acme", "Acme"),
        ("Nia Okafor (2)", "Telegram Desktop", "Nia Okafor", ""),
        ("Telegram (3)", "Telegram Desktop", "Telegram Desktop", ""),
        # browsers whose address is not known
        ("Tide tables — Mozilla Firefox", "Firefox", "Tide tables", ""),
        ("Firefox — Tide tables", "firefox", "Tide tables", ""),
        ("Tide tables - Harbour office - Google Chrome - Nia", "google-chrome", "Tide tables – Harbour office",
         "Harbour office"),
        ("Chromium - Encyclo - Chromium", "Chromium", "Chromium – Encyclo", "Encyclo"),
        ("Neuer Tab - Microsoft\u200b Edge", "msedge", "Neuer Tab", ""),
        # other scripts
        ("设计稿 – 海港 – Figma", "Figma", "设计稿 – 海港", "海港"),
        ("潮汐表_港务局｜微信", "微信", "潮汐表 – 港务局", "港务局"),
        ("議事録.docx － 既読", "Writer", "議事録.docx", "既読"),
        # terminals and small windows
        ("maria@box: ~/src/harbour", "Terminal", "maria@box: ~/src/harbour", ""),
        ("✳ build the quay", "kitty", "build the quay", ""),
        ("Mail", "Mail", "Mail", ""),
        ("Mozilla Firefox", "firefox", "firefox", ""),
        ("Blade Runner (1982)", "Player", "Blade Runner (1982)", ""),
        ("Read-Only", "Notes", "Read-Only", ""),
        ("", "Mail", "", ""),
    ],
)  # fmt: skip
def test_a_title_gives_its_document_and_what_may_be_the_project(title, app, document, last):
    parsed = parse_title(title, app)

    assert (parsed.document, parsed.last) == (document, last)


@pytest.mark.parametrize(
    ("title", "host", "document", "site"),
    [
        ("Rabbits - Garden Club — Mozilla Firefox", "garden.example", "Rabbits", "Garden Club"),
        ("(3) Postfach - Weidemail - Firefox", "weidemail.example", "Postfach", "Weidemail"),
        ("Acme · Prices · 2027 - Firefox", "acme.example", "Prices – 2027", "Acme"),
        ("Calendar - week - Firefox", "calendar.larkspur.example", "week", "Calendar"),
        ("Fix crash · Issue #12 · nia/tide · GitHub", "github.com", "Fix crash – Issue #12 – nia/tide", "GitHub"),
        ("Tides » Harbour Office", "tides.example", "Harbour Office", "Tides"),
        ("供应商通知 - 京海贸易", "jinghai-trade.example", "供应商通知", "京海贸易"),
        ("报告.pdf_百度网盘", "pan.example", "报告.pdf_百度网盘", ""),
        ("My order 415-3370177 - Firefox", "parcels.example", "My order 415-3370177", ""),
        ("Mozilla Firefox", "new.example", "Firefox", ""),
    ],
)  # fmt: skip
def test_of_a_page_the_part_that_its_address_names_or_the_last_one_is_the_site(title, host, document, site):
    parsed = parse_title(title, "Firefox", host=host)

    assert (parsed.document, parsed.site, parsed.last) == (document, site, "")


@pytest.mark.parametrize(
    ("title", "project"),
    [
        ("maria@box: ~/src/harbour", "harbour"),
        ("/home/maria/src/harbour/", "harbour"),
        ("C:\\work\\harbour", "harbour"),
        ("maria@box: ~", ""),
        ("and/or", ""),
        ("maria@box: ~/.ssh", ""),
        ("~/src/harbour/notes.md - Terminal", "harbour"),
        ("notes.md (~/src/harbour) - Terminal", "harbour"),
        ("C:\\notes.md", ""),
        ("~/notes.md", ""),
    ],
)
def test_a_path_names_its_folder_as_the_project(title, project):
    assert parse_title(title, "Terminal").project == project


def test_a_file_keeps_the_path_that_the_title_shows_or_the_platform_tells() -> None:
    assert parse_title("~/Papers/plan.md - gedit", "gedit").file == "~/Papers/plan.md"
    assert parse_title("plan.md + (~/Papers) - VIM", "kitty").file == "~/Papers/plan.md"
    told = parse_title("plan.md", "Viewer", path="/home/nia/plan b.md")
    assert (told.file, told.document) == ("/home/nia/plan b.md", "plan b.md")


@pytest.mark.parametrize(
    "title",
    ["*draft.txt - Mousepad", "draft.txt* - Mousepad", "● draft.txt - harbour - Code", "draft.txt [+] - VIM",
     "draft.txt + (~/src) - VIM", "draft.txt (geändert) - Kate", "draft.txt — Edited", "草稿.txt [已修改] - Kate"],
)  # fmt: skip
def test_unsaved_changes_show_in_the_title(title: str) -> None:
    assert parse_title(title, "Editor").unsaved
    assert parse_title(title, "Editor").file.endswith(".txt")


def test_what_is_saved_is_not_called_unsaved() -> None:
    assert not parse_title("draft.txt - Saved - Word", "Word").unsaved


def test_only_a_part_that_several_documents_share_is_a_project():
    titles = ("a.py - harbour - Code", "b.py - harbour - Code", "c.py - lonely - Code")

    assert find_projects(("Code", parse_title(title, "Code")) for title in titles) == {("Code", "harbour")}
