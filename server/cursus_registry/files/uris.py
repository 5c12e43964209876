"""Between URIs and paths. Only `file:` URIs have a path; what others name never touches the disk."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

_DRIVE = re.compile(r"/(?P<drive>[A-Za-z]):(?=/|\Z)")


def to_path(uri: str) -> str | None:
    """The path of a `file:` URI, with `/`; None for other schemes and what is no URI. `file:///c%3A/x` is `C:/x`."""
    try:
        parts = urlsplit(uri)
    except ValueError:  # an opened bracket, as of an address of the network, that is not closed
        return None
    if parts.scheme != "file":
        return None
    path = unquote(parts.path, errors="surrogateescape")
    if match := _DRIVE.match(path):
        return f"{match['drive'].upper()}:{path[3:]}"
    if parts.netloc not in {"", "localhost"}:
        return f"//{unquote(parts.netloc)}{path}"
    return path.rstrip("/") or "/"


def to_uri(path: str) -> str:
    """The `file:` URI of an absolute path; `//server/share` has its server as the URI's host."""
    lead = "file:" if path.startswith("//") else "file://" if path.startswith("/") else "file:///"
    return f"{lead}{quote(path, safe='/:', errors='surrogateescape')}"
