"""A changed registry on its way to the disk: in one piece, only over what was read, and written down beforehand."""

from __future__ import annotations

from cursus_registry.api.errors import RegistryError
from cursus_registry.edits.apply import Change, write_changes
from cursus_registry.files.audit import append_record
from cursus_registry.files.create import create_file
from cursus_registry.files.write import WriteError
from cursus_registry.project.registries import Registries
from cursus_registry.text import SourceText


def save_text(registries: Registries, path: str, before: SourceText, after: SourceText, what: str) -> None:
    """Write a registry. Raises RegistryError with the reason, and then nothing has changed."""
    disk = registries.project.files.below
    try:
        append_record(registries.project.root, what, path, str(before), str(after))
        if disk.stamp(path) is None and not before.data:
            create_file(path, after.data)
        else:
            write_changes(disk, [Change(path, before, after)])
    except WriteError as error:
        raise RegistryError(f"it cannot be written: {error.reason}", path=error.path) from None
    except OSError as error:
        raise RegistryError(f"it cannot be written: {error.strerror or error}", path=error.filename or path) from None
    registries.project.take([path])
