"""Goal: on a file that names no step every question is answered with nothing within 5 ms."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice

from client import WrongAnswerError
from stage import Stage
from table import Row, clocked, p95

LIMIT_SECONDS = 0.005
_WARM_UP = 20
_ASKS = (
    *("hover", "completion", "definition", "declaration", "typeDefinition", "implementation", "references"),
    *("documentHighlight", "documentSymbol", "documentLink", "foldingRange", "selectionRange", "semanticTokens/full"),
    *("codeAction", "codeLens", "inlayHint", "prepareRename", "prepareCallHierarchy", "prepareTypeHierarchy"),
)
_TEXT = """import json


def describe(name: str) -> str:
    return json.dumps({"name": name})


GREETING = describe("reader")
"""


def measure(stage: Stage) -> Iterator[Row]:
    """All that editors ask by themselves or at a cursor, in turn, of the server that has read the large project."""
    path = stage.large.root / "pipelines/quiet.py"
    path.write_text(_TEXT, "utf-8")
    editor = stage.large_server
    document = editor.open(path)
    place = document.find("reader", skip=3).as_json()
    params = {
        "textDocument": {"uri": document.uri},
        "position": place,
        "positions": [place],
        "range": {"start": place, "end": place},
        "context": {"diagnostics": [], "includeDeclaration": True, "triggerKind": 1},
    }
    seconds = []
    for ask in islice(cycle(_ASKS), _WARM_UP + stage.scale.asked):
        answer = editor.request(f"textDocument/{ask}", params)
        if answer.result is not None:
            raise WrongAnswerError(f"{ask} where no step is named: {answer.result!r}")
        seconds.append(answer.seconds)
    editor.close_document(document)
    path.unlink()
    yield clocked("questions where nothing is ours p95", p95(seconds[_WARM_UP:]), LIMIT_SECONDS)
