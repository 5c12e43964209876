"""Goal: a hover costs at most three times what a constant hover of a bare pygls server costs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice

from bare_server import ANSWER
from client import WrongAnswerError
from editor import Document, Editor, Place
from spots import declared_steps, looked_up_steps
from stage import Stage
from table import Row, compared

LIMIT = 3.0
_WARM_UP = 20


def measure(stage: Stage) -> Iterator[Row]:
    """Hovers on the names of a registry's steps, then on names in calls; every second one goes to the bare server."""
    bare = stage.start_bare(stage.large)
    bare.initialize()
    for what, find in (("step", declared_steps), ("look-up", looked_up_steps)):
        ours, theirs = [], []
        spots = find(stage.large, stage.large_server)
        bare_document = bare.open(stage.large.pipeline())
        for document, place, name in islice(cycle(spots), _WARM_UP + stage.scale.asked):
            ours.append(_hover(stage.large_server, document, place, name))
            theirs.append(_hover(bare, bare_document, place, ANSWER))
        yield compared(f"hover on a {what}", ours[_WARM_UP:], theirs[_WARM_UP:], "bare pygls", LIMIT)


def _hover(editor: Editor, document: Document, place: Place, expected: str) -> float:
    answer = editor.hover(document, place)
    if expected not in answer.result:
        raise WrongAnswerError(f"hover: {answer.result!r} does not hold {expected!r}")
    return answer.seconds
