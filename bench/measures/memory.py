"""Goal: the server holds at most five kilobytes for each entry that some workspace declares."""

from __future__ import annotations

from collections.abc import Iterator

from stage import Stage
from table import Row, sized

LIMIT = 5_000


def measure(stage: Stage) -> Iterator[Row]:
    """What the server on the large project holds more than the one on the small, before any file is opened."""
    more = stage.large_server.memory() - stage.small_server.memory()
    declarations = stage.large.declarations - stage.small.declarations
    beside = f"{more / 1_000_000:.0f} MB, {declarations:,} more entries"
    yield sized("memory a declaration", more / declarations, beside, LIMIT)
