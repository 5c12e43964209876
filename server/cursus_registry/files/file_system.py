"""What the rest of the house may ask of a disk. Paths are absolute, with `/`; it knows no kinds of files."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Content(NamedTuple):
    """The bytes of a file. Those of an open buffer are UTF-8 already, whatever a coding line says.

    `of_cells`: not what the file says, but the cells of a notebook that is open, as one text.
    """

    data: bytes
    from_buffer: bool = False
    of_cells: bool = False


class DirEntry(NamedTuple):
    """One name in a folder. `is_dir` is false for a link that leads to a folder: links are not walked."""

    name: str
    is_dir: bool
    is_link: bool = False


class TooLargeError(OSError):
    """A file over the bound that the caller set; `size` and `limit` are bytes."""

    def __init__(self, path: str, size: int, limit: int) -> None:
        super().__init__(f"{size} bytes, the limit is {limit}")
        self.path, self.size, self.limit = path, size, limit


class Stamp(NamedTuple):
    """By what a file that has been read is known again without reading it."""

    changed: int
    size: int
    inode: int
    mode: int


class FileSystem(Protocol):
    """A source of files. Every method raises OSError, and no other, for what cannot be read."""

    def read(self, path: str, limit: int) -> Content:
        """A whole file; TooLargeError above `limit` bytes, OSError for anything but a regular file."""

    def scan(self, path: str) -> list[DirEntry]:
        """The names in a folder, sorted."""

    def stamp(self, path: str) -> Stamp | None:
        """What must be the same as long as the file is; None if nothing is there or nothing can be said for sure."""

    def is_file(self, path: str) -> bool:
        """Whether a regular file (or a link to one) is there."""

    def is_dir(self, path: str) -> bool:
        """Whether a folder (or a link to one) is there."""

    def real_path(self, path: str) -> str:
        """Where a path leads once every link on the way is followed; nothing need be there."""
