"""What a workspace sees as Python: the steps, the place of every field, and a text that is valid whatever is read."""

import ast

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from cursus_registry.facts.values import UNKNOWN, DictValue, ListValue, OtherValue
from cursus_registry.features.effective_text import VARIABLE, effective_lines, python_text
from support.checks import CORE, open_fixture, registry
from support.random_texts import registry_texts

ALICE, BOB = registry("alice"), registry("bob")
PLACE = ALICE.lstrip("/")


def text_of(fixture, workspace):
    return "".join(f"{line}\n" for line in effective_lines(open_fixture(fixture).snapshot, workspace))


def steps_of(text):
    """The table that the text is, run by nobody but the parser."""
    [assignment] = ast.parse(text).body
    assert assignment.targets[0].id == VARIABLE
    return ast.literal_eval(assignment.value)


def remark(text, start):
    """The comment behind the one line that begins so."""
    [line] = [line for line in text.splitlines() if line.strip().startswith(start)]
    return line.partition("  # ")[2]


def test_text_document_content_p1_the_whole_text():
    text = text_of(
        f"""
#- /src/cursus/registry/step_names.py
STEP_NAMES = {{"Package": {{"config_class": "PackageConfig", "description": "Packs"}}}}
#- {ALICE}
WORKSPACE_STEPS = {{"Graph": {{"description": "ä🚀"}}}}
STEP_OVERRIDES = {{
    "Package": {{"description": "Hers"}},
}}
""",
        "alice",
    )
    assert text == (
        "# The 2 steps that workspace alice sees, and the place that each field comes from.\n"
        "# Made from the registries of /; nothing reads this text.\n"
        "\n"
        "EFFECTIVE_STEPS = {\n"
        '    "Graph": {  # alice\n'
        f'        "description": "ä🚀",  # alice, {PLACE}:1\n'
        '        "builder_step_name": "GraphStepBuilder",  # derived from the name\n'
        '        "config_class": "GraphConfig",  # derived from the name\n'
        '        "spec_type": "Graph",  # derived from the name\n'
        "    },\n"
        '    "Package": {  # alice overrides core\n'
        f'        "description": "Hers",  # alice, {PLACE}:3; instead of "Packs"\n'
        '        "config_class": "PackageConfig",  # core, src/cursus/registry/step_names.py:1\n'
        "    },\n"
        "}\n"
    )


def test_another_workspace_and_the_core_do_not_see_it():
    fixture = f"""{CORE}
#- {ALICE}
WORKSPACE_STEPS = {{"Graph": {{"description": "hers"}}, "Package": {{"description": "her own"}}}}
#- {BOB}
WORKSPACE_STEPS = {{"Graph": {{"description": "his"}}}}
"""
    assert steps_of(text_of(fixture, "alice"))["Graph"]["description"] == "hers"
    assert steps_of(text_of(fixture, "bob"))["Graph"]["description"] == "his"
    assert list(steps_of(text_of(fixture, None))) == ["Package", "XGBoostTraining"]
    assert remark(text_of(fixture, "alice"), '"Package"') == "alice, hides that of core"
    assert text_of(fixture, None).startswith("# The 2 steps that a look-up without a workspace sees")


def test_an_override_of_nothing_and_one_of_an_own_step():
    text = text_of(
        f"""{CORE}
#- {ALICE}
WORKSPACE_STEPS = {{"Graph": {{"description": "a"}}}}
STEP_OVERRIDES = {{"Graph": {{"description": "b"}}, "Lost": {{"description": "c"}}}}
""",
        "alice",
    )
    assert remark(text, '"Graph"') == "alice overrides alice"
    assert remark(text, '"Lost"') == "an override of alice alone"
    assert steps_of(text)["Graph"]["config_class"] == "GraphConfig"


def test_a_pack_and_an_interface_file():
    text = text_of(
        """
#- /src/cursus/steps/interfaces/graph.step.yaml
step_type: Graph
registry:
  sagemaker_step_type: Processing
#- /step_pack/interfaces/other.step.yaml
step_type: Other
registry:
  description: ä
""",
        None,
    )
    assert remark(text, '"description": "ä"') == "pack, step_pack/interfaces/other.step.yaml:3"
    assert remark(text, '"config_class": "GraphConfig"') == "derived from the name"
    assert remark(text, '"Other"') == "pack"


def test_half_typed_text_keeps_the_rest():
    text = text_of(
        f"""{CORE}
#- {ALICE}
WORKSPACE_STEPS = {{
    "Graph": {{"description": "ä🚀"}},
    "Half": {{"description": make(), "framework":
    "Last": {{"description": "z"}},
}}
""",
        "alice",
    )
    assert remark(text, '"Last"') == "alice"
    assert {"Graph", "Half", "Last", "Package"} <= set(steps_of(text))
    assert remark(text, '"description": None').startswith("not known without running it; alice, ")


def test_what_could_not_be_read_is_told():
    text = text_of(
        f"""{CORE}
#- {ALICE}
WORKSPACE_STEPS = {{"Graph": {{"description": "x", **make()}}, **others()}}
""",
        "alice",
    )
    assert "# Not everything could be read: there may be more.\n" in text
    assert remark(text, '"Graph"') == "alice; some of it could not be read"


def test_what_a_file_says_cannot_get_out_of_its_place():
    text = text_of(
        f"{CORE}\n#- {ALICE}\n"
        r"""WORKSPACE_STEPS = {"A\"}\n#": {"description": "x\ny\u202ez", "k\\": "\ud800", "k": ['""', {1: {"a"}}, ()]}}"""
        "\n",
        "alice",
    )
    entry = steps_of(text)['A"}\n#']
    assert entry["description"] == "x\ny\u202ez"
    assert entry["k\\"] == "\ud800"
    assert entry["k"] == ['""', {1: {"a"}}, ()]
    assert text.encode("utf-8")
    assert "\u202e" not in text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "None"),
        (True, "True"),
        (1, "1"),
        (1 << 2000, hex(1 << 2000)),
        (1.5, "1.5"),
        (float("inf"), 'float("inf")'),
        (ListValue("set", ()), "set()"),
        (ListValue("tuple", (1,)), "(1,)"),
        (DictValue(("a",), (UNKNOWN,), False), '{"a": None}'),
        (OtherValue("bytes"), "None"),
        (UNKNOWN, "None"),
    ],
)
def test_values(value, text):
    assert python_text(value) == text


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters()),
    lambda inner: (
        st.lists(inner).map(lambda items: ListValue("list", tuple(items)))
        | st.dictionaries(st.text(), inner).map(lambda pairs: DictValue((*pairs,), (*pairs.values(),), True))
    ),
    max_leaves=10,
)


@given(values)
def test_every_known_value_is_read_back(value):
    def plain(one):
        if isinstance(one, ListValue):
            return [plain(item) for item in one.items]
        if isinstance(one, DictValue):
            return {key: plain(item) for key, item in zip(one.keys, one.values, strict=True)}
        return one

    assert ast.literal_eval(python_text(value)) == plain(value)


@given(registry_texts(), registry_texts())
@settings(max_examples=60, deadline=None)
def test_the_text_is_python_and_the_same_every_time(alice, bob):
    files = {ALICE: alice, BOB: bob}
    project = open_fixture(CORE)
    for path, content in files.items():
        project.files.open(path, content.encode("utf-8", "surrogatepass"))
    project.update(files)
    for workspace in (None, "alice", "bob"):
        once = list(effective_lines(project.snapshot, workspace))
        ast.parse("\n".join(once))
        assert once == list(effective_lines(project.snapshot, workspace))
        assert not any("\n" in line or "\r" in line for line in once)
