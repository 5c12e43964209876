"""Where a new workspace goes: the one place that turns the setting `workspaces` into paths of its own."""

from __future__ import annotations

from dataclasses import dataclass

from cursus_registry.layout import WORKSPACE_REGISTRY, WORKSPACE_SOURCE
from cursus_registry.settings import Settings

_ID = "{id}"


@dataclass(frozen=True, slots=True)
class Location:
    """The places of one workspace, below the project's root.

    `parent` holds all workspaces, each under a name of `before`, the id and `after`. What has that name is the
    workspace's own folder or, if `registry` is the same path, its only file. `source` is where its packages are.
    """

    parent: str
    before: str
    after: str
    own: str
    registry: str
    source: str

    @property
    def is_file(self) -> bool:
        """Whether the workspace is nothing but a registry file."""
        return self.own == self.registry

    def id_of(self, name: str) -> str | None:
        """The id of the workspace that something beside the new one stands for; None if it stands for none."""
        if not name.startswith(self.before) or not name.endswith(self.after):
            return None
        return name[len(self.before) : len(name) - len(self.after)] or None


def location_of(settings: Settings, workspace: str) -> Location:
    """Where a new workspace goes: by the first pattern of the setting. Raises ValueError if it leads nowhere."""
    pattern = next(iter(settings.workspaces), "")
    parts = [part for part in pattern.split("/") if part not in {"", "."}]
    at = next((at for at, part in enumerate(parts) if _ID in part), None)
    if at is None or ".." in parts or pattern.startswith("/"):
        raise ValueError(f"the setting 'workspaces' tells no place in the project for a new one: '{pattern}'")
    before, _, after = parts[at].partition(_ID)
    filled = [part.replace(_ID, workspace) for part in parts]
    folder, names_registry = "/".join(filled), filled[-1].endswith(".py")
    own = "/".join(filled[: at + 1])
    return Location(
        parent="/".join(filled[:at]),
        before=before,
        after=after,
        own=own,
        registry=folder if names_registry else f"{folder}/{WORKSPACE_REGISTRY}",
        source=f"{own if names_registry else folder}/{WORKSPACE_SOURCE}",
    )
