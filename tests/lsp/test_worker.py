"""The process that looks for classes outside, and stand-ins that hang, crash, or say what nobody can read."""

import asyncio
import json
import os
import sys
import time

import pytest

from cursus_registry.components.worker import start_command
from cursus_registry.lsp.worker import Limits, Worker
from support.editor import write_fixture
from support.installed import INSTALLED, SITE

pytestmark = pytest.mark.asyncio
READY = "import sys, time, os, json\ndef say(words):\n    print(words, flush=True)\n"
ECHO = "say('{\"ready\": true}')\nfor line in sys.stdin:\n    say(json.dumps({'said': json.loads(line), 'pid': os.getpid()}))\n"
QUICK = Limits(start=5, answer=0.3, idle=60, rest=60, end=5)


def stand_in(code):
    return lambda: [sys.executable, "-I", "-c", READY + code]


@pytest.fixture
def warned(caplog):
    return lambda: [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]


def is_alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


async def gone(process):
    end = time.monotonic() + 10
    while is_alive(process):
        assert time.monotonic() < end
        await asyncio.sleep(0.01)


async def test_one_process_answers_one_after_the_other():
    worker = Worker(stand_in(ECHO), QUICK)
    assert worker.process_id is None
    answers = await asyncio.gather(*(worker.ask(number) for number in range(5)))
    assert [answer["said"] for answer in answers] == [0, 1, 2, 3, 4]
    assert {answer["pid"] for answer in answers} == {worker.process_id}
    process = worker.process_id
    await worker.close()
    assert not is_alive(process)
    assert await worker.ask(1) is None


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("say('{}')\ntime.sleep(60)", "did not answer within 0.3 seconds"),
        ("say('{}')\nsys.stdin.readline()\nos._exit(3)", "it has ended"),
        ("say('{}')\nsys.stdin.readline()\nos.abort()", "it has ended"),
        ("say('{}')\nsys.stdin.readline()\nprint('{\"half', end='', flush=True)\nos._exit(0)", "it has ended"),
        ("say('{}')\nsys.stdin.readline()\nsay('no json')", "its answer cannot be read"),
        ("say('{}')\nsys.stdin.readline()\nsay('x' * 9_000_000)", "its answer is too long"),
        ("os._exit(1)", "it has ended"),
    ],
)
async def test_what_fails_is_ended_told_once_and_left_alone(code, reason, warned):
    worker = Worker(stand_in(code), QUICK)
    started = time.monotonic()
    assert await worker.ask(1) is None
    assert time.monotonic() - started < 5
    assert worker.rests
    assert worker.process_id is None
    assert await worker.ask(2) is None
    [warning] = warned()
    assert reason in warning
    await worker.close()


async def test_one_that_does_not_start_in_time(warned):
    worker = Worker(stand_in("time.sleep(60)"), QUICK._replace(start=0.2))
    assert await worker.ask(1) is None
    assert "did not start within 0.2 seconds" in warned()[0]
    await worker.close()


@pytest.mark.parametrize("command", [lambda: None, lambda: ["/nowhere/python"]])
async def test_what_cannot_be_started(command, warned):
    worker = Worker(command, QUICK)
    assert await worker.ask(1) is None
    assert len(warned()) == 1
    await worker.close()


async def test_it_is_started_again_after_a_rest_and_told_no_second_time(warned):
    worker = Worker(stand_in("say('{}')\nsys.stdin.readline()\nos._exit(1)"), QUICK._replace(rest=0.05))
    assert await worker.ask(1) is None
    await asyncio.sleep(0.1)
    assert not worker.rests
    worker._command = stand_in(ECHO)
    assert (await worker.ask("again"))["said"] == "again"
    await worker.close()
    assert len(warned()) == 1


async def test_one_that_is_killed_between_two_questions_is_replaced_or_rests(warned):
    worker = Worker(stand_in(ECHO), QUICK._replace(rest=0.01))
    first = (await worker.ask(1))["pid"]
    os.kill(first, 9)
    await gone(first)
    while (answer := await worker.ask(2)) is None:
        await asyncio.sleep(0.02)
    assert answer["pid"] != first
    await worker.close()


async def test_one_that_nobody_asks_ends():
    worker = Worker(stand_in(ECHO), QUICK._replace(idle=0.1))
    first = (await worker.ask(1))["pid"]
    await gone(first)
    assert worker.process_id is None
    assert (await worker.ask(2))["pid"] != first
    await worker.close()


async def test_an_answer_that_nobody_waits_for_is_not_that_of_the_next_question():
    worker = Worker(stand_in(ECHO.replace("    say", "    time.sleep(0.5)\n    say")), QUICK._replace(answer=5))
    task = asyncio.ensure_future(worker.ask("first"))
    while worker.process_id is None:
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.25)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await worker.ask("second"))["said"] == "second"
    await worker.close()


async def test_the_loop_goes_on_meanwhile():
    worker = Worker(stand_in("say('{}')\ntime.sleep(60)"), QUICK)
    longest, last = 0.0, time.perf_counter()
    task = asyncio.ensure_future(worker.ask(1))
    while not task.done():
        await asyncio.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    assert longest < 0.15
    await worker.close()


# The process itself


async def test_the_real_one(tmp_path):
    write_fixture(tmp_path, INSTALLED)
    worker = Worker(start_command, Limits(answer=30))
    roots = [str(tmp_path / SITE.lstrip("/"))]
    said = await worker.ask({"path": "cursus.core.base.BasePipelineConfig", "roots": roots})
    [found] = said["classes"]
    assert found["text"]["docstring"] == "What every step needs."
    for question in ({}, {"path": 1, "roots": None}, [], "x", {"path": "a.b", "roots": []}):
        said = await worker.ask(question)
        assert said == {"classes": []} or "error" in said, said
    assert (await worker.ask({"path": "cursus.core.base.StepBuilderBase", "roots": roots}))["classes"]
    await worker.close()


async def test_a_text_on_which_it_chokes_costs_that_answer(tmp_path, warned):
    (tmp_path / "deep.py").write_text(f"class Deep({'(' * 5000}):\n    pass\nx = {'[' * 100_000}\n" + "a." * 100_000)
    (tmp_path / "wide.py").write_text("".join(f"from wide import A{n}, A{n + 1} as A{n}\n" for n in range(3000)))
    (tmp_path / "large.py").write_bytes(b"class Large: ...\n" + b"#" * 3_000_000)
    (tmp_path / "nul.py").write_bytes(b"class Nul: ...\n\0")
    (tmp_path / "fine.py").write_text("class Fine: ...\n")
    os.mkfifo(tmp_path / "pipe.py")
    os.mkfifo(tmp_path / "fine.pyi.fifo")
    worker = Worker(start_command, Limits(answer=2, rest=0))
    for name in ("Deep", "Wide", "Large", "Nul", "Pipe"):
        said = await worker.ask({"path": f"{name.lower()}.{name}", "roots": [str(tmp_path)]})
        assert said is None or said == {"classes": []} or "error" in said, (name, said)
    said = await worker.ask({"path": "fine.Fine", "roots": [str(tmp_path)]})
    assert [one["name"] for one in said["classes"]] == ["Fine"]
    await worker.close()


async def test_a_pipe_in_the_place_of_a_stub_blocks_it_and_nobody_else(tmp_path, warned):
    (tmp_path / "mine.py").write_text("class Mine: ...\n")
    os.mkfifo(tmp_path / "mine.pyi")
    worker = Worker(start_command, Limits(answer=0.5, rest=60, end=5))
    assert await worker.ask({"path": "mine.Mine", "roots": [str(tmp_path)]}) is None
    assert "did not answer" in warned()[0]
    await worker.close()


async def test_it_ends_by_itself_when_the_input_does(tmp_path):
    process = await asyncio.create_subprocess_exec(*start_command(), stdin=-1, stdout=-1, stderr=-3)
    said, _ = await asyncio.wait_for(process.communicate(b""), 30)
    assert json.loads(said) == {"ready": True}
    assert process.returncode == 0


async def test_it_gives_itself_up_if_nobody_ends_it(tmp_path):
    (tmp_path / "mine.py").write_text("class Mine: ...\n")
    os.mkfifo(tmp_path / "mine.pyi")
    *head, folder, library = start_command()
    head[-1] = (
        f"import sys; sys.path[:0] = sys.argv[1:]; from cursus_registry.components import worker; worker.PATIENCE_SECONDS = 0.3\n{head[-1]}"
    )
    process = await asyncio.create_subprocess_exec(*head, folder, library, stdin=-1, stdout=-1, stderr=-3)
    process.stdin.write(json.dumps({"path": "mine.Mine", "roots": [str(tmp_path)]}).encode() + b"\n")
    assert await asyncio.wait_for(process.wait(), 30) == 1
    process.stdin.close()
