"""Goal: an edit's diagnostics come at once, and no later in a project of a thousand workspaces than in one of ten.

Three places are typed in: in the last workspace a step of its own and the step that all share, and then the shared
step in the first workspace, whose declaration the diagnostics of all others point at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from time import sleep

from client import WrongAnswerError
from editor import Document, Editor, Place
from stage import FEW, Stage
from table import Row, clocked, compared, p50, p95
from world import COLLISION, SHARED_STEP, World

P50_GOAL, P95_GOAL = 0.010, 0.030
LIMIT = 1.2
_WARM_UP = 10
_PAUSE = 0.03
_TYPED = "x"
_TYPE_FIELD = '"sagemaker_step_type": "'
_NO_TYPE = "N0ne"
_DESCRIPTION = '"description": "'


def measure(stage: Stage) -> Iterator[Row]:
    """For each place: the times by the clock, and beside those of the small project, edited in turn."""
    for what, number, index in (
        ("own step", -1, 1),
        ("shared step", -1, 0),
        ("shared step all point at", 0, 0),
    ):
        large = _Typist.sit_down(stage.large_server, stage.large, number, index)
        small = _Typist.sit_down(stage.small_server, stage.small, number, index)
        for _ in range(stage.scale.edits):
            large.type()
            small.type()
            sleep(_PAUSE)
        for typist in (large, small):
            typist.leave()
            typist.editor.settle(stage.scale.quiet)
        yield clocked(f"edit to diagnostics, {what}, p50", p50(large.times), P50_GOAL)
        yield clocked(f"edit to diagnostics, {what}, p95", p95(large.times), P95_GOAL)
        beside = f"in {FEW} workspaces"
        yield compared(f"edit to diagnostics, {what}", large.times, small.times, beside, LIMIT)


@dataclass
class _Typist:
    """Types a character into the description of a step, and takes it out again."""

    editor: Editor
    document: Document
    step: str
    place: Place
    edits: int = 0
    times: list[float] = field(default_factory=list)

    @classmethod
    def sit_down(cls, editor: Editor, world: World, number: int, index: int) -> _Typist:
        """Open a workspace's registry and type a little, so that everything has been done once."""
        number %= world.workspaces
        document = editor.open(world.registry(number))
        editor.wait_published(document)
        step = world.names(number)[index]
        place = document.find(_DESCRIPTION, after=f'"{step}": {{', skip=len(_DESCRIPTION) + 3)
        typist = cls(editor, document, step, place)
        for _ in range(_WARM_UP):
            typist.type()
        typist.times.clear()
        return typist

    def type(self) -> None:
        """One edit, timed. The collision has to be found in the new text as in the old."""
        is_there = self.edits % 2
        found, taken = self.editor.type(self.document, self.place, is_there, "" if is_there else _TYPED)
        self.edits += 1
        self.times.append(taken)
        expected = self.document.find(f'"{SHARED_STEP}": {{').as_json()
        if not any(one["code"] == COLLISION and one["range"]["start"] == expected for one in found.diagnostics):
            raise WrongAnswerError(f"version {found.version}: no {COLLISION} on {SHARED_STEP}")

    def leave(self) -> None:
        """Make one edit that is wrong, to see that edits are read at all, and close the file."""
        place = self.document.find(_TYPE_FIELD, after=f'"{self.step}": {{', skip=len(_TYPE_FIELD))
        found, _ = self.editor.type(self.document, place, 0, _NO_TYPE)
        if not any(one["range"]["start"]["line"] == place.line for one in found.diagnostics):
            raise WrongAnswerError(f"version {found.version}: an unknown type in {self.step} went unnoticed")
        self.editor.close_document(self.document)
