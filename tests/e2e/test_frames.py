"""Ten thousand frames that no good client sends: each request is answered once, and what follows is, too.

The examples are the same everywhere; `HYPOTHESIS_PROFILE=random` takes new ones.
"""

import asyncio
import json
import logging
import os
import time
from random import Random, randrange

import pytest

from cursus_registry.lsp.create import create_server
from cursus_registry.lsp.inbox import Inbox
from cursus_registry.lsp.protocol import Connection
from support.editor import TWO, write_fixture
from support.mutations import (
    damaged,
    damaged_stream,
    expected_answer,
    more_requests,
    session,
    with_odd_ids,
    with_odd_values,
)
from support.pipe import Pipe, initialize, news, packed, request

SEED = randrange(10**9) if os.environ.get("HYPOTHESIS_PROFILE") == "random" else 1
AFTER = {"textDocument": {"uri": "file:///nowhere.py"}, "position": {"line": 0, "character": 0}}


@pytest.fixture
def root(tmp_path):
    (tmp_path / "project").mkdir()
    write_fixture(tmp_path / "project", TWO)
    return tmp_path / "project"


def hello(root):
    return initialize(workspaceFolders=[{"uri": root.as_uri(), "name": "project"}])


def check_answers(body, number, answers):
    """What came for a body and the request that was sent after it."""
    told = f"seed {SEED}, {body[:2000]!r}: {answers}"
    kind, expected = expected_answer(body)
    ids = [one["id"] for one in answers]
    assert ids.count(number) == 1, told
    others = [one for one in answers if one["id"] != number]
    assert all(one.get("error", {}).get("code") != -32603 for one in answers), told
    if kind == "once":
        assert [one["id"] for one in others] == [expected], told
    elif kind == "never":
        assert others == [], told
    else:
        assert any("error" in one for one in others), told  # what precedes the damage may be a whole message


class Talk:
    """The server in this process."""

    def __init__(self):
        self.sent = []
        self.server = create_server()
        self.server.protocol.connect(Connection(self._take, lambda code: None, lambda process: None))
        loop = asyncio.get_running_loop()
        self.inbox = Inbox(self.server.protocol, loop.call_soon, lambda: None)

    def _take(self, body):
        message = json.loads(body)
        if "method" not in message:
            self.sent.append(message)

    async def say(self, *bodies):
        """The answers to bodies."""
        self.sent.clear()
        self.inbox.feed(b"".join(map(packed, bodies)))
        while self.inbox.waiting or self.server.protocol._running:
            await asyncio.sleep(0)
        return list(self.sent)


@pytest.mark.asyncio
async def test_frames_in_this_process(root, caplog):
    caplog.set_level(logging.ERROR)
    talk = Talk()
    await talk.say(hello(root), news("initialized", {}))
    messages = session(root)
    messages += more_requests(messages, talk.server.protocol.fm.features)
    bodies = [*with_odd_values(messages), *with_odd_ids(messages)]
    bodies += damaged(messages, Random(SEED), max(10_000 - len(bodies), 2_000))
    assert len(bodies) >= 10_000
    whole = [json.dumps(message).encode() for message in messages]
    for number, body in enumerate(bodies):
        if number % 100 == 0:
            await talk.say(*whole)
        check_answers(
            body, f"after {number}", await talk.say(body, request(f"after {number}", "textDocument/hover", AFTER))
        )
    assert [record.getMessage() for record in caplog.records] == []
    assert "result" in (await talk.say(request("end", "shutdown")))[0]


def test_frames_over_a_pipe(root, tmp_path):
    """The same over a real pipe, six hundred of them sent before anything is read."""
    messages = [one for one in session(root) if one["method"] != "$/cancelRequest"]  # which is answered out of turn
    random = Random(SEED)
    bodies = random.sample([*with_odd_values(messages), *with_odd_ids(messages)], 300)
    bodies += damaged(messages, random, 300)
    with Pipe(tmp_path / "log") as wire:
        wire.ask(hello(root))
        wire.send(news("initialized", {}))
        for number, body in enumerate(bodies):
            wire.send(body and packed(body), request(f"after {number}", "textDocument/hover", AFTER))
        wire.send(request("end", "shutdown"), news("exit"))
        answers = [one for one in wire.rest() if "method" not in one]
        assert wire.ended() == 0
        assert "Traceback" not in wire.log()
    for number, body in enumerate(bodies):
        at = next(at for at, one in enumerate(answers) if one["id"] == f"after {number}")
        check_answers(body, f"after {number}", answers[: at + 1])
        del answers[: at + 1]
    assert [one["id"] for one in answers] == ["end"]


@pytest.mark.parametrize("part", range(4))
def test_damaged_streams_end_cleanly(root, tmp_path, part):
    """Headers are damaged, too: what can be read is answered, nothing twice, and the process ends with its input."""
    stream = damaged_stream(session(root), Random(SEED + part), 150)
    with Pipe(tmp_path / "log") as wire:
        wire.ask(hello(root))
        started = time.monotonic()
        wire.send(stream)
        wire.process.stdin.close()
        answers = [one["id"] for one in wire.rest() if "method" not in one and one["id"] is not None]
        assert wire.ended() == 1
        assert time.monotonic() - started < 10
        assert "Traceback" not in wire.log()
    whole = [number for number in answers if str(number).startswith("whole-")]
    assert len(whole) == len(set(whole)), f"seed {SEED + part}"
    assert len(whole) >= 20, f"seed {SEED + part}"
