"""Long answers are worked out between messages: others go first, and a cancelled one ends."""

import asyncio
import time

import pytest

from cursus_registry.features.rename import find_subject, plan_rename, planning
from cursus_registry.lsp.turns import between_messages
from cursus_registry.turns import at_once
from support.checks import CORE, open_fixture
from support.server import Desk

PIPELINES = "".join(
    f"#- /pipelines/p{number}.py\nfrom cursus.registry.step_names import get_step_description\n"
    'get_step_description("Package_training")\n'
    for number in range(30)
)


def slow(done):
    for number in range(40):
        time.sleep(0.001)
        done.append(number)
        yield
    return sum(done)


@pytest.mark.asyncio
async def test_others_come_in_between():
    done, seen = [], []

    async def other():
        while len(done) < 40:
            seen.append(len(done))
            await asyncio.sleep(0)

    total, _ = await asyncio.gather(between_messages(slow(done)), other())
    assert total == sum(range(40))
    assert len(set(seen)) > 3


@pytest.mark.asyncio
async def test_who_is_cancelled_works_no_more():
    done = []
    task = asyncio.create_task(between_messages(slow(done)))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert 0 < len(done) < 40


def test_a_renaming_gives_way_at_every_file():
    snapshot = open_fixture(CORE + PIPELINES).snapshot
    path = "/pipelines/p0.py"
    subject = find_subject(snapshot, path, snapshot.facts(path).mentions[0].span.start)
    assert sum(1 for _ in planning(snapshot, subject, "Bundle")) > 3 * 30
    assert at_once(planning(snapshot, subject, "Bundle")) == plan_rename(snapshot, subject, "Bundle")


def test_everybody_else_has_turns_while_the_whole_graph_is_gone_through(monkeypatch):
    monkeypatch.setattr("cursus_registry.lsp.pauses.SLICE_SECONDS", 0.0)
    dag = "from cursus.api.dag import PipelineDAG\ndag = PipelineDAG()\ndag.add_edge('Package', 'XGBoostTraining')\n"
    desk = Desk(CORE + "".join(f"#- /dags/d{number}.py\n{dag}" for number in range(30)))
    desk.run()
    draw = desk.server.protocol.fm.commands["cursusRegistry.graph"]

    async def turns():
        task, turns = asyncio.ensure_future(draw({"uri": "file:///", "step": "core.Package"})), 0
        while not task.done():
            turns += 1
            await asyncio.sleep(0)
        return turns, task.result()

    count, answer = asyncio.run(turns())
    assert [len(one["edges"]) for one in answer.value["drawings"]] == [1]
    assert count > 30
    assert asyncio.run(turns())[0] < 10, "the graph of this state is kept"
