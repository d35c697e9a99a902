"""Names, units and choices of the settings, as shown. Pure; the settings page and the tour use it.

A setting that has no name here is shown under its own name, so that a new setting is never missing from the page.
"""

from __future__ import annotations

from ui.kit.i18n import mark, tr
from ui.kit.ports import Setting

SECTIONS = {
    "capture": (mark("Recording"), mark("How often Afterglow checks the screen.")),
    "exclusions": (
        mark("Exclusions"),
        mark("What is never saved. The rules apply to every window, before a picture is saved."),
    ),
    "perception": (mark("Reading"), mark("How much processor time reading the pictures may take.")),
    "storage": (
        mark("Storage"),
        mark("How much space the memory may take. Beyond that, the oldest pictures are reduced; text stays."),
    ),
    "memories": (mark("Memories"), mark("What Afterglow learns from your moments.")),
    "spool": (mark("Unread pictures"), mark("Where pictures wait, encrypted, until they are read.")),
    "lock": (mark("Lock"), mark("When the memory locks automatically. Recording continues, encrypted.")),
    "desktop": (mark("Desktop"), ""),
    "updates": (mark("Updates"), mark("Off until you turn it on and name an address.")),
    "appearance": (mark("Appearance"), ""),
}
NAMES = {
    "capture.interval": (mark("Check the screen every"), mark("seconds")),
    "capture.idle_interval": (mark("While you are away, every"), mark("seconds")),
    "capture.idle_after": (mark("You are away after"), mark("seconds without input")),
    "exclusions.apps": (mark("Apps"), ""),
    "exclusions.titles": (mark("Window titles"), ""),
    "exclusions.sites": (mark("Sites"), ""),
    "exclusions.private_browsing": (mark("Exclude private browsing"), ""),
    "exclusions.password_managers": (mark("Exclude password managers"), ""),
    "exclusions.unknown_windows": (mark("Unidentified windows"), ""),
    "spool.budget_mb": (mark("Space for unread pictures"), "MB"),
    "spool.disk_reserve_mb": (mark("Always keep free on the disk"), "MB"),
    "perception.effort": (mark("Processor use"), ""),
    "perception.threads": (mark("Maximum threads"), ""),
    "perception.image_weights": (mark("Image model: weights"), mark("path")),
    "perception.image_architecture": (mark("Image model: architecture"), ""),
    "storage.budget_gb": (mark("Maximum size"), "GB"),
    "memories.fade_after_days": (mark("Remove memories seen only once after"), mark("days (0: never)")),
    "memories.keep_secrets": (mark("Save the values of secrets"), ""),
    "lock.after_minutes": (mark("Lock after"), mark("minutes without input")),
    "lock.with_session": (mark("Lock when the screen locks"), ""),
    "desktop.start_with_session": (mark("Start in the background at login"), ""),
    "desktop.search_key": (mark("Search from anywhere"), mark("e.g. Ctrl+Alt+Space")),
    "desktop.pause_key": (mark("Pause or resume from anywhere"), mark("e.g. Ctrl+Alt+P")),
    "desktop.forget_key": (mark("Forget the last 10 minutes from anywhere"), mark("e.g. Ctrl+Alt+Delete")),
    "desktop.when_closed": (mark("When the window is closed"), ""),
    "updates.check": (mark("Check for updates"), ""),
    "updates.address": (mark("Address to ask"), mark("https://…")),
    "appearance.theme": (mark("Theme"), ""),
    "appearance.language": (mark("Language"), ""),
}
CHOICES = {
    "skip": mark("Don't save them"),
    "save": mark("Save them"),
    "ask": mark("Ask the first time"),
    "keep": mark("Keep recording"),
    "quit": mark("Quit Afterglow"),
    "light": mark("Light"),
    "balanced": mark("Balanced"),
    "full": mark("Full"),
    "system": mark("System default"),
    "dark": mark("Dark"),
    "contrast": mark("High contrast"),
    "en": "English",
    "de": "Deutsch",
    "zh": "中文",
}
_ONE_EACH = mark("One per line")
EXAMPLES = {
    "exclusions.apps": mark("One per line: Signal, or bank* for all that start with “bank”"),
    "exclusions.titles": mark("One per line: part of the title, or /a regular expression/"),
    "exclusions.sites": mark("One per line: bank.example, including its subdomains"),
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
    """The description, as a sentence without its full stop."""
    text = tr(setting.description) if setting.description else ""
    return text[:1].upper() + text[1:]


def example_of(name: str) -> str:
    return tr(EXAMPLES.get(name, _ONE_EACH))
