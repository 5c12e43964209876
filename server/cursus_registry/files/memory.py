"""A disk that is a dictionary, for tests and for texts that stand in no file."""

from __future__ import annotations

from collections.abc import Mapping

from cursus_registry.files.file_system import Content, DirEntry, Stamp, TooLargeError


class Memory:
    """Files by absolute path. Folders are there as long as a file is below them."""

    def __init__(self, files: Mapping[str, str | bytes] | None = None) -> None:
        self._files: dict[str, bytes] = {}
        self._writes: dict[str, int] = {}
        for path, text in (files or {}).items():
            self.write(path, text)

    def write(self, path: str, text: str | bytes) -> None:
        """Create or replace a file."""
        self._files[path] = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        self._writes[path] = self._writes.get(path, 0) + 1

    def remove(self, path: str) -> None:
        """Delete a file, or a folder with all that is in it; nothing happens if it is not there."""
        for name in [name for name in self._files if name == path or name.startswith(f"{path}/")]:
            del self._files[name]

    def paths(self) -> list[str]:
        """All files, sorted."""
        return sorted(self._files)

    def read(self, path: str, limit: int) -> Content:
        """See FileSystem.read."""
        if self.is_dir(path):
            raise IsADirectoryError(f"{path} is a folder, not a file")
        if path not in self._files:
            raise FileNotFoundError(f"{path} is not there")
        data = self._files[path]
        if len(data) > limit:
            raise TooLargeError(path, len(data), limit)
        return Content(data)

    def scan(self, path: str) -> list[DirEntry]:
        """See FileSystem.scan."""
        prefix = f"{path.rstrip('/')}/"
        inside = {name.removeprefix(prefix).partition("/")[::2] for name in self._files if name.startswith(prefix)}
        if not inside:
            raise FileNotFoundError(f"{path} is not there")
        folders = {name for name, rest in inside if rest}
        return sorted(DirEntry(name, name in folders) for name in {name for name, _ in inside})

    def stamp(self, path: str) -> Stamp | None:
        """See FileSystem.stamp; the time is the number of times that the file was written."""
        data = self._files.get(path)
        return None if data is None else Stamp(self._writes[path], len(data), 0, 0)

    def is_file(self, path: str) -> bool:
        """See FileSystem.is_file."""
        return path in self._files

    def is_dir(self, path: str) -> bool:
        """See FileSystem.is_dir."""
        prefix = f"{path.rstrip('/')}/"
        return any(name.startswith(prefix) for name in self._files)

    def real_path(self, path: str) -> str:
        """See FileSystem.real_path; there are no links here."""
        return path
