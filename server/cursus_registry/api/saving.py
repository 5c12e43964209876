"""A changed registry on its way to the disk: in one piece, only over what was read, and written down beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from cursus_registry.api.errors import RegistryError
from cursus_registry.edits.apply import Change
from cursus_registry.edits.audited import write_audited
from cursus_registry.files.write import WriteError
from cursus_registry.project.registries import Registries


def save(registries: Registries, change: Change, what: str) -> None:
    """Write a file. Raises RegistryError with the reason, and then nothing has changed."""
    with _as_registry_error():
        write_audited(registries.project.files.below, {registries.project.root: [change]}, what)


@contextmanager
def _as_registry_error() -> Iterator[None]:
    try:
        yield
    except WriteError as error:
        raise RegistryError(error.reason, path=error.path, advice="nothing was changed") from None
