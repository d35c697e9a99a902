"""The window's `FirstRunControl`: makes the memory and its recovery key, tries capture, and takes the person's consent.

Blocking methods are called on the window's jobs pool. Nothing here records: `start_recording` notes the consent, for
which app/desktop/spool_recorder.py asks, and only then has the recorder started.
"""

from __future__ import annotations

from collections.abc import Callable

from app.consent import Consent
from app.desktop.first_run.installed_apps import find_installed_apps
from app.desktop.first_run.trial import try_in_other_process
from app.home import Home
from app.settings import load_settings
from app.unlocking import check_new_passphrase, create, open_keys
from base.errors import AfterglowError, BadInput, KeyStoreUnavailable
from memory.sealed.keys import KeyFile
from memory.sealed.os_keystore import KeyStore, SystemKeyStore
from ui.kit.ports import FirstRunStep, InstalledApp, Opener, Trial


class FirstRun:
    def __init__(
        self,
        home: Home,
        consent: Consent,
        *,
        passphrase: str | None,
        start_recorder: Callable[[], None],
        key_store: KeyStore | None = None,
    ) -> None:
        """`passphrase`: as it was given at the start. `start_recorder` is called once consent is noted."""
        self._home, self._consent, self._passphrase = home, consent, passphrase
        self._start_recorder = start_recorder
        self._key_store = key_store or SystemKeyStore()
        self._has_key_store = not home.exists and passphrase is None and self._key_store.is_there()

    def step(self) -> FirstRunStep | None:
        try:
            return None if self._consent.given() else self._consent.step()
        except AfterglowError:
            return None  # consent was given; the attempt to open the memory says what is wrong with its keys

    def keep_step(self, step: FirstRunStep) -> None:
        """Raises DiskFull, StoreError."""
        self._consent.keep_step(step)

    def opener(self) -> Opener:
        if not self._home.exists:
            if self._passphrase is not None:
                return Opener.GIVEN
            return Opener.KEY_STORE if self._has_key_store else Opener.NOTHING
        try:
            slots = KeyFile.load(self._home.keys).slots
        except AfterglowError:
            return Opener.PASSPHRASE  # the attempt to open it says what is wrong with the file
        if self._passphrase is not None and "passphrase" in slots:
            return Opener.GIVEN
        return Opener.KEY_STORE if "keyring" in slots else Opener.PASSPHRASE

    def apps(self) -> tuple[InstalledApp, ...]:
        """Raises BadInput when the settings, which say the window's language, are wrong."""
        return find_installed_apps(load_settings(self._home.settings).appearance.language)

    def make_memory(self, passphrase: str | None) -> None:
        """After KeyStoreUnavailable `opener` says that a passphrase is needed."""
        if self._home.exists:
            return
        if passphrase is not None:
            check_new_passphrase(passphrase)
        try:
            chosen = self._passphrase if passphrase is None else passphrase
            create(self._home, passphrase=chosen, key_store=self._key_store)
        except KeyStoreUnavailable:
            self._has_key_store = False
            raise

    def recovery_key_confirmed(self) -> bool:
        try:
            mark = KeyFile.load(self._home.keys).recovery_mark
        except AfterglowError:
            return False
        return bool(mark) and mark == self._consent.confirmed_recovery_key()

    def has_older_recovery_key(self) -> bool:
        try:
            mark = KeyFile.load(self._home.keys).recovery_mark
        except AfterglowError:
            return False
        return bool(mark) and mark != self._consent.made_recovery_key()

    def make_recovery_key(self, passphrase: str | None) -> str:
        """Raises also what `KeyFile.load` raises, and KeyStoreUnavailable where the key store is gone."""
        file = KeyFile.load(self._home.keys, key_store=self._key_store)
        open_keys(file, passphrase=self._passphrase if passphrase is None else passphrase)
        code = file.add_recovery()
        self._consent.note_made_recovery_key(file.recovery_mark)  # before it counts: a fault here leaves the old key
        file.save()
        return code

    def confirm_recovery_key(self) -> None:
        """Raises BadInput where there is no recovery key; DiskFull, StoreError."""
        mark = KeyFile.load(self._home.keys).recovery_mark
        if not mark:
            raise BadInput("there is no recovery key yet", advice="Make one first.")
        self._consent.confirm_recovery_key(mark)

    def try_it(self) -> Trial:
        """Raises also BadInput when the settings are wrong."""
        return try_in_other_process(load_settings(self._home.settings))

    def start_recording(self) -> None:
        """Raises BadInput where there is no memory yet; DiskFull, StoreError, and then nothing is recorded."""
        self._consent.give()
        self._start_recorder()
