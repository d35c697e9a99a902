"""Display names of apps, from a window class, a bundle or a program's name. Pure."""

from __future__ import annotations

FRIENDLY = {
    "navigator": "Firefox", "firefox": "Firefox", "firefox-esr": "Firefox", "org.mozilla.firefox": "Firefox",
    "chromium": "Chromium", "chromium-browser": "Chromium", "google-chrome": "Google Chrome", "chrome": "Google Chrome",
    "microsoft-edge": "Microsoft Edge", "msedge": "Microsoft Edge", "brave-browser": "Brave", "brave": "Brave",
    "vivaldi-stable": "Vivaldi", "opera": "Opera", "epiphany": "GNOME Web", "tor browser": "Tor Browser",
    "thunderbird": "Thunderbird", "mail": "Thunderbird", "evolution": "Evolution", "geary": "Geary",
    "xterm": "XTerm", "uxterm": "XTerm", "gnome-terminal-server": "Terminal", "gnome-terminal": "Terminal",
    "xfce4-terminal": "Xfce Terminal", "konsole": "Konsole", "alacritty": "Alacritty", "kitty": "kitty",
    "org.gnome.console": "Console", "kgx": "Console", "urxvt": "URxvt", "tilix": "Tilix", "wezterm": "WezTerm",
    "code": "Visual Studio Code", "code-oss": "Code - OSS", "vscodium": "VSCodium", "cursor": "Cursor",
    "jetbrains-pycharm": "PyCharm", "jetbrains-pycharm-ce": "PyCharm", "jetbrains-idea": "IntelliJ IDEA",
    "jetbrains-idea-ce": "IntelliJ IDEA", "emacs": "Emacs", "gvim": "GVim", "mousepad": "Mousepad", "gedit": "gedit",
    "gnome-text-editor": "Text Editor", "kate": "Kate", "sublime_text": "Sublime Text", "geany": "Geany",
    "libreoffice-writer": "LibreOffice Writer", "libreoffice-calc": "LibreOffice Calc",
    "libreoffice-impress": "LibreOffice Impress", "libreoffice-draw": "LibreOffice Draw", "soffice": "LibreOffice",
    "evince": "Document Viewer", "org.gnome.evince": "Document Viewer", "okular": "Okular", "zathura": "Zathura",
    "nautilus": "Files", "org.gnome.nautilus": "Files", "thunar": "Thunar", "dolphin": "Dolphin", "nemo": "Nemo",
    "keepassxc": "KeePassXC", "slack": "Slack", "discord": "Discord", "telegramdesktop": "Telegram",
    "telegram-desktop": "Telegram", "signal": "Signal", "element": "Element", "zoom": "Zoom", "teams": "Teams",
    "spotify": "Spotify", "vlc": "VLC", "mpv": "mpv", "gimp": "GIMP", "inkscape": "Inkscape", "blender": "Blender",
    "obsidian": "Obsidian", "notion": "Notion", "anki": "Anki", "zotero": "Zotero", "winword": "Word",
    "excel": "Excel", "powerpnt": "PowerPoint", "outlook": "Outlook", "explorer": "File Explorer",
    "windowsterminal": "Windows Terminal", "notepad": "Notepad",
}  # fmt: skip


def friendly_name(*names: str) -> str:
    """The display name of the first name that has one, else the first name, with a capital letter if it has none."""
    names = tuple(name.strip() for name in names if name.strip())
    for name in names:
        key = name.casefold().removesuffix(".exe")
        if friendly := FRIENDLY.get(key) or FRIENDLY.get(key.rsplit(".", 1)[-1]):
            return friendly
    first = names[0].removesuffix(".exe") if names else ""
    return first[:1].upper() + first[1:] if first.islower() else first
