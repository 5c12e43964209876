"""Nested timings, for whoever asks for them."""

import re

import pytest

from cursus_registry.profiling import span, start_profiling, stop_profiling


@pytest.fixture
def reports():
    found = []
    assert start_profiling(">0", found.append) is None
    yield found
    stop_profiling()


def shape(report):
    return [re.sub(r"[0-9.]+ ms", "ms", line).split("ms  ")[1] for line in report.splitlines()]


def test_what_is_inside_stands_below(reports):
    with span("request"):
        with span("read"):
            sum(range(300_000))
        for _ in range(3):
            with span("check"), span("rule"):
                sum(range(100_000))
    [report] = reports
    assert set(shape(report)) == {"request", "read", "check x 3", "rule x 3"}
    assert shape(report)[0] == "request"
    indents = {line.split("ms  ")[1]: len(line) - len(line.lstrip()) for line in report.splitlines()}
    assert indents["rule x 3"] > indents["check x 3"] > indents["request"]


def test_what_hardly_counts_is_left_out(reports):
    with span("request"):
        with span("short"):
            pass
        sum(range(1_000_000))
    assert shape(reports[0]) == ["request"]


def test_an_exception_ends_its_span(reports):
    with pytest.raises(ZeroDivisionError), span("outer"), span("inner"):
        raise ZeroDivisionError
    with span("next"):
        pass
    assert [shape(report)[0] for report in reports] == ["outer", "next"]


def test_short_work_is_not_reported():
    reports = []
    assert start_profiling(" > 2000.5 ", reports.append) is None
    with span("short"):
        pass
    stop_profiling()
    assert reports == []


@pytest.mark.parametrize("wish", ["", "10", ">", ">x", "> -1", ">10ms", "*"])
def test_a_wish_that_is_not_understood(wish):
    assert start_profiling(wish, print) == (
        f"{wish!r} is no threshold: write '>10' for everything that takes longer than 10 ms"
    )


def test_nothing_is_measured_unasked():
    assert span("a") is span("b")
