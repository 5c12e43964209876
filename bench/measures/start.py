"""How soon a server that was just started answers; no goal, but what the framework itself needs stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing

from bare_server import ANSWER
from client import WrongAnswerError
from editor import Editor
from stage import Stage
from table import Row, compared
from world import SHARED_STEP, World


def measure(stage: Stage) -> Iterator[Row]:
    """The first reply; then the first hover, asked for while the large project is being read."""
    yield _row(stage, "start to initialize reply", lambda editor, _: editor.initialize())
    yield _row(stage, "start to first hover", _first_hover)


def _row(stage: Stage, name: str, wait: Callable[[Editor, str], float]) -> Row:
    ours, bare = [], []
    for _ in range(stage.scale.starts):
        with closing(stage.start(stage.large)) as editor:
            ours.append(wait(editor, SHARED_STEP))
        with closing(stage.start_bare(stage.large)) as editor:
            bare.append(wait(editor, ANSWER))
    return compared(name, ours, bare, "bare pygls")


def _first_hover(editor: Editor, expected: str) -> float:
    editor.initialize()
    document = editor.open(World(editor.folder, 1, 1).registry(0))
    answer = editor.hover(document, document.find(f'"{SHARED_STEP}"', skip=3))
    if expected not in answer.result:
        raise WrongAnswerError(f"hover while indexing: {answer.result!r} does not hold {expected!r}")
    return answer.at - editor.started
