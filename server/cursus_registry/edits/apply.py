"""Changed texts on their way to the disk: each in the encoding of its file, and only if the file has not moved on."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from dataclasses import dataclass, field

from cursus_registry.files import FileSystem
from cursus_registry.files.write import Replacement, WriteError
from cursus_registry.text import SourceText, UndecodableError, UnencodableError, encode_python

MAX_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Change:
    """A file with the text that was read from it, None if there is no file yet, and the one that it is to have.

    `moved_to` is where it is to be afterwards, None for its own place.
    """

    path: str
    before: SourceText | None = field(repr=False)
    after: SourceText = field(repr=False)
    moved_to: str | None = None

    @property
    def is_real(self) -> bool:
        """Whether it changes anything."""
        return self.after != self.before or self.moved_to is not None


def prepare(disk: FileSystem, changes: Iterable[Change]) -> list[Replacement]:
    """The changes as bytes, old and new. Raises WriteError for a file that is not, or cannot be, as it has to be."""
    return [_replacement(disk, change) for change in changes if change.is_real]


def _replacement(disk: FileSystem, change: Change) -> Replacement:
    if change.before is None:
        return Replacement(change.path, None, change.after.data)
    try:
        raw = disk.read(change.path, MAX_BYTES).data
        if _encode(change.path, change.before, raw) != raw:
            raise WriteError(change.path, "it has changed in the meantime; run again")
        return Replacement(change.path, raw, _encode(change.path, change.after, raw), change.moved_to)
    except (UndecodableError, UnencodableError) as error:
        raise WriteError(change.path, str(error)) from None
    except WriteError:
        raise
    except OSError as error:
        raise WriteError(change.path, f"it cannot be read: {error.strerror or error}") from None


def _encode(path: str, text: SourceText, like: bytes) -> bytes:
    """A text as the bytes of its file; every kind of file but Python's is UTF-8."""
    if path.endswith(".py"):
        return encode_python(text, like)
    has_mark = like.startswith(codecs.BOM_UTF8) and not text.data.startswith(codecs.BOM_UTF8)
    return codecs.BOM_UTF8 * has_mark + text.data
