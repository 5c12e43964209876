"""Which strings of a text may be the name of a step, though nobody knows."""

import pytest

from cursus_registry.facts.loose_strings import loose_strings

MEANT = [
    'STEPS = ["Package", "Other"]',
    "STEPS = ('Package',)",
    'STEPS = {"Package": 1}',
    'STEPS = {1: "Package"}',
    'STEPS = {"name": ["Package"]}',
    'if step == "Package": pass',
    'if step in ("Package", "Other"): pass',
    'if "Package" in steps: pass',
    'x = "Package" if y else None',
    'f("Package")',
    'f(step="Package")',
    "f('''Package''')",
    'f(r"Package")',
    'x = steps["Package"]',
    'x["Package"] = 1',
    'return_ = lambda: "Package"',
    'def f(step="Package"): pass',
    'match step:\n    case "Package": pass',
    'raise ValueError("Package")',
    "print(f\"{steps['Package']}\")",
    'x: str = "Package"',
    'for step in "Package", "Other": pass',
    'assert x, "Package"',
    'sagemaker_step_type = g(x); f("Package")',
    'x = {"sagemaker_step_type": "Processing", "steps": ["Package"]}',
    'sagemaker_types = {"Package": "Processing"}',
    'sagemaker_type = types["Package"]',
    'description = "Package" in steps',
]
NOT_MEANT = [
    '"Package"',
    'def f():\n    "Package"',
    '# "Package"',
    'x = "Package" "Step"',
    'x = "Packages", "MyPackage", "Package_x", "package"',
    'x = f"Package"',
    'x = b"Package"',
    'x = "Pack\\x61ge"',
    'x = """\n"Package"\n"""',
    'f(sagemaker_step_type="Package")',
    'f(sagemaker_step_type=["Package"])',
    'f(sagemaker_step_type="Package" if x else None)',
    'x = {"sagemaker_step_type": "Package"}',
    'x["sagemaker_step_type"] = "Package"',
    'x.sagemaker_step_type = "Package"',
    'sagemaker_step_type: str = "Package"',
    'def f(sagemaker_step_type: str = "Package"): pass',
    'if x["sagemaker_step_type"] == "Package": pass',
    'if entry.get("sagemaker_step_type") in ("Package", "Other"): pass',
    'match x.sagemaker_step_type:\n    case "Package": pass',
    '__all__ = ["Package"]',
    'x: "Package" = None',
    'def f(x: "Package"): pass',
    'getattr(x, "Package")',
    'T = TypeVar("Package")',
    'logging.getLogger("Package")',
    'os.environ["Package"]',
    'graph.add_node("Package")',
    'StateGraph(x).add_edge("Package", "Other")',
    'graph.add_conditional_edges("a", f, {"x": "Package"})',
    'dict(description="Package")',
]


def found(text, name="Package"):
    data = text.encode()
    return [data[span.start : span.end].decode() for span in loose_strings(data, name)]


@pytest.mark.parametrize("text", MEANT)
def test_strings_that_may_be_meant(text):
    assert found(text) == ["Package"]


@pytest.mark.parametrize("text", NOT_MEANT)
def test_strings_that_surely_mean_something_else(text):
    assert found(text) == []


def test_places_are_those_of_the_text():
    data = 'x = "🚀"\r\nif x == "Package" or x in ["Package"]: pass\rx = [\n'.encode()
    assert [data[span.start - 1 : span.end + 1] for span in loose_strings(data, "Package")] == [b'"Package"'] * 2


def test_half_typed_text():
    assert found('STEPS = ["Package", "Other"]\nx = f(\n') == ["Package"]


def test_odd_names():
    assert found('x = ["a+b"]', "a+b") == ["a+b"]
    assert found('x = ["äö🚀"]', "äö🚀") == ["äö🚀"]


def test_what_nests_too_deeply_is_left_alone():
    text = "".join(f"{' ' * depth}if x:\n" for depth in range(300)) + f'{" " * 300}x = ["Package"]\n'
    assert found(text) == []
