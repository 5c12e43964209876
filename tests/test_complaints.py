"""Each complaint has its tests, and no test is named that is not there."""

import pytest

import complaints


def test_a_complaint_without_its_test_stops_the_generation(monkeypatch):
    assert all(one.tests for one in complaints.COMPLAINTS)
    gone = complaints.Complaint("It is slow", ("lsp/test_lane.py::test_that_is_no_more", "lsp/test_none.py::test_x"))
    monkeypatch.setattr(complaints, "COMPLAINTS", (*complaints.COMPLAINTS, gone))
    with pytest.raises(ValueError, match=r"test_lane\.py::test_that_is_no_more, lsp/test_none\.py::test_x"):
        complaints.page()


def test_a_test_is_a_function_of_that_name():
    assert complaints.is_there("test_complaints.py::test_a_test_is_a_function_of_that_name")
    assert not complaints.is_there("test_complaints.py::test_a_test_is_a_function")
    assert not complaints.is_there("test_complaints.py::monkeypatch")
