"""How an answer comes to know of classes outside: what is asked when, how long is waited, and what is kept."""

import asyncio
import time

import pytest

from cursus_registry.components.outside import Wanted, to_json
from cursus_registry.files import Memory, Overlay
from cursus_registry.lsp import outside as module
from cursus_registry.lsp.outside import Outsiders
from support.outside import outside_class

pytestmark = pytest.mark.asyncio
PATH = "/site/mine.py"
TEXT = "class Named:\n    'Doc.'\n"
WANTED = Wanted("mine.Named", ("/src",))


class Stand:
    """In the place of a worker: answers after a while."""

    def __init__(self, said=None, seconds=0.0):
        self.said = {"classes": [to_json(outside_class(PATH, TEXT))]} if said is None else said
        self.seconds = seconds
        self.asked = []
        self.rests = False
        self.process_id = 1
        self.stopped = 0

    async def ask(self, question):
        self.asked.append(question)
        await asyncio.sleep(self.seconds)
        return self.said

    def stop(self):
        self.stopped += 1

    async def close(self):
        self.rests = True


def make(stand, disk=None):
    files = Overlay(disk or Memory({PATH: TEXT}))
    return Outsiders(files, lambda: stand), files


def docs(lookup):
    return [one.text.docstring for one in lookup.find(WANTED)]


async def answer(outsiders, compute=docs, patience=5.0):
    given = outsiders.answer(("/site",), compute, patience)
    return (await given, True) if asyncio.iscoroutine(given) else (given, False)


async def test_the_first_answer_waits_and_the_second_knows():
    stand = Stand()
    outsiders, _ = make(stand)
    assert await answer(outsiders) == (["Doc."], True)
    assert await answer(outsiders) == (["Doc."], False)
    assert stand.asked == [{"path": "mine.Named", "roots": ("/src", "/site")}]


async def test_who_asks_for_nothing_outside_waits_for_nothing():
    stand = Stand()
    outsiders, _ = make(stand)
    assert await answer(outsiders, lambda lookup: 5) == (5, False)
    assert outsiders.process_id is None
    assert stand.asked == []


async def test_an_answer_comes_in_time_without_what_is_late_and_the_next_one_has_it():
    outsiders, _ = make(Stand(seconds=0.3))
    started = time.monotonic()
    assert await answer(outsiders, patience=0.05) == ([], True)
    assert time.monotonic() - started < 0.25
    await asyncio.sleep(0.4)
    assert await answer(outsiders, patience=0.05) == (["Doc."], False)


async def test_two_who_ask_the_same_ask_once():
    stand = Stand(seconds=0.05)
    outsiders, _ = make(stand)
    assert await asyncio.gather(answer(outsiders), answer(outsiders)) == [(["Doc."], True)] * 2
    assert len(stand.asked) == 1


async def test_one_who_no_longer_waits_takes_nothing_from_the_other():
    outsiders, _ = make(Stand(seconds=0.1))
    first = asyncio.ensure_future(answer(outsiders))
    second = asyncio.ensure_future(answer(outsiders))
    await asyncio.sleep(0.02)
    first.cancel()
    assert await second == (["Doc."], True)


async def test_what_an_answer_leads_to_is_asked_too():
    stand = Stand()
    outsiders, _ = make(stand)

    def compute(lookup):
        return docs(lookup) + (docs(lookup) and [one.name for one in lookup.find(Wanted("more.Named"))])

    assert await answer(outsiders, compute) == (["Doc.", "Named"], True)
    assert [question["path"] for question in stand.asked] == ["mine.Named", "more.Named"]


async def test_a_file_that_has_changed_is_looked_at_again():
    disk = Memory({PATH: TEXT})
    stand = Stand()
    outsiders, _ = make(stand, disk)
    await answer(outsiders)
    disk.write(PATH, f"\n{TEXT}")
    assert outsiders.answer(("/site",), lambda lookup: 1, 1) == 1
    assert await answer(outsiders) == (["Doc."], True)
    assert len(stand.asked) == 2


@pytest.mark.parametrize("said", [{"classes": []}, {"error": "no"}, {}, [], {"classes": [{"name": 1}]}, {"classes": 5}])
async def test_what_cannot_be_told_is_not_asked_again_and_again(said):
    stand = Stand(said)
    outsiders, _ = make(stand)
    assert await answer(outsiders) == ([], True)
    assert await answer(outsiders) == ([], False)
    assert len(stand.asked) == 1


async def test_what_is_known_is_asked_again_after_a_while_and_shown_meanwhile(monkeypatch):
    stand = Stand()
    outsiders, _ = make(stand)
    await answer(outsiders)
    monkeypatch.setattr(module, "_AGAIN_SECONDS", 0.0)
    stand.seconds = 0.5
    assert await answer(outsiders, patience=0.05) == (["Doc."], True)
    assert len(stand.asked) == 2
    outsiders.stop()


async def test_a_file_that_is_open_is_left_to_the_editor():
    outsiders, files = make(Stand())
    files.open(PATH, b"class Other: ...\n")
    assert await answer(outsiders) == ([], True)


async def test_nobody_is_asked_who_rests():
    stand = Stand()
    stand.rests = True
    outsiders, _ = make(stand)
    assert await answer(outsiders) == ([], False)
    assert stand.asked == []


async def test_without_a_worker_nothing_is_outside():
    outsiders = Outsiders(Overlay(Memory({})), None)
    assert await answer(outsiders) == ([], False)
    await outsiders.close()


async def test_the_end_keeps_nobody_waiting():
    stand = Stand(seconds=60)
    outsiders, _ = make(stand)
    waiting = asyncio.ensure_future(answer(outsiders, patience=60))
    await asyncio.sleep(0.02)
    started = time.monotonic()
    await outsiders.close()
    assert await waiting == ([], True)
    assert time.monotonic() - started < 5
    assert stand.stopped
    assert await answer(outsiders) == ([], False)


async def test_what_is_kept_has_a_bound(monkeypatch):
    monkeypatch.setattr(module, "_MOST_KNOWN", 3)
    outsiders, _ = make(Stand())
    for number in range(10):
        await answer(outsiders, lambda lookup: lookup.find(Wanted(f"mine.Named{number}")))  # noqa: B023
    assert len(outsiders._known) == 3
