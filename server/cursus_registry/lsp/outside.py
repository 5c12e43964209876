"""What is known of classes outside of projects, and how an answer comes to know more: it waits a little, off the loop.

What is known is kept as long as the files that it comes from are the same. It must not know what the answers are.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from cursus_registry.components.outside import OutsideClass, Wanted, from_json
from cursus_registry.files import Overlay, Stamp
from cursus_registry.lsp.worker import Worker

HOVER_SECONDS = 0.3
"""How long what is shown in passing waits for classes outside."""
JOURNEY_SECONDS = 2.5
"""How long somebody waits who wants to go there."""

_AGAIN_SECONDS = 60.0
_NOT_AGAIN_SECONDS = 30.0
_MOST_KNOWN = 500
_MOST_ROUNDS = 4
_log = logging.getLogger(__name__)
_Answer = TypeVar("_Answer")
_Question = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Known:
    classes: tuple[OutsideClass, ...]
    stamps: dict[str, Stamp | None]
    since: float


@dataclass(slots=True)
class Lookup:
    """What is known, for an asker with some folders of packages; `missing` collects what is asked and not known."""

    outsiders: Outsiders
    folders: tuple[str, ...]
    missing: dict[_Question, None] = field(default_factory=dict)

    def find(self, wanted: Wanted) -> tuple[OutsideClass, ...]:
        """See `components.outside.Outside`."""
        question = (wanted.path, tuple(dict.fromkeys((*wanted.roots, *self.folders))))
        classes, is_settled = self.outsiders.known(question)
        if not is_settled:
            self.missing[question] = None
        return classes


class Outsiders:
    """All classes outside that anybody has asked for. Without a worker there are none."""

    def __init__(self, files: Overlay, worker: Callable[[], Worker] | None) -> None:
        self._files = files
        self._make_worker = worker
        self._worker: Worker | None = None
        self._known: dict[_Question, _Known] = {}
        self._asking: dict[_Question, asyncio.Task[None]] = {}

    @property
    def process_id(self) -> int | None:
        """The process that looks for them, if one runs."""
        return self._worker.process_id if self._worker else None

    def answer(
        self, folders: Sequence[str], compute: Callable[[Lookup], _Answer], patience: float
    ) -> _Answer | Coroutine[Any, Any, _Answer]:
        """What is computed with all that is known; later, within `patience` seconds, if there is more to know."""
        lookup = Lookup(self, tuple(folders))
        given = compute(lookup)
        if not lookup.missing or not self._can_ask():
            return given
        return self._answer_later(lookup, compute, given, patience)

    def known(self, question: _Question) -> tuple[tuple[OutsideClass, ...], bool]:
        """What is known as an answer to a question, and whether that will do."""
        found = self._known.get(question)
        if found is None:
            return (), False
        age = time.monotonic() - found.since
        if not found.classes:
            return (), age < _NOT_AGAIN_SECONDS
        if any(stamp is None or stamp != self._files.stamp(path) for path, stamp in found.stamps.items()):
            return (), False
        return found.classes, age < _AGAIN_SECONDS

    def forget(self) -> None:
        """Know nothing any more, so that everything is asked again."""
        self._known.clear()

    def stop(self) -> None:
        """End the process; whatever waits for it waits no longer."""
        for task in self._asking.values():
            task.cancel()
        if self._worker is not None:
            self._worker.stop()

    async def close(self) -> None:
        """The same, for good."""
        self.stop()
        self._make_worker = None
        if self._worker is not None:
            await self._worker.close()

    def _can_ask(self) -> bool:
        if self._worker is None and self._make_worker is not None:
            self._worker = self._make_worker()
        return self._make_worker is not None and self._worker is not None and not self._worker.rests

    async def _answer_later(
        self, lookup: Lookup, compute: Callable[[Lookup], _Answer], given: _Answer, patience: float
    ) -> _Answer:
        loop = asyncio.get_running_loop()
        end = loop.time() + patience
        for _ in range(_MOST_ROUNDS):
            asking: list[Awaitable[None]] = [self._ask(question) for question in lookup.missing]
            _, late = await asyncio.wait([asyncio.ensure_future(one) for one in asking], timeout=end - loop.time())
            lookup = Lookup(self, lookup.folders)
            given = compute(lookup)
            if late or not lookup.missing or not self._can_ask():
                break
        return given

    def _ask(self, question: _Question) -> asyncio.Task[None]:
        """The task that asks; it goes on when nobody waits for it any more, so that the next one need not."""
        task = self._asking.get(question)
        if task is None:
            task = self._asking[question] = asyncio.get_running_loop().create_task(self._learn(question))
            task.add_done_callback(lambda _: self._asking.pop(question, None))
        return task

    async def _learn(self, question: _Question) -> None:
        path, roots = question
        said = await self._worker.ask({"path": path, "roots": roots}) if self._worker else None
        classes = _classes(said)
        if any(self._files.is_open(one.path) for one in classes):
            classes = ()  # its places are those of the file on the disk
        while len(self._known) >= _MOST_KNOWN:
            del self._known[next(iter(self._known))]
        stamps = {one.path: self._files.stamp(one.path) for one in classes}
        self._known[question] = _Known(classes, stamps, time.monotonic())


def _classes(said: Any) -> tuple[OutsideClass, ...]:
    """The classes of an answer; none if it is no answer."""
    if said is None:
        return ()
    try:
        if "error" in said:
            _log.info("a class outside cannot be told: %s", said["error"])
            return ()
        return tuple(from_json(one) for one in said["classes"])
    except (KeyError, TypeError, ValueError) as error:
        _log.warning("an answer about classes outside cannot be read: %r", error)
        return ()
