"""Latencies by method, and a word in the log about whatever holds the loop up."""

import time

import pytest

from cursus_registry.lsp.meter import Meter


def test_latencies_by_method(monkeypatch):
    clock = iter(range(100_000))
    monkeypatch.setattr("cursus_registry.lsp.meter.perf_counter", lambda: next(clock) / 1000)
    meter = Meter()
    for _ in range(3):
        with meter.message("textDocument/hover"):
            next(clock)
    with pytest.raises(ZeroDivisionError), meter.message("shutdown"):
        raise ZeroDivisionError
    assert meter.table() == {
        "shutdown": {"count": 1, "p50Ms": 3.0, "p95Ms": 3.0, "maxMs": 3.0},
        "textDocument/hover": {"count": 3, "p50Ms": 4.0, "p95Ms": 4.0, "maxMs": 4.0},
    }


def test_a_turn_that_is_too_long_is_told(caplog):
    meter = Meter()
    with meter.turn("index /p"):
        time.sleep(0.11)
    with meter.turn("hover"):
        pass
    assert meter.slow_turns == 1
    [record] = caplog.records
    assert record.getMessage().startswith("index /p held everything up for 1")
