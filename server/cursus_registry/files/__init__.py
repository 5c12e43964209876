"""All access to the disk, behind one small interface: the real disk, one in memory, open buffers laid over either.

It must not know what a file means. Nothing is followed out of a symlink loop or read without a bound. Only `create`
(what is new) and `write` (what is replaced) write, all of it or nothing.
"""

from cursus_registry.files.disk import Disk
from cursus_registry.files.file_system import Content, DirEntry, FileSystem, Stamp, TooLargeError
from cursus_registry.files.memory import Memory
from cursus_registry.files.overlay import Overlay

__all__ = ["Content", "DirEntry", "Disk", "FileSystem", "Memory", "Overlay", "Stamp", "TooLargeError"]
