"""How much of a text a finding underlines: a token or two of one line, never the rest of the file."""

from pathlib import Path

import pytest

from cursus_registry.features.diagnostics import diagnostics
from cursus_registry.files import Disk, Memory
from cursus_registry.project import Project
from cursus_registry.text import Encoding
from support.checks import CORE, registry
from support.fixture import parse_fixture

BROKEN = Path(__file__).parents[2] / "fixtures" / "broken"
ALICE = registry("alice")
TEXT = """WORKSPACE_STEPS = {
    "Graph": {"sagemaker_step_type": "Traning", "description": "ä🚀", "config_class": f("x"), "job_types": ["a",
        "b"]},
    "Graph": {"sagemaker_step_type": "Training"},
}
STEP_OVERRIDES = {"Pakage": {"description": (
    "x"
)}}
WORKSPACE_METADATA = {"developer_id": "anna"}
"""


def check_ranges(snapshot):
    """How many findings there are; each underlines a part of one line."""
    found = [(path, one) for path in snapshot.judged() for one in diagnostics(snapshot, path, Encoding.UTF16)]
    for path, one in found:
        lines = str(snapshot.facts(path).source).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert one.range.start.line == one.range.end.line, (path, one)
        assert one.range.end.character <= len(lines[one.range.start.line].encode("utf-16-le")) // 2, (path, one)
        assert one.range.start < one.range.end or not lines[one.range.start.line], (path, one)
    return len(found)


def test_in_a_checkout_with_every_mistake():
    assert check_ranges(Project(Disk(), str(BROKEN)).load_all()) > 100


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_in_half_typed_text(end):
    files = parse_fixture(CORE).files
    text = TEXT.replace("\n", end)
    found = 0
    for cut in range(0, len(text) + 1, 3):
        found += check_ranges(Project(Memory({**files, ALICE: text[:cut]}), "/", None).load_all())
    assert found > 100
