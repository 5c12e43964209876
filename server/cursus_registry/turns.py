"""Long work in small steps: a generator that gives way now and then, and whose value is what the work was for.

It knows nothing else. An event loop can go through the steps between its messages; everybody else does so at once.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeAlias, TypeVar

_Value = TypeVar("_Value")
Turns: TypeAlias = Generator[None, None, _Value]


def at_once(work: Turns[_Value]) -> _Value:
    """Go through all steps now."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            value: _Value = end.value
            return value
