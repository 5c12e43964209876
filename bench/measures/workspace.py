"""Goal: symbols, and all diagnostics while nothing has changed, are there within 20 ms on 2,000 pipelines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice
from statistics import median

from client import Json, WrongAnswerError
from editor import Editor
from stage import Stage
from table import Row, clocked

GOAL = 0.02
_WARM_UP = 5


def measure(stage: Stage) -> Iterator[Row]:
    """Each step of the core by its name; then all diagnostics again and again."""
    editor, size = stage.used_server, f"{stage.scale.pipelines:,} pipelines"
    names = list(islice(cycle(stage.used.core_names()), _WARM_UP + stage.scale.asked))
    seconds = [_symbols(editor, name) for name in names]
    yield clocked(f"workspace symbols, {size}", median(seconds[_WARM_UP:]), GOAL)
    known = _known(editor)
    seconds = [_unchanged(editor, known) for _ in range(_WARM_UP + stage.scale.edits)]
    yield clocked(f"workspace diagnostics without a change, {size}", median(seconds[_WARM_UP:]), GOAL)


def _symbols(editor: Editor, name: str) -> float:
    answer = editor.request("workspace/symbol", {"query": name})
    if not answer.result or answer.result[0]["name"] != name:
        raise WrongAnswerError(f"workspace symbols: {name} is not the first for its name")
    return answer.seconds


def _known(editor: Editor) -> list[Json]:
    """What the client has of every file once it has asked for the first time."""
    answer = editor.request("workspace/diagnostic", {"previousResultIds": []})
    items = answer.result["items"]
    if not any(item["items"] for item in items):
        raise WrongAnswerError("workspace diagnostics: nothing is found, and there is something")
    return [{"uri": item["uri"], "value": item["resultId"]} for item in items]


def _unchanged(editor: Editor, known: list[Json]) -> float:
    answer = editor.request("workspace/diagnostic", {"previousResultIds": known})
    kinds = {item["kind"] for item in answer.result["items"]}
    if not kinds <= {"unchanged"}:
        raise WrongAnswerError(f"workspace diagnostics: {kinds}, and nothing has changed")
    return answer.seconds
