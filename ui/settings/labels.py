"""Names, units and choices of settings. Pure.

A setting without a name here is shown under its own, so that none can be forgotten.
"""

from __future__ import annotations

from ui.kit.i18n import mark, tr
from ui.kit.ports import Setting

SECTIONS = {
    "capture": (mark("Recording"), mark("How often Afterglow looks at the screen.")),
    "exclusions": (
        mark("Left out"),
        mark("What is never kept. The rules are applied before a picture is saved, to every window."),
    ),
    "perception": (mark("Reading"), mark("How hard the machine may work at reading what was seen.")),
    "storage": (
        mark("Storage"),
        mark("How much room the memory may take. Above it the oldest pictures give way, text stays."),
    ),
    "memories": (mark("Memories"), mark("What is concluded from the moments.")),
    "spool": (mark("Waiting room"), mark("Where pictures wait, sealed, until they are read.")),
    "lock": (mark("Lock"), mark("When the memory locks by itself. Recording goes on, sealed.")),
    "desktop": (mark("Desktop"), ""),
    "appearance": (mark("Appearance"), ""),
}
NAMES = {
    "capture.interval": (mark("Look at the screen every"), mark("seconds")),
    "capture.idle_interval": (mark("When nobody is there, every"), mark("seconds")),
    "capture.idle_after": (mark("Nobody is there after"), mark("seconds without input")),
    "exclusions.apps": (mark("Apps"), ""),
    "exclusions.titles": (mark("Window titles"), ""),
    "exclusions.sites": (mark("Sites"), ""),
    "exclusions.private_browsing": (mark("Leave private browsing out"), ""),
    "exclusions.password_managers": (mark("Leave password managers out"), ""),
    "exclusions.unknown_windows": (mark("Windows that cannot be identified"), ""),
    "spool.budget_mb": (mark("Room for what waits"), "MB"),
    "spool.disk_reserve_mb": (mark("Always left free on the disk"), "MB"),
    "perception.effort": (mark("Effort"), ""),
    "perception.threads": (mark("Threads at most"), ""),
    "perception.image_weights": (mark("Picture model: weights"), mark("path")),
    "perception.image_architecture": (mark("Picture model: architecture"), ""),
    "storage.budget_gb": (mark("The memory may take"), "GB"),
    "memories.fade_after_days": (mark("Let go of what was seen once after"), mark("days (0: never)")),
    "memories.keep_secrets": (mark("Keep the values of secrets"), ""),
    "lock.after_minutes": (mark("Lock after"), mark("minutes without input")),
    "lock.with_session": (mark("Lock with the computer's screen"), ""),
    "desktop.start_with_session": (mark("Start with the session, in the background"), ""),
    "desktop.search_key": (mark("Search from anywhere"), mark("like Ctrl+Alt+Space")),
    "desktop.pause_key": (mark("Pause or go on from anywhere"), mark("like Ctrl+Alt+P")),
    "desktop.forget_key": (mark("Forget the last 10 minutes from anywhere"), mark("like Ctrl+Alt+Delete")),
    "appearance.theme": (mark("Theme"), ""),
    "appearance.language": (mark("Language"), ""),
}
CHOICES = {
    "skip": mark("Do not keep them"),
    "save": mark("Keep them"),
    "light": mark("Light"),
    "balanced": mark("Balanced"),
    "full": mark("Full"),
    "system": mark("As the system"),
    "dark": mark("Dark"),
    "contrast": mark("High contrast"),
    "en": "English",
    "de": "Deutsch",
    "zh": "中文",
}
_ONE_EACH = mark("One on each line")
EXAMPLES = {
    "exclusions.apps": mark("One on each line: Signal, or bank* for all that begin so"),
    "exclusions.titles": mark("One on each line: a part of the title, or /a regular expression/"),
    "exclusions.sites": mark("One on each line: bank.example, its subdomains included"),
}


def section_of(name: str) -> str:
    return name.partition(".")[0]


def section_texts(section: str) -> tuple[str, str]:
    title, about = SECTIONS.get(section, (section.replace("_", " ").capitalize(), ""))
    return tr(title), tr(about) if about else ""


def title_of(name: str) -> str:
    return tr(NAMES[name][0]) if name in NAMES else name.partition(".")[2].replace("_", " ").capitalize()


def unit_of(name: str) -> str:
    return tr(NAMES[name][1]) if name in NAMES and NAMES[name][1] else ""


def choice_text(choice: str) -> str:
    return tr(CHOICES.get(choice, choice))


def about_of(setting: Setting) -> str:
    """What it means, as a sentence without its full stop."""
    text = tr(setting.description) if setting.description else ""
    return text[:1].upper() + text[1:]


def example_of(name: str) -> str:
    return tr(EXAMPLES.get(name, _ONE_EACH))
