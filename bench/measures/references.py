"""Goal: the places of a step, and what stands over the entries of a file, are there within 20 ms.

Asked on a project as large as the others with 2,000 pipelines of ten look-ups each. What was answered is kept until
something changes, so that half of the questions are asked after an edit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import cycle, islice
from statistics import median

from client import WrongAnswerError
from editor import Document, Editor
from stage import Stage
from table import Row, clocked

GOAL = 0.02
_WARM_UP = 5
_CALL = '    get_config_class_name("'
_MENTIONS = ("mention", "mentions")


def measure(stage: Stage) -> Iterator[Row]:
    """References of the core's steps, as they are and after an edit; the core's lenses, and one of them counted."""
    editor, world = stage.used_server, stage.used
    core, pipeline = editor.open(world.core()), editor.open(world.pipeline())
    expected, names = world.mentions(), world.core_names()
    asked = list(islice(cycle(names), _WARM_UP + stage.scale.asked))
    size = f"{stage.scale.pipelines:,} pipelines"
    same = [_references(editor, core, name, expected) for name in asked]
    yield clocked(f"references, {size}", median(same[_WARM_UP:]), GOAL)
    edited = [_references_after_edit(editor, core, pipeline, name, expected) for name in asked[: stage.scale.edits]]
    yield clocked(f"references after an edit, {size}", median(edited), GOAL)
    lenses = [_lenses(editor, core, len(names)) for _ in asked]
    yield clocked(f"code lens, {size}", median(lenses[_WARM_UP:]), GOAL)
    counted = [_counted(editor, core, pipeline, number, expected) for number in range(stage.scale.edits)]
    yield clocked(f"code lens counted after an edit, {size}", median(counted), GOAL)


def _references(editor: Editor, core: Document, name: str, expected: Counter[str]) -> float:
    answer = editor.references(core, core.find(f'"{name}": {{', skip=3))
    uses = [one for one in answer.result if "/pipelines/" in one["uri"]]
    if len(uses) != expected[name] or not any(one["uri"] == core.uri for one in answer.result):
        raise WrongAnswerError(f"references of {name}: {len(uses)} look-ups, not {expected[name]}")
    return answer.seconds


def _references_after_edit(
    editor: Editor, core: Document, pipeline: Document, name: str, expected: Counter[str]
) -> float:
    _use(editor, pipeline, name, expected)
    return _references(editor, core, name, expected)


def _use(editor: Editor, pipeline: Document, name: str, expected: Counter[str]) -> None:
    """Type another look-up of a step, and wait until it is read."""
    editor.type(pipeline, pipeline.find("LOOKED_UP = [", skip=len("LOOKED_UP = [")), 0, f'\n{_CALL}{name}"),')
    expected[name] += 1


def _lenses(editor: Editor, core: Document, least: int) -> float:
    answer = editor.lenses(core)
    if len(answer.result) < least:
        raise WrongAnswerError(f"code lens: {len(answer.result)} over {least} entries")
    return answer.seconds


def _counted(editor: Editor, core: Document, pipeline: Document, number: int, expected: Counter[str]) -> float:
    """The time to count the mentions of one step, just after somebody has used it once more."""
    lenses = [lens for lens in editor.lenses(core).result if lens["data"]["topic"] == "mentions"]
    lens = lenses[number % len(lenses)]
    name = lens["data"]["name"]
    _use(editor, pipeline, name, expected)
    answer = editor.request("codeLens/resolve", lens)
    title = answer.result["command"]["title"]
    if title.split() not in [[str(expected[name]), word] for word in _MENTIONS]:
        raise WrongAnswerError(f"code lens over {name}: {title!r}, not {expected[name]}")
    return answer.seconds
