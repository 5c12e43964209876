"""The answer of a long piece of work, between the messages of the client: nothing waits for it but who asked."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

from cursus_registry.lsp.pauses import with_pauses
from cursus_registry.turns import Turns

_Value = TypeVar("_Value")


async def between_messages(work: Turns[_Value]) -> _Value:
    """Go through the steps, and let the event loop do everything else now and then. A cancelled request ends it."""
    values: list[_Value] = []

    def steps() -> Generator[None]:
        values.append((yield from work))

    async for _ in with_pauses(steps()):
        continue
    return values[0]
