"""When a client is made to ask again for lenses and hints: when counts moved, in a pause, and not on every key."""

import asyncio

import pytest
from lsprotocol import types as lsp

from cursus_registry.features.references import moves_counts
from cursus_registry.lsp.beside import QUIET_SECONDS, Beside
from support import clients
from support.checks import CORE, open_fixture, registry
from support.server import Desk

ALICE, PIPELINE = registry("alice"), "/pipelines/fraud.py"
HEADER = "from cursus.registry.step_names import get_config_class_name\n"
STEP = '\nSTEP_OVERRIDES = {{"Package": {{"description": "{}"}}}}\n'
CALL = 'get_config_class_name("Package")\n'
PROJECT = f"{CORE}\n#- {ALICE}{STEP.format('hers')}#- {PIPELINE}\n{HEADER}{CALL}"


class Clock:
    """A clock that a test turns: one timer at a time."""

    def __init__(self):
        self.waiting = []

    def later(self, seconds, call):
        assert seconds == QUIET_SECONDS
        self.waiting.append(call)
        return self

    def cancel(self):
        self.waiting.pop()

    def turn(self):
        waiting, self.waiting = self.waiting, []
        for call in waiting:
            call()


class Quiet(Desk):
    """A desk with a clock, and how often its client was made to ask."""

    def __init__(self):
        super().__init__(PROJECT)
        self.run()
        self.clock, self.asked = Clock(), 0
        self.beside = Beside(self.session, lambda: self.server.lane.busy, self.clock.later)
        self.server.work.moved = lambda _: self.beside.changed()
        self.beside.start([self._count])

    def _count(self):
        self.asked += 1

    def wait(self):
        self.run()
        self.clock.turn()
        return self.asked


def test_another_mention_moves_counts():
    desk = Quiet()
    desk.open(PIPELINE)
    assert desk.wait() == 0
    desk.type(PIPELINE, HEADER + CALL + CALL, 2)
    desk.run()
    desk.type(PIPELINE, HEADER + CALL + CALL + CALL, 3)
    assert len(desk.clock.waiting) == 1, "one look for both"
    assert desk.wait() == 1
    assert desk.wait() == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (PIPELINE, f"{HEADER}\n# a word\n\n{CALL}"),
        (ALICE, STEP.format("🚀 another word")),
    ],
)
def test_typing_elsewhere_moves_none(path, text):
    desk = Quiet()
    desk.open(path)
    desk.type(path, text, 2)
    assert desk.wait() == 0


def test_a_declaration_that_goes_or_a_file_that_comes():
    desk = Quiet()
    desk.save(ALICE, "STEP_OVERRIDES = {}\n")
    assert desk.wait() == 1
    desk.save("/pipelines/more.py", HEADER + CALL)
    assert desk.wait() == 2
    desk.save("/pipelines/more.py", None)
    assert desk.wait() == 3
    desk.save("/pipelines/none.py", "print()\n")
    assert desk.wait() == 3


def test_no_look_while_there_is_work():
    desk = Quiet()
    desk.open(PIPELINE)
    desk.type(PIPELINE, HEADER, 2)
    desk.beside.changed()
    desk.clock.turn()
    assert (desk.asked, len(desk.clock.waiting)) == (0, 1)
    assert desk.wait() == 1


def test_other_settings_are_a_reason():
    desk = Quiet()
    desk.server.configuration.pushed({"cursusRegistry": {"lenses": {"mentions": False}}})
    desk.server.work.configured()
    assert desk.wait() == 1


def test_nothing_is_looked_at_after_the_end_or_for_a_client_that_cannot_be_asked():
    desk = Quiet()
    desk.open(PIPELINE)
    desk.type(PIPELINE, HEADER, 2)
    desk.beside.stop()
    assert desk.clock.waiting == []
    desk.type(PIPELINE, HEADER + CALL, 3)
    assert (desk.clock.waiting, desk.wait()) == ([], 0)


def test_which_clients_are_asked_how():
    async def asked(client):
        desk = Desk(PROJECT, client)
        sent = []
        desk.server.protocol._send_data = lambda data: sent.append(data.method)
        for ask in desk.server.ways_to_ask_again():
            ask()
        await asyncio.sleep(0.01)
        return sent

    both = [lsp.WORKSPACE_CODE_LENS_REFRESH, lsp.WORKSPACE_INLAY_HINT_REFRESH]
    assert sorted(asyncio.run(asked(clients.vscode()))) == both
    assert asyncio.run(asked(clients.nothing())) == []


def test_the_way_to_the_registry_counts():
    through = f"{CORE}\n#- /src/ours.py\nfrom cursus.registry.step_names import get_config_class_name\n"
    through += f"#- {PIPELINE}\nfrom ours import get_config_class_name\n{CALL}"
    project = open_fixture(through)
    before = project.snapshot
    project.files.open("/src/ours.py", b"from cursus.other import get_config_class_name\n")
    project.update(["/src/ours.py"])
    assert moves_counts(before, project.snapshot)
