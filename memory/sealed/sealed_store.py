"""An unlocked store: objects, anchor and endpoint put together. One for each process; many processes may share a
home.

Opened on the main thread of the store's process; `raise_if_damaged`, `check` and the figures from any thread.
"""

from __future__ import annotations

from pathlib import Path

from base.errors import AfterglowError
from base.files import translate_os_errors
from memory.sealed.anchor import Anchor
from memory.sealed.keys import Keys
from memory.sealed.objects import SealedObjects
from memory.sealed.os_keystore import KeyStore, SystemKeyStore
from memory.sealed.process_environment import prepare_process
from memory.sealed.s3_endpoint import S3Endpoint
from memory.sealed.storage import LocalStorage
from memory.sealed.witness import FileWitness, KeyStoreWitness, Witness, default_folder, witness_name


class SealedStore:
    """What LanceDB connects to: `lancedb.connect(store.uri, storage_options=store.storage_options)`."""

    def __init__(self, *, objects: SealedObjects, anchor: Anchor, endpoint: S3Endpoint) -> None:
        self._objects = objects
        self._anchor = anchor
        self._endpoint = endpoint
        self._closed = False
        self.uri = endpoint.uri
        self.storage_options = endpoint.storage_options

    def check(self) -> tuple[str, ...]:
        """Read every object through; name and fault of each that does not verify, empty when all is well."""
        return (*self._anchor.faults(), *self._objects.check())

    def raise_if_damaged(self) -> None:
        """The true cause behind LanceDB's vaguer error: the first failure since the last call. Damaged, DiskFull,
        StoreError.
        """
        failures = self.take_failures()
        for failure in failures:
            raise failure

    def take_failures(self) -> tuple[AfterglowError, ...]:
        """What went wrong since the last call; forgotten here."""
        failures = tuple(self._endpoint.failures)
        del self._endpoint.failures[: len(failures)]
        return failures

    def disk_bytes(self) -> int:
        return self._objects.totals()[1]

    def object_count(self) -> int:
        return self._objects.totals()[0]

    def close(self) -> None:
        """Ends the endpoint, leaves the last witness. Harmless to repeat."""
        if self._closed:
            return
        self._closed = True
        self._endpoint.close()
        self._anchor.witness_now()
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
    """Check that the store is the newest one known, and serve it. Raises RolledBack, Damaged, StoreTooNew, StoreBusy,
    DiskFull.

    `witness_dir` holds the witness (default: the account's state folder); `accept_backup` makes an older copy, or what
    is left after a loss, the newest state on purpose.
    """
    prepare_process()
    try:
        bytes_ = LocalStorage(home, fsync=fsync)
    except OSError as error:
        raise translate_os_errors(error, "the folder of the memory cannot be written") from None
    objects = SealedObjects(bytes_, data=keys.data, names=keys.names)
    try:
        anchor = Anchor(home, keys, _witnesses(home, keys, witness_dir, key_store), fsync=fsync)
        anchor.watch(objects)
        anchor.verify(accept_backup=accept_backup)
        return SealedStore(objects=objects, anchor=anchor, endpoint=S3Endpoint(objects))
    except BaseException:
        objects.close()
        raise


def _witnesses(home: Path, keys: Keys, folder: Path | None, key_store: KeyStore | None) -> list[Witness]:
    name = witness_name(home, keys)
    witnesses: list[Witness] = [FileWitness(folder or default_folder(), name, keys)]
    if keys.in_keyring:
        witnesses.append(KeyStoreWitness(key_store or SystemKeyStore(), name, keys))
    return witnesses


__all__ = ["SealedStore", "open_sealed"]
