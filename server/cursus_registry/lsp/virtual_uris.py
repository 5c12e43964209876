"""The URIs of virtual documents: `cursus-registry:/<workspace>/effective.py`, and `conflicts.md` in its place.

`core` in the place of the workspace stands for what is seen without one; no workspace can have that id. Where several
projects are open, `?root=<folder>` tells which is meant. It must not know what stands in the documents.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote, unquote, urlsplit

SCHEME = "cursus-registry"
_BASE = "core"
_ROOT = "root="


class Page(Enum):
    """The documents that there are of each workspace."""

    EFFECTIVE = "effective.py"
    CONFLICTS = "conflicts.md"


@dataclass(frozen=True, slots=True)
class VirtualUri:
    """Which document is meant. `root` is None where the URI does not say it, `workspace` where it is none."""

    page: Page
    workspace: str | None
    root: str | None = None

    def __str__(self) -> str:
        workspace = quote(self.workspace or _BASE, safe="", errors="surrogateescape")
        query = f"?{_ROOT}{quote(self.root, errors='surrogateescape')}" if self.root is not None else ""
        return f"{SCHEME}:/{workspace}/{self.page.value}{query}"


def parse_virtual(uri: str) -> VirtualUri | None:
    """What a URI names; None if there is no such document.

    The query is decoded as a whole: some editors encode its `=`, too.
    """
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    steps = [unquote(step, errors="surrogateescape") for step in parts.path.split("/")]
    if parts.scheme != SCHEME or parts.netloc or len(steps) != 3 or steps[0] or not steps[1]:
        return None
    page = next((page for page in Page if page.value == steps[2]), None)
    query = unquote(parts.query, errors="surrogateescape")
    if page is None or (query and not query.startswith(_ROOT)):
        return None
    return VirtualUri(page, None if steps[1] == _BASE else steps[1], query.removeprefix(_ROOT) if query else None)
