"""A project from its files to a snapshot that readers get. The one writer of its state.

It must not know the protocol, nor how anything is shown.
"""

from cursus_registry.project.find import find_projects, find_root_above, makes_root, search_projects
from cursus_registry.project.project import Project
from cursus_registry.project.snapshot import Reconfigured, Snapshot

__all__ = ["Project", "Reconfigured", "Snapshot", "find_projects", "find_root_above", "makes_root", "search_projects"]
