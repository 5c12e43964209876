"""A session's life as the protocol has it, byte for byte: who is answered when, and how it ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support.pipe import Pipe, initialize, news, packed, request, unpack

HOVER = {"textDocument": {"uri": "file:///nowhere.py"}, "position": {"line": 0, "character": 0}}


@pytest.fixture
def wire(tmp_path):
    with Pipe(tmp_path / "log") as wire:
        yield wire


def code(answer):
    return answer["error"]["code"]


def test_nothing_is_answered_before_initialize_and_all_is_afterwards(wire):
    assert code(wire.ask(request(1, "textDocument/hover", HOVER))) == -32002
    assert code(wire.ask(request(2, "shutdown"))) == -32002
    wire.send(news("textDocument/didOpen", {"textDocument": 5}))
    wire.start()
    assert wire.ask(request(3, "textDocument/hover", HOVER)) == {"jsonrpc": "2.0", "id": 3, "result": None}
    assert wire.log() == ""


def test_the_second_initialize_is_refused_and_changes_nothing(wire):
    wire.start()
    assert code(wire.ask(initialize(2))) == -32600
    assert "result" in wire.ask(request(3, "textDocument/hover", HOVER))


def test_after_shutdown_only_exit_counts(wire):
    wire.start()
    assert wire.ask(request(1, "shutdown")) == {"jsonrpc": "2.0", "id": 1, "result": None}
    assert code(wire.ask(request(2, "textDocument/hover", HOVER))) == -32600
    assert code(wire.ask(request(3, "shutdown"))) == -32600
    wire.send(news("textDocument/didClose", {"textDocument": {"uri": "file:///nowhere.py"}}), news("exit"))
    assert wire.ended() == 0
    assert wire.log() == ""


@pytest.mark.parametrize("params", [{}, [], None])
def test_shutdown_and_exit_may_have_parameters_of_any_kind(wire, params):
    wire.start()
    assert "result" in wire.ask(request(1, "shutdown", params))
    wire.send(news("exit", params))
    assert wire.ended() == 0


def test_exit_without_shutdown_ends_with_1(wire):
    wire.start()
    wire.ask(request(1, "textDocument/hover", HOVER))
    wire.send(news("exit"))
    assert wire.ended() == 1


def test_exit_before_initialize_ends_with_1(wire):
    wire.send(news("exit"))
    assert wire.ended() == 1


def test_the_end_of_input_ends_with_1_after_what_has_come_is_answered(wire):
    wire.start()
    wire.send(*(request(number, "textDocument/hover", HOVER) for number in range(200)))
    wire.process.stdin.close()
    assert [message["id"] for message in wire.rest()] == list(range(200))
    assert wire.ended() == 1
    assert wire.log() == ""


def test_messages_after_exit_are_not_answered_and_do_no_harm(wire):
    wire.start()
    wire.send(
        request(1, "shutdown"),
        news("exit"),
        *(request(number, "textDocument/hover", HOVER) for number in range(2, 500)),
    )
    assert [message["id"] for message in wire.rest()] == [1]
    assert wire.ended() == 0
    assert wire.log() == ""


LEAVING = {
    "a question": ([request(1, "textDocument/hover", HOVER)], 1),
    "exit": ([news("exit")], 1),
    "shutdown": ([request(1, "shutdown")], 0),
    "shutdown and exit": ([request(1, "shutdown"), news("exit")], 0),
}


@pytest.mark.parametrize(("said", "ends_with"), LEAVING.values(), ids=LEAVING)
@pytest.mark.parametrize("closes", ["before", "after"])
def test_a_client_that_closes_its_ear_is_no_error(tmp_path, said, ends_with, closes):
    with Pipe(tmp_path / "log", reading=False) as wire:
        wire.send(initialize(), news("initialized", {}))
        assert unpack(wire.process.stdout)["id"] == "hello"
        if closes == "before":
            wire.process.stdout.close()
        wire.send(*said)
        wire.process.stdout.close()
        if closes == "after":
            wire.process.stdin.close()
        assert wire.ended() == ends_with
        assert wire.log() == ""


def test_a_client_that_does_not_read_any_more_ends_the_server(tmp_path, monkeypatch):
    monkeypatch.setenv("CURSUS_REGISTRY_LOG", "info")
    with Pipe(tmp_path / "log", reading=False) as wire:
        wire.process.stdout.close()
        wire.send(initialize())
        assert wire.ended() == 1
        assert "INFO cursus_registry.lsp.ending: the client does not read any more" in wire.log()
        assert "Traceback" not in wire.log()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_without_a_traceback(wire, number):
    wire.start()
    wire.ask(request(1, "textDocument/hover", HOVER))
    wire.process.send_signal(number)
    assert wire.ended() == 1
    assert wire.log() == ""


def test_a_signal_after_shutdown_is_a_good_end(wire):
    wire.start()
    wire.ask(request(1, "shutdown"))
    wire.process.send_signal(signal.SIGTERM)
    assert wire.ended() == 0


BUSY = """
import sys, time
from cursus_registry.faults import be_strict
from cursus_registry.lsp.lane import Urgency
from cursus_registry.lsp.create import create_server
from cursus_registry.lsp.descriptors import take_descriptors
from cursus_registry.lsp.greeting import Greeting
from cursus_registry.lsp.stdio import serve
be_strict()
server = create_server()
def endless():
    while True:
        yield
def stuck():
    time.sleep(3600)
    yield
@server.feature("test/busy")
def busy(params):
    server.lane.put("busy", Urgency.CHANGED, endless() if params["kind"] == "endless" else stuck())
sys.exit(serve(server, take_descriptors(), Greeting(b"", answered=False)))
"""


def make_busy(wire, kind, **more):
    """Put a job into the lane that never ends, in steps that are short or in a single one."""
    wire.ask(initialize(**more))
    wire.send(news("test/busy", {"kind": kind}))
    time.sleep(0.2)


def time_at_work(wire):
    """The seconds that the server has had a processor for itself: others on the machine do not count."""
    user, system = Path(f"/proc/{wire.process.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@pytest.fixture
def busy(tmp_path, request):
    with Pipe(tmp_path / "log", [sys.executable, "-c", BUSY]) as wire:
        make_busy(wire, request.param)
        yield wire


@pytest.mark.parametrize("busy", ["endless"], indirect=True)
def test_a_long_job_stands_in_the_way_of_nothing(busy):
    before = time_at_work(busy)
    for number in range(20):
        busy.ask(request(number, "textDocument/hover", HOVER))
    assert time_at_work(busy) - before < 5
    busy.ask(request("end", "shutdown"))
    busy.send(news("exit"))
    assert busy.ended() == 0


@pytest.mark.parametrize("busy", ["endless", "stuck"], indirect=True)
def test_the_end_of_input_ends_it_whatever_it_does(busy):
    busy.process.stdin.close()
    assert busy.ended() == 1


@pytest.mark.parametrize("busy", ["stuck"], indirect=True)
def test_a_signal_ends_it_whatever_it_does(busy):
    busy.process.send_signal(signal.SIGTERM)
    assert busy.ended() == 1
    assert "Traceback" not in busy.log()


@pytest.mark.parametrize("kind", ["endless", "stuck"])
def test_the_death_of_the_parent_ends_it_whatever_it_does(tmp_path, kind):
    with (
        subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other,
        Pipe(tmp_path / "log", [sys.executable, "-c", BUSY]) as wire,
    ):
        make_busy(wire, kind, processId=other.pid)
        assert wire.process.poll() is None
        other.kill()
        other.wait()
        assert wire.ended() == 1
        assert f"process {other.pid}, has ended" in wire.log()


def test_a_parent_that_cannot_be_seen_is_not_waited_for(wire):
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    wire.ask(initialize(processId=gone.pid))
    time.sleep(0.1)
    assert "result" in wire.ask(request(1, "textDocument/hover", HOVER))
    assert wire.log() == ""


def test_the_beginning_may_come_in_pieces_and_with_all_that_follows(wire):
    data = packed(initialize()) + packed(news("initialized", {})) + packed(request(1, "textDocument/hover", HOVER))
    for start in range(0, len(data), 50):
        wire.send(data[start : start + 50])
    assert [wire.next()["id"] for _ in range(2)] == ["hello", 1]
    wire.send(request(2, "shutdown"), news("exit"))
    assert [one["id"] for one in wire.rest()] == [2]


@pytest.mark.parametrize("params", [None, 5, {}, {"capabilities": 5}])
def test_an_initialize_that_cannot_be_read_is_refused_and_may_be_said_again(wire, params):
    wire.send(packed(request(1, "initialize", params)))
    assert code(wire.next()) == -32602
    assert "result" in wire.ask(initialize(2))


def test_the_early_answer_is_the_only_one_and_the_client_is_watched(wire):
    result = wire.ask(initialize(1, capabilities={"general": {"positionEncodings": ["utf-8"]}}))["result"]
    assert result["capabilities"]["positionEncoding"] == "utf-8"
    assert code(wire.ask(initialize(2))) == -32600
    assert [one["id"] for one in wire.seen] == [1, 2]
    assert wire.log() == ""


WAITING = """
import os, sys
from cursus_registry.lsp.start import run_stdio
real = os.read
def read(*arguments):
    sys.stderr.write("waiting\\n")
    sys.stderr.flush()
    return real(*arguments)
os.read = read
sys.exit(run_stdio())
"""


@pytest.mark.parametrize("how", ["end", "signal"])
def test_the_end_may_come_before_the_beginning(tmp_path, how):
    with Pipe(tmp_path / "log", [sys.executable, "-c", WAITING]) as wire:
        while "waiting" not in wire.log():
            time.sleep(0.02)
        if how == "end":
            wire.process.stdin.close()
        else:
            wire.process.send_signal(signal.SIGINT)
        assert wire.ended() == 1
        assert "Traceback" not in wire.log()
