"""When the disk is looked over without being asked, by a clock that a test turns."""

import pytest

from cursus_registry.lsp import rescan
from cursus_registry.lsp.rescan import ALONE_SECONDS, BURST, INTERVAL_SECONDS, Rescan


class Clock:
    """Time that passes when it is told to."""

    def __init__(self, monkeypatch):
        self.now = 1000.0
        self.timers = []
        monkeypatch.setattr(rescan.time, "monotonic", lambda: self.now)

    def later(self, seconds, call):
        timer = Timer(self.now + seconds, call)
        self.timers.append(timer)
        return timer

    def pass_(self, seconds):
        end = self.now + seconds
        while due := [timer for timer in self.timers if timer.at <= end and not timer.cancelled]:
            first = min(due, key=lambda timer: timer.at)
            self.timers.remove(first)
            self.now = first.at
            first.call()
        self.now = end


class Timer:
    def __init__(self, at, call):
        self.at, self.call, self.cancelled = at, call, False

    def cancel(self):
        self.cancelled = True


class Desk:
    def __init__(self, clock):
        self.clock, self.looks, self.busy, self.took = clock, [], False, 0.0
        self.rescan = Rescan(self._look, lambda: self.busy, clock.later)
        self.rescan.start()

    def _look(self):
        self.looks.append(self.clock.now - 1000.0)
        self.clock.now += self.took
        self.rescan.looked()


@pytest.fixture
def desk(monkeypatch):
    return Desk(Clock(monkeypatch))


def test_now_and_then(desk):
    desk.clock.pass_(INTERVAL_SECONDS * 3 + 1)
    assert desk.looks == [30.0, 60.0, 90.0]


def test_not_while_there_is_other_work(desk):
    desk.busy = True
    desk.clock.pass_(45)
    desk.busy = False
    assert desk.looks == []
    desk.clock.pass_(30)
    assert desk.looks == [60.0]


def test_after_a_burst_and_only_after_it(desk):
    for _ in range(10):
        desk.rescan.noticed(BURST)
        desk.clock.pass_(0.1)
    assert desk.looks == []
    desk.clock.pass_(1)
    assert desk.looks == [pytest.approx(1.4)]


def test_single_changes_are_no_burst(desk):
    for _ in range(25):
        desk.rescan.noticed(2)
        desk.clock.pass_(0.5)
    assert desk.looks == []


def test_alone_it_looks_often(desk):
    desk.rescan.leave_alone()
    desk.clock.pass_(ALONE_SECONDS * 3.5)
    assert len(desk.looks) == 3


def test_it_takes_a_small_part_of_the_time(desk):
    desk.took = 2.0
    desk.clock.pass_(1000)
    assert 8 <= len(desk.looks) <= 11
    desk.rescan.leave_alone()
    before = len(desk.looks)
    desk.clock.pass_(1000)
    assert 8 <= len(desk.looks) - before <= 11


def test_stopped_it_looks_no_more(desk):
    desk.rescan.noticed(BURST + 1)
    desk.rescan.stop()
    desk.clock.pass_(100)
    assert desk.looks == []
