"""Goal: a completion costs at most half as much again as a bare pygls server that was handed the very same items."""

from __future__ import annotations

from collections.abc import Iterator

from client import Json, WrongAnswerError
from editor import Document, Editor, Place
from stage import Stage
from table import Row, compared

LIMIT = 1.5
_WARM_UP = 20
_CALL = 'get_config_class_name("'


def measure(stage: Stage) -> Iterator[Row]:
    """Completions in a call's string, asked of both by turns."""
    editor = stage.large_server
    document = editor.open(stage.large.pipeline())
    place = document.find(_CALL, skip=len(_CALL))
    expected = editor.complete(document, place).result
    _validate(expected, stage.large.core_names())
    bare = stage.start_bare(stage.large, expected)
    bare.initialize()
    bare_document = bare.open(stage.large.pipeline())
    ours, theirs = [], []
    for _ in range(_WARM_UP + stage.scale.asked):
        ours.append(_complete(editor, document, place, expected))
        theirs.append(_complete(bare, bare_document, place, expected))
    name = f"completion of {len(expected['items'])} names"
    yield compared(name, ours[_WARM_UP:], theirs[_WARM_UP:], "bare pygls", LIMIT)


def _validate(answer: Json, names: list[str]) -> None:
    missing = set(names) - {item["label"] for item in answer["items"]}
    if missing:
        raise WrongAnswerError(
            f"completion: {len(missing)} of {len(names)} names are missing, {min(missing)} among them"
        )


def _complete(editor: Editor, document: Document, place: Place, expected: Json) -> float:
    answer = editor.complete(document, place)
    if answer.result != expected:
        raise WrongAnswerError("completion: the same question has two answers")
    return answer.seconds
