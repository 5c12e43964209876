"""Goal: a hover asked while a thousand registries are being read waits 25 ms at most, nineteen times of twenty."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from time import perf_counter

from client import NotAnsweredError, WrongAnswerError
from editor import PUBLISH, Document, Editor, Place
from stage import Stage
from table import Row, clocked, p95
from world import SHARED_STEP, World

LIMIT_SECONDS = 0.025
_PATIENCE = 120.0


def measure(stage: Stage) -> Iterator[Row]:
    """Hovers one after the other, from the second on, until the last file is published."""
    seconds = []
    with closing(stage.start(stage.large)) as editor:
        editor.initialize()
        document = editor.open(World(editor.folder, 1, 1).registry(0))
        place = document.find(f'"{SHARED_STEP}"', skip=3)
        end = perf_counter() + _PATIENCE
        while len(editor.published) < stage.large.workspaces:
            seconds.append(_hover(editor, document, place))
            if perf_counter() > end:
                raise NotAnsweredError(f"{PUBLISH}: {len(editor.published)} of {stage.large.workspaces} files in time")
    yield clocked("hover while indexing p95", p95(seconds[1:]), LIMIT_SECONDS)


def _hover(editor: Editor, document: Document, place: Place) -> float:
    answer = editor.hover(document, place)
    if SHARED_STEP not in answer.result:
        raise WrongAnswerError(f"hover while indexing: {answer.result!r} does not hold {SHARED_STEP!r}")
    return answer.seconds
