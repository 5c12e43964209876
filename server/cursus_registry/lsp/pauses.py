"""Long work for one answer, cut so that others are answered in between."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from typing import TypeVar

SLICE_SECONDS = 0.005
_Item = TypeVar("_Item")


async def with_pauses(items: Iterable[_Item]) -> AsyncIterator[_Item]:
    """The same items; the loop turns whenever a slice of time is used up."""
    started = time.perf_counter()
    for item in items:
        yield item
        if time.perf_counter() - started > SLICE_SECONDS:
            await asyncio.sleep(0)
            started = time.perf_counter()
