"""Goal: twenty milliseconds from the key to the field with the old name, also for a step that many override and use."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice
from statistics import median

from client import WrongAnswerError
from editor import Document, Editor, Place
from spots import declared_steps, looked_up_steps
from stage import Stage
from table import Row, clocked

GOAL_SECONDS = 0.02
_WARM_UP = 5


def measure(stage: Stage) -> Iterator[Row]:
    """Preparations on the names of a workspace's own steps, then on names of the core in calls."""
    for what, find in (("a workspace's step", declared_steps), ("a core step", looked_up_steps)):
        spots = find(stage.large, stage.large_server)
        asked = islice(cycle(spots), _WARM_UP + stage.scale.asked)
        times = [_prepare(stage.large_server, document, place, name) for document, place, name in asked]
        yield clocked(f"rename preparation, {what}", median(times[_WARM_UP:]), GOAL_SECONDS)


def _prepare(editor: Editor, document: Document, place: Place, name: str) -> float:
    answer = editor.prepare_rename(document, place)
    if answer.result != name:
        raise WrongAnswerError(f"rename preparation: {answer.result!r} is not {name!r}")
    return answer.seconds
