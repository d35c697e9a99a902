"""All errors that are meant for a person, in one tree. Each has a title (what happened) and advice (what to do).

    AfterglowError
    ├── Locked                the memory is locked
    │   └── WrongPassphrase   the passphrase, recovery key or key store entry does not open it
    ├── KeyStoreUnavailable   no operating system key store, and no passphrase given
    ├── StoreError
    │   ├── Damaged           stored bytes are not what was written (names the object)
    │   ├── RolledBack        an older copy of the store was put back
    │   ├── StoreTooNew       made by a newer Afterglow
    │   ├── StoreBusy         another process is writing and did not finish in time
    │   ├── StoreRestarting   the memory's process ended, and is being started again
    │   └── StoreStopped      it ended again and again, and is not started any more
    ├── DiskFull              the disk, or the byte budget of the spool, is full
    ├── FileRefused           the system does not let us read or write a file or folder
    ├── CaptureError
    │   ├── NoDisplay         there is no screen to look at
    │   └── PermissionMissing the system refuses screen capture
    ├── PerceptionError
    │   ├── WeightsMissing    a model's weights are absent or are not the pinned ones
    │   └── BrokenPicture     a picture cannot be decoded
    ├── ModelError            a language model gave no answer that can be used
    │   ├── ModelUnreachable  the endpoint cannot be reached, broke off, or is out of order
    │   ├── ModelTimeout      no answer in time
    │   ├── ModelUnauthorized the endpoint refuses the key, the model's name, or more requests
    │   ├── ModelRefused      the model declines to answer
    │   ├── ContextTooLong    it was too much for the model's context
    │   └── ModelMalformed    the answer is not of the form that was asked for
    ├── UpdatesUnknown        the server for updates gave no answer that can be used
    ├── BadInput              a file, option or query that cannot be used
    │   └── BadArchive        an archive that is damaged or not ours (names the file)
    └── Cancelled             the person, or a newer request, stopped it; never shown as an error

Raised in any thread; shown by `app` and `ui` only. Messages may be shown to the person but are never logged:
`title` and `advice` are fixed words, `detail` may hold a path or an object's name.
"""

from __future__ import annotations


class AfterglowError(Exception):
    """Base of all errors meant for a person. `str()` gives title, detail and advice in one paragraph."""

    title = "Something went wrong"
    advice = "Try again; if it happens again, run `afterglow doctor`."

    code = ""
    """The name under which this error is stored, for instance in the privacy ledger. Set when a class is renamed, so
    that stored names stay the same; "" means the name of the class."""

    def __init__(self, detail: str = "", *, advice: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        if advice is not None:
            self.advice = advice

    def __str__(self) -> str:
        head = f"{self.title}: {self.detail}" if self.detail else self.title
        return f"{head.rstrip('.')}. {self.advice}"

    def __reduce__(self) -> tuple[object, ...]:
        return (_unpickle, (type(self), self.detail, self.advice))


def _unpickle(kind: type[AfterglowError], detail: str, advice: str) -> AfterglowError:
    return kind(detail, advice=advice)


def stored_error_name(error: BaseException) -> str:
    """The name under which an error is stored. It does not change when the class is renamed."""
    return (error.code if isinstance(error, AfterglowError) else "") or type(error).__name__


def file_fault(error: Exception) -> str:
    """Why a file cannot be read or written."""
    return next((words for kind, words in _FILE_FAULTS.items() if isinstance(error, kind)), "the system refuses it")


_FILE_FAULTS: dict[type[Exception], str] = {
    FileNotFoundError: "there is no such file or folder",
    IsADirectoryError: "it is a folder",
    NotADirectoryError: "a part of its path is not a folder",
    PermissionError: "you may not open it",
    FileExistsError: "something else is there already",
    UnicodeDecodeError: "it is not a text file",
}


class Locked(AfterglowError):
    title = "The memory is locked"
    advice = "Unlock it with `afterglow unlock`, with --passphrase-file, or in the app."


class WrongPassphrase(Locked):
    title = "That does not unlock the memory"
    advice = "Check the passphrase or the recovery key and try again."


class KeyStoreUnavailable(AfterglowError):
    title = "This system has no key store"
    advice = "Give a passphrase: run `afterglow unlock` in a terminal, or use --passphrase-file FILE."


class StoreError(AfterglowError):
    title = "Your memory could not be used"


class Damaged(StoreError):
    title = "A stored file is damaged or was replaced"
    advice = "The rest stays readable. Run `afterglow verify`, or restore the named file from a backup."


class RolledBack(StoreError):
    title = "Your memory's folder is older than the last one seen on this computer"
    advice = "Someone, or a backup, restored an older copy. If that was you, run `afterglow unlock --accept-backup`."


class StoreTooNew(StoreError):
    title = "This memory was made by a newer Afterglow"
    advice = "Update Afterglow; nothing was changed."


class StoreBusy(StoreError):
    title = "Another Afterglow process is writing"
    advice = "Wait a moment and try again."


class StoreRestarting(StoreError):
    title = "The memory had to be started again"
    advice = "Try again in a moment. Nothing that was saved is lost."


class StoreStopped(StoreError):
    title = "The memory keeps stopping"
    advice = (
        "Lock it and unlock it, or start Afterglow again. Nothing that was saved is lost; if it happens again, run "
        "`afterglow doctor`."
    )


class DiskFull(AfterglowError):
    code = "NoSpace"
    title = "There is not enough space"
    advice = (
        "Free some disk space, or allow more space for unread pictures in the settings; recording resumes by itself."
    )


class FileRefused(AfterglowError):
    title = "A file or folder cannot be used"
    advice = "Check that it is there, and that your account may read and write it."


class CaptureError(AfterglowError):
    title = "The screen could not be captured"


class NoDisplay(CaptureError):
    title = "There is no display to record"
    advice = "Start Afterglow inside a desktop session, or run `afterglow demo`."


class PermissionMissing(CaptureError):
    title = "The system does not allow screen capture"
    advice = "Allow Afterglow to record the screen in the system's privacy settings, then start it again."


class PerceptionError(AfterglowError):
    title = "The picture could not be read"


class WeightsMissing(PerceptionError):
    title = "A model is missing or damaged"
    advice = "Install Afterglow again. What was recorded is kept and is read as soon as the model is there."


class BrokenPicture(PerceptionError):
    title = "A picture cannot be decoded"
    advice = "The file is damaged or of an unknown type; the others were saved."


class ModelError(AfterglowError):
    title = "The language model gave no usable answer"
    advice = "Nothing was lost. What needs no model is done; the rest is tried again automatically."


class ModelUnreachable(ModelError):
    code = "ModelGone"
    title = "The language model cannot be reached"
    advice = "Start its server, or check its address with `afterglow models`. Everything else works without it."


class ModelTimeout(ModelError):
    code = "ModelSlow"
    title = "The language model did not answer in time"
    advice = "A smaller model answers faster. Everything else works without it."


class ModelUnauthorized(ModelError):
    code = "ModelDenied"
    title = "The language model's server refused the request"
    advice = "Check its key, the model's name and its limits: `afterglow models` shows what it was given."


class ModelRefused(ModelError):
    title = "The language model declined to answer"


class ContextTooLong(ModelError):
    code = "ModelOverflow"
    title = "That was too much for the language model at once"
    advice = "Use a model with a longer context. Everything else works without it."


class ModelMalformed(ModelError):
    title = "The language model's answer has the wrong format"


class UpdatesUnknown(AfterglowError):
    title = "Whether there is a newer version is not known"
    advice = "Check the address with `afterglow updates --json`, or try again later. Nothing else is affected."


class BadInput(AfterglowError):
    title = "That does not work"
    advice = "Check the value and try again; nothing was changed."


class BadArchive(BadInput):
    title = "The archive is damaged or was not made by Afterglow"
    advice = "Nothing was restored. Use another copy of the archive."


class Cancelled(AfterglowError):
    title = "Stopped"
    advice = "Nothing was lost; run it again to continue."
