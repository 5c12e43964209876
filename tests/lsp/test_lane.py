"""The lane: what goes first, what takes whose place, and what a fault may cost."""

import logging
import time

import pytest

from cursus_registry.lsp.lane import STEP_SECONDS, Lane, Urgency


@pytest.fixture
def turns():
    """The turns that were asked for and have not been taken."""
    return []


@pytest.fixture
def lane(turns):
    return Lane(schedule=turns.append)


def run(turns):
    while turns:
        turns.pop(0)()


def job(log, name, steps=1):
    for step in range(steps):
        log.append(f"{name}{step}")
        yield step


def test_the_most_urgent_goes_first(lane, turns):
    log = []
    lane.put("c", Urgency.INDEX, job(log, "index"))
    lane.put("b", Urgency.AFFECTED, job(log, "affected"))
    lane.put("a", Urgency.CHANGED, job(log, "changed"))
    run(turns)
    assert log == ["changed0", "affected0", "index0"]


def test_of_equals_the_older_goes_first(lane, turns):
    log = []
    for name in "bac":
        lane.put(name, Urgency.INDEX, job(log, name, steps=2))
    run(turns)
    assert log == ["b0", "b1", "a0", "a1", "c0", "c1"]


def test_a_job_waits_when_something_more_urgent_comes(lane, turns):
    log = []

    def index():
        log.append("before")
        lane.put("a", Urgency.CHANGED, job(log, "changed"))
        yield
        log.append("after")

    lane.put("b", Urgency.INDEX, index())
    run(turns)
    assert log == ["before", "changed0", "after"]


def test_a_job_takes_the_place_of_the_one_with_its_key(lane, turns):
    log = []
    lane.put("a", Urgency.CHANGED, job(log, "old"))
    lane.put("a", Urgency.CHANGED, job(log, "new"))
    run(turns)
    assert log == ["new0"]


def test_a_job_that_puts_its_own_successor(lane, turns):
    log = []

    def first():
        lane.put("a", Urgency.CHANGED, job(log, "second"))
        yield
        log.append("never")

    lane.put("a", Urgency.CHANGED, first())
    run(turns)
    assert log == ["second0"]


def test_a_dropped_job_is_forgotten(lane, turns):
    log = []
    lane.put("a", Urgency.CHANGED, job(log, "a"))
    lane.put("b", Urgency.CHANGED, job(log, "b"))
    lane.drop("a")
    lane.drop("unknown")
    run(turns)
    assert log == ["b0"]


def test_a_fault_costs_its_own_job_only(lane, turns, caplog):
    log = []

    def faulty():
        yield
        raise ValueError("boom")

    lane.put("faulty", Urgency.CHANGED, faulty())
    lane.put("good", Urgency.INDEX, job(log, "good", steps=3))
    with caplog.at_level(logging.ERROR):
        run(turns)
    assert log == ["good0", "good1", "good2"]
    assert "job faulty failed" in caplog.text
    assert not lane.busy


def test_between_slices_the_loop_gets_its_turn(lane, turns):
    def slow():
        for _ in range(3):
            time.sleep(STEP_SECONDS * 2)
            yield

    lane.put("a", Urgency.INDEX, slow())
    taken = 0
    while turns:
        assert len(turns) == 1
        turns.pop()()
        taken += 1
    assert taken >= 3
    assert not lane.busy


def test_a_closed_lane_does_nothing(lane, turns):
    log = []
    lane.put("a", Urgency.CHANGED, job(log, "a"))
    lane.close()
    run(turns)
    assert (log, lane.busy, lane.closed) == ([], False, True)
    lane.put("b", Urgency.CHANGED, job(log, "b"))
    run(turns)
    assert log == []
