"""What may be remembered."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.errors import BadInput
from capture.frames import Rect, Screenshot, Window
from capture.occlusion import clip, subtract_rectangles
from capture.rules import CustomRule, Rules, is_private_title

START = datetime(2026, 3, 2, 9, 0, 10, tzinfo=UTC)
SCREEN = Rect(0, 0, 1000, 600)
EDITOR = Window(app="Mousepad", title="letter.txt - Mousepad", wm_class="Mousepad", geometry=Rect(0, 0, 500, 600))
VAULT = Window(app="KeePassXC", title="Passwords.kdbx", wm_class="KeePassXC", geometry=Rect(600, 100, 300, 200))


def browser(title: str = "News - Chromium", url: str = "", **more: object) -> Window:
    given = {"app": "Chromium", "wm_class": "Chromium", "geometry": Rect(0, 0, 500, 600), **more}
    return Window(title=title, url=url, **given)  # type: ignore[arg-type]


def shot(
    active: Window | None, *below: Window, above: tuple[Window, ...] = (), origin: tuple[int, int] = (0, 0)
) -> Screenshot:
    windows = (*below, *((active,) if active else ()), *above)
    return Screenshot(START, 1, np.zeros((600, 1000, 4), np.uint8), origin, active, windows)


def test_an_ordinary_window_is_allowed():
    assert Rules().decide(shot(EDITOR)).kind == "allow"


def test_an_active_password_manager_drops_the_frame():
    verdict = Rules().decide(shot(VAULT, EDITOR))

    assert (verdict.kind, verdict.rule) == ("skip", "password manager")


def test_an_excluded_window_beside_the_active_one_is_blacked_out():
    verdict = Rules().decide(shot(EDITOR, VAULT))

    assert (verdict.kind, verdict.rule) == ("blackout", "password manager")
    assert verdict.regions == ((600, 100, 300, 200),)
    assert verdict.excluded == (VAULT,)


def test_an_excluded_window_wholly_under_the_active_one_costs_nothing():
    full = Window(app="Mousepad", title="letter", geometry=SCREEN)

    verdict = Rules().decide(shot(full, VAULT))

    assert verdict.kind == "allow"
    assert verdict.excluded == (VAULT,)


def test_only_the_part_that_shows_is_blacked_out_with_a_margin():
    half = Window(app="Mousepad", title="letter", geometry=Rect(0, 0, 750, 600))

    verdict = Rules().decide(shot(half, VAULT))

    assert sum(w * h for _, _, w, h in verdict.regions) == (150 + 8) * 200


def test_a_translucent_window_hides_nothing():
    glass = Window(app="Mousepad", title="letter", geometry=SCREEN, translucent=True)

    assert Rules().decide(shot(glass, VAULT)).regions == ((600, 100, 300, 200),)


def test_an_excluded_window_of_unknown_place_drops_the_frame():
    lost = Window(app="KeePassXC", title="x")

    assert Rules().decide(shot(EDITOR, lost)).kind == "skip"


def test_an_excluded_window_on_another_monitor_is_no_matter_but_its_name_is_kept_out():
    elsewhere = Window(app="KeePassXC", title="x", geometry=Rect(1200, 0, 300, 300))

    verdict = Rules().decide(shot(elsewhere, EDITOR))

    assert verdict.kind == "allow"
    assert verdict.excluded == (elsewhere,)


def test_geometry_counts_from_the_monitors_own_corner():
    right = Window(app="KeePassXC", title="x", geometry=Rect(1100, 50, 100, 100))
    editor = Window(app="Mousepad", title="y", geometry=Rect(1300, 0, 400, 600))

    verdict = Rules().decide(shot(editor, right, origin=(1000, 0)))

    assert verdict.regions == ((100, 50, 100, 100),)


def test_a_picture_that_would_be_black_is_dropped():
    vault = Window(app="KeePassXC", title="x", geometry=SCREEN)
    small = Window(app="Mousepad", title="y", geometry=Rect(0, 0, 40, 40))

    assert Rules().decide(shot(small, vault)).kind == "skip"


@pytest.mark.parametrize(("choice", "kind"), [("skip", "skip"), ("save", "allow")])
def test_unknown_windows_follow_the_setting(choice, kind):
    rules = Rules(unknown_windows=choice)

    assert rules.decide(shot(None)).kind == kind
    assert rules.decide(shot(Window(geometry=SCREEN))).kind == kind


def test_an_unknown_window_beside_a_known_one_is_blacked_out():
    unknown = Window(geometry=Rect(700, 0, 100, 100))

    verdict = Rules().decide(shot(EDITOR, unknown))

    assert (verdict.kind, verdict.rule) == ("blackout", "unknown window")


PRIVATE_TITLES = [
    ("Firefox", "Tax return — Mozilla Firefox Private Browsing"),
    ("Firefox", "Tax return — Private Browsing"),
    ("Firefox", "Steuer — Mozilla Firefox Privater Modus"),
    ("Firefox", "Impôts — Mozilla Firefox Navigation privée"),
    ("Firefox", "Impôts — Navigation privée de Mozilla Firefox"),
    ("Firefox", "Hacienda — Mozilla Firefox Navegación privada"),
    ("Firefox", "Tasse — Mozilla Firefox Navigazione anonima"),
    ("Firefox", "Receita — Mozilla Firefox Navegação privativa"),
    ("Firefox", "Belasting — Mozilla Firefox Privénavigatie"),
    ("Firefox", "Podatki — Mozilla Firefox Tryb prywatny"),
    ("Firefox", "Налоги — Mozilla Firefox Приватный просмотр"),
    ("Firefox", "Податки — Mozilla Firefox Приватний перегляд"),
    ("Firefox", "Daně — Mozilla Firefox Anonymní prohlížení"),
    ("Firefox", "Vergi — Mozilla Firefox Gizli gezinti"),
    ("Firefox", "税金 — Mozilla Firefox プライベートブラウジング"),
    ("Firefox", "税务 — Mozilla Firefox 隐私浏览"),
    ("Firefox", "稅務 — Mozilla Firefox 隱私瀏覽"),
    ("Firefox", "세금 — Mozilla Firefox 사생활 보호 모드"),
    ("Firefox", "ضرائب — Mozilla Firefox التصفح الخاص"),
    ("Firefox", "מס — Mozilla Firefox גלישה פרטית"),
    ("Firefox", "कर — Mozilla Firefox निजी ब्राउज़िंग"),
    ("Firefox", "Pajak — Mozilla Firefox Penjelajahan Pribadi"),
    ("Firefox", "Thuế — Mozilla Firefox Duyệt web riêng tư"),
    ("Firefox", "Skatt — Mozilla Firefox Privat surfning"),
    ("Google Chrome", "New Tab - Google Chrome (Incognito)"),
    ("Chromium", "Page - Chromium (anonym)"),
    ("Chromium", "Page - Chromium（シークレット モード）"),
    ("Chromium", "Page - Chromium（无痕）"),
    ("Chromium", "Page - Chromium (التصفح المتخفي)"),
    ("Chromium", "Page - Chromium (Modo anônimo)"),
    ("Microsoft Edge", "Page and 2 more pages - [InPrivate] - Microsoft Edge"),
    ("Microsoft Edge", "Page - [InPrivate]"),
    ("Brave", "Page - Brave (Private)"),
    ("Vivaldi", "Page - Vivaldi (Private)"),
    ("Opera", "Page - Opera (Private)"),
    ("Safari", "Page — Private Browsing"),
    ("Tor Browser", "Anything at all"),
]


@pytest.mark.parametrize(("app", "title"), PRIVATE_TITLES)
def test_private_windows_are_known_by_their_titles(app, title):
    assert Rules().explain(Window(app=app, title=title)) == "private browsing"


@pytest.mark.parametrize(
    ("app", "title"),
    [
        ("Firefox", "How private browsing works — Mozilla Firefox"),
        ("Chromium", "Incognito: a novel - Chromium"),
        ("Mousepad", "notes — Private Browsing"),
        ("XTerm", "vim (incognito)"),
        ("Firefox", "Private Eye | Latest — Mozilla Firefox"),
        ("Firefox", "Home - Private Bank — Mozilla Firefox"),
    ],
)
def test_pages_about_private_browsing_are_no_private_windows(app, title):
    assert Rules().explain(Window(app=app, title=title)) == ""


def test_the_platforms_word_counts_whatever_the_title_says():
    assert Rules().explain(browser(private=True)) == "private browsing"
    assert Rules(private_browsing=False).explain(browser(private=True)) == ""


def test_accessible_names_are_read_like_titles():
    assert is_private_title("Quarterly report - Chromium (Incognito)")
    assert not is_private_title("Quarterly report - Chromium")


@pytest.mark.parametrize(
    "window",
    [
        Window(app="KeePassXC"),
        Window(wm_class="keepassxc KeePassXC"),
        Window(wm_class="org.keepassxc.KeePassXC"),
        Window(app="1Password.exe"),
        Window(app="1Password 8"),
        Window(app="Bitwarden - Vault"),
        browser(url="https://vault.bitwarden.com/#/vault"),
        browser(url="about:logins"),
        browser(url="chrome://password-manager/passwords"),
    ],
)
def test_password_managers_are_known_by_any_of_their_names(window):
    assert Rules().explain(window) == "password manager"
    assert Rules(password_managers=False).explain(window) == ""


def test_our_own_window_is_left_out():
    assert Rules().explain(Window(app="Afterglow")) == "afterglow itself"


@pytest.mark.parametrize(
    ("rule", "url", "hit"),
    [
        ("example.com", "https://example.com/", True),
        ("example.com", "https://Mail.EXAMPLE.com./inbox", True),
        ("example.com", "https://notexample.com/", False),
        ("example.com", "https://example.com.evil.org/", False),
        ("www.example.com", "https://example.com/", True),
        ("bücher.example", "https://xn--bcher-kva.example/", True),
        ("xn--bcher-kva.example", "https://www.Bücher.example/a", True),
        ("example.com/private", "https://example.com/private/x", True),
        ("example.com/private", "https://example.com/open", False),
        ("https://example.com", "http://example.com:8080/", True),
    ],
)
def test_site_rules_cover_the_host_and_what_lies_below(rule, url, hit):
    assert (Rules(sites=(rule,)).explain(browser(url=url)) == f"site: {rule}") is hit


def test_a_site_rule_falls_back_on_the_title_where_there_is_no_address():
    rules = Rules(sites=("mybank.example",))

    assert rules.explain(browser(title="Accounts | MyBank - Chromium"))
    assert not rules.explain(browser(title="Accounts | Otherbank - Chromium"))
    assert not rules.explain(browser(title="MyBank", url="https://news.example/"))
    assert not rules.explain(Window(app="Mousepad", title="MyBank letter"))


def test_title_rules_are_parts_or_patterns():
    rules = Rules(titles=("salary", "/^case \\d+$/"))

    assert rules.explain(Window(app="Calc", title="SALARY 2026.ods")) == "title: salary"
    assert rules.explain(Window(app="Calc", title="Case 17")) == "title: /^case \\d+$/"
    assert rules.explain(Window(app="Calc", title="Case seventeen")) == ""


@pytest.mark.parametrize("bad", [{"titles": ("/(/",)}, {"apps": (" ",)}, {"sites": ("https:///",)}])
def test_rules_that_cannot_be_used_are_refused(bad):
    with pytest.raises(BadInput):
        Rules(**bad)


def test_app_rules_take_stars():
    rules = Rules(apps=("LibreOffice*",))

    assert rules.explain(Window(app="LibreOffice Calc")) == "app: LibreOffice*"
    assert rules.explain(Window(app="Mousepad")) == ""


def test_rules_of_ones_own_come_last():
    mine = CustomRule("late hours", lambda window: window.title == "x")

    assert Rules(custom=(mine,)).explain(Window(app="A", title="x")) == "late hours"


rects = st.builds(Rect, st.integers(-50, 120), st.integers(-50, 120), st.integers(1, 150), st.integers(1, 150))


@given(rects, st.lists(rects, max_size=4))
@settings(max_examples=150, deadline=None)
def test_every_pixel_of_an_excluded_window_that_no_window_hides_is_blacked_out(excluded, above):
    monitor = Rect(0, 0, 100, 100)
    needed = np.zeros((100, 100), bool)
    paint(needed, excluded, True)
    for cover in above:
        paint(needed, cover, False)

    black = np.zeros((100, 100), bool)
    for x, y, width, height in clip(subtract_rectangles(excluded, above, monitor), monitor):
        black[y : y + height, x : x + width] = True

    assert not (needed & ~black).any()


def paint(mask, rect, value):
    mask[max(0, rect.y) : max(0, rect.y + rect.height), max(0, rect.x) : max(0, rect.x + rect.width)] = value


def test_no_rule_shows_a_title_in_its_repr():
    assert "letter" not in repr(Rules().decide(shot(EDITOR, VAULT)))
