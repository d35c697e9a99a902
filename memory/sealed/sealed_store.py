"""An unlocked store: objects, anchor and endpoint together.

The opening of the archive creates one for each process; many processes may share a home. It is opened on the main
thread of the store's process; `raise_if_damaged`, `check` and the figures may be called from any thread.
"""

from __future__ import annotations

from pathlib import Path

from base.errors import AfterglowError
from base.files import translate_os_errors
from memory.sealed.keys import Keys
from memory.sealed.objects import SealedObjects
from memory.sealed.os_keystore import KeyStore, SystemKeyStore
from memory.sealed.process_environment import prepare_process
from memory.sealed.rollback_anchor import Anchor
from memory.sealed.rollback_witness import FileWitness, KeyStoreWitness, Witness, default_folder, witness_name
from memory.sealed.s3_endpoint import S3Endpoint
from memory.sealed.storage import LocalStorage


class SealedStore:
    """LanceDB connects to it: `lancedb.connect(store.uri, storage_options=store.storage_options)`."""

    def __init__(self, *, objects: SealedObjects, anchor: Anchor, endpoint: S3Endpoint) -> None:
        self._objects = objects
        self._anchor = anchor
        self._endpoint = endpoint
        self._closed = False
        self.uri = endpoint.uri
        self.storage_options = endpoint.storage_options

    def check(self) -> tuple[str, ...]:
        """Reads all objects. Returns the name and the fault of each that does not verify."""
        return (*self._anchor.find_faults(), *self._objects.check())

    def raise_if_damaged(self) -> None:
        """Raises the first failure since the last call, the cause of an error that LanceDB reports vaguely: Damaged,
        DiskFull, StoreError.
        """
        for failure in self.take_failures():
            raise failure

    def take_failures(self) -> tuple[AfterglowError, ...]:
        """Returns the failures since the last call and forgets them."""
        failures = tuple(self._endpoint.failures)
        del self._endpoint.failures[: len(failures)]
        return failures

    def disk_bytes(self) -> int:
        return self._objects.totals()[1]

    def object_count(self) -> int:
        return self._objects.totals()[0]

    def close(self) -> None:
        """Stops the endpoint and updates the witnesses. Harmless to repeat."""
        if self._closed:
            return
        self._closed = True
        self._endpoint.close()
        self._anchor.update_witnesses()
        self._objects.close()


def open_sealed(
    home: Path,
    keys: Keys,
    *,
    witness_dir: Path | None = None,
    accept_backup: bool = False,
    fsync: bool = True,
    key_store: KeyStore | None = None,
) -> SealedStore:
    """Checks that the store is the newest one known, and serves it. Raises RolledBack, Damaged, StoreTooNew, StoreBusy,
    DiskFull.

    `witness_dir` holds the witness (default: the account's state folder); `accept_backup` accepts an older copy, or the
    rest after a loss, as the newest state.
    """
    prepare_process()
    try:
        storage = LocalStorage(home, fsync=fsync)
    except OSError as error:
        raise translate_os_errors(error, "the folder of the memory cannot be written") from None
    objects = SealedObjects(storage, data=keys.data, names=keys.names)
    try:
        name = witness_name(home, keys)
        witnesses: list[Witness] = [FileWitness(witness_dir or default_folder(), name, keys)]
        if keys.in_keyring:
            witnesses.append(KeyStoreWitness(key_store or SystemKeyStore(), name, keys))
        anchor = Anchor(home, keys, witnesses, fsync=fsync)
        anchor.observe(objects)
        anchor.verify(accept_backup=accept_backup)
        return SealedStore(objects=objects, anchor=anchor, endpoint=S3Endpoint(objects))
    except BaseException:
        objects.close()
        raise
