"""What a client sends back of an item that it was given. It may be anything, so every part of it is looked at."""

from __future__ import annotations

from enum import Enum
from typing import Any, TypeVar

_Member = TypeVar("_Member", bound=Enum)


def data_of(value: object) -> dict[str, Any]:
    """The data of an item by name; none where it is no object."""
    return value if isinstance(value, dict) else {}


def uri_of(value: object) -> str | None:
    """The URI of the document that an item is from, if it says one."""
    uri = data_of(value).get("uri")
    return uri if isinstance(uri, str) else None


def member_of(kind: type[_Member], value: object) -> _Member | None:
    """The member of an enumeration with that value, if there is one."""
    return next((one for one in kind if one.value == value), None)
