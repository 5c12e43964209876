"""Latencies by method, and a word in the log about whatever holds the loop up."""

import time

from cursus_registry.lsp.meter import Meter


def test_latencies_by_method():
    meter = Meter()
    for number in range(1000):
        meter.answered("textDocument/hover", number / 1000)
    meter.answered("shutdown", 0.0005, failed=True)
    assert meter.table() == {
        "shutdown": {"count": 1, "failed": 1, "p50Ms": 0.5, "p95Ms": 0.5, "maxMs": 0.5},
        "textDocument/hover": {"count": 1000, "failed": 0, "p50Ms": 750.0, "p95Ms": 975.0, "maxMs": 999.0},
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
