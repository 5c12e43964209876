"""Any sequence of changes of a small world: what is checked again after each is all that could be different."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from unittest import TestCase

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from cursus_registry.files import Memory
from cursus_registry.project import Project, Snapshot

Shown = list[tuple[object, ...]]


def changes_of(world: Mapping[str, Sequence[str | None]], **options: int) -> type[TestCase]:
    """A test in which one file after the other gets another of its texts; None is no file."""

    class Changes(RuleBasedStateMachine):
        @initialize(numbers=st.tuples(*(st.integers(0, len(texts) - 1) for texts in world.values())))
        def start(self, numbers: tuple[int, ...]) -> None:
            self.disk = Memory()
            for (path, texts), number in zip(world.items(), numbers, strict=True):
                self.write(path, texts[number])
            self.project = Project(self.disk, "/")
            snapshot = self.project.load_all()
            self.found = {path: shown(snapshot, path) for path in world}

        def write(self, path: str, text: str | None) -> None:
            if text is not None:
                self.disk.write(path, text)
            elif self.disk.is_file(path):
                self.disk.remove(path)

        @rule(change=st.sampled_from([(path, text) for path, texts in world.items() for text in texts]))
        def change(self, change: tuple[str, str | None]) -> None:
            path, text = change
            self.write(path, text)
            for other in self.project.update([path]) & world.keys():
                self.found[other] = shown(self.project.snapshot, other)
            cold = Project(self.disk, "/").load_all()
            assert self.found == {other: shown(cold, other) for other in world}

    Changes.TestCase.settings = settings(deadline=None, **options)
    return Changes.TestCase


def shown(snapshot: Snapshot, path: str) -> Shown:
    """The findings of a file, and where they point."""
    return [
        (
            found.code,
            found.severity,
            found.span,
            found.message,
            [(other.path, other.message) for other in found.related],
        )
        for found in snapshot.check(path)
    ]
