"""Open buffers laid over a disk: what a person is typing counts before what was saved."""

from __future__ import annotations

from cursus_registry.files.file_system import Content, DirEntry, FileSystem, Stamp, TooLargeError


class Overlay:
    """A file system in which open buffers win; a buffer needs no file below it."""

    def __init__(self, below: FileSystem) -> None:
        self._below = below
        self._buffers: dict[str, Content] = {}

    @property
    def below(self) -> FileSystem:
        """What the buffers lie over."""
        return self._below

    def open(self, path: str, data: bytes) -> None:
        """Lay a buffer over a path, or replace the one there; `data` is UTF-8."""
        self._buffers[path] = Content(data, from_buffer=True)

    def open_cells(self, path: str, data: bytes) -> None:
        """Lay the cells of a notebook, as one text, over the path of its file."""
        self._buffers[path] = Content(data, from_buffer=True, of_cells=True)

    def lay(self, path: str, data: bytes) -> None:
        """Lay the bytes of a file over a path, as if they stood on the disk: a coding line counts."""
        self._buffers[path] = Content(data)

    def close(self, path: str) -> None:
        """Take the buffer away: the file below counts again."""
        self._buffers.pop(path, None)

    def buffers(self) -> list[str]:
        """The paths with a buffer."""
        return list(self._buffers)

    def is_open(self, path: str) -> bool:
        """Whether a buffer lies over the path."""
        return path in self._buffers

    def read(self, path: str, limit: int) -> Content:
        """See FileSystem.read."""
        content = self._buffers.get(path)
        if content is None:
            return self._below.read(path, limit)
        if len(content.data) > limit:
            raise TooLargeError(path, len(content.data), limit)
        return content

    def scan(self, path: str) -> list[DirEntry]:
        """See FileSystem.scan; buffers without a file are not listed, for they are in no folder yet."""
        return self._below.scan(path)

    def stamp(self, path: str) -> Stamp | None:
        """See FileSystem.stamp; a buffer has none."""
        return None if path in self._buffers else self._below.stamp(path)

    def is_file(self, path: str) -> bool:
        """See FileSystem.is_file."""
        return path in self._buffers or self._below.is_file(path)

    def is_dir(self, path: str) -> bool:
        """See FileSystem.is_dir."""
        return self._below.is_dir(path)

    def real_path(self, path: str) -> str:
        """See FileSystem.real_path."""
        return self._below.real_path(path)
