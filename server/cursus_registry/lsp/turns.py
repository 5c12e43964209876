"""The answer of a long piece of work, between the messages of the client: nothing waits for it but who asked."""

from __future__ import annotations

import asyncio
import time
from typing import TypeVar

from cursus_registry.turns import Turns

SLICE_SECONDS = 0.005
_Value = TypeVar("_Value")


async def between_messages(work: Turns[_Value]) -> _Value:
    """Go through the steps, and let the event loop do everything else now and then. A cancelled request ends it."""
    started = time.perf_counter()
    while True:
        try:
            next(work)
        except StopIteration as end:
            value: _Value = end.value
            return value
        if time.perf_counter() - started > SLICE_SECONDS:
            await asyncio.sleep(0)
            started = time.perf_counter()
