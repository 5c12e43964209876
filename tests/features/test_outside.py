"""What features make of classes outside the project, which they are given as data."""

import pytest

from cursus_registry.features.definition import definition
from cursus_registry.features.hover import describe_class, hover
from cursus_registry.features.implementation import implementation
from cursus_registry.features.type_definition import type_definition
from support.checks import CORE, registry
from support.features import at_cursor
from support.outside import Given

STEPS = "/developer_workspaces/developers/alice/src/cursus_dev/steps"
CONFIG = f"{STEPS}/configs/config_graph_step.py"
SITE = "/.venv/lib/python3.11/site-packages"
ENTRY = (
    '"sagemaker_step_type": "Processing", "description": "d", "builder_step_name": "GraphStepBuilder",'
    ' "config_class": "GraphConfig", "spec_type": "Graph"'
)
BASE = (f"{SITE}/cursus/base.py", "class Base(BaseModel):\n    '''The base.'''\n    role: str\n    size: int = 1\n")
CORES = (f"{SITE}/cursus/root.py", "class Root(Thing):\n    '''The root.'''\n    def __init__(self, x): ...\n")
OWN = (f"{SITE}/cursus/graph.py", "class GraphConfig(Base):\n    '''*Ready* <made>.'''\n    nodes: int\n")


def answer(feature, head, texts, entry=ENTRY, word='"config_class": "Graph<|>Config"'):
    entry = entry.replace(word.replace("<|>", ""), word)
    text = f"{CORE}\n#- {registry('alice')}\nWORKSPACE_STEPS = {{'Graph': {{{entry}}}}}\n#- {CONFIG}\n{head}\n"
    _, snapshot, path, _, offset = at_cursor(text)
    outside = Given(texts)
    return feature(snapshot, path, offset, outside), outside


def test_fields_and_docstring_of_a_base_outside():
    head = "from cursus.base import Base\nclass GraphConfig(Base):\n    size: int = 2\n    nodes: int"
    found, outside = answer(hover, head, {"cursus.base.Base": [BASE, CORES]})
    assert "class GraphConfig(x)" in found.plain  # the root has a constructor of its own
    found, _ = answer(hover, head, {"cursus.base.Base": [BASE]})
    assert "class GraphConfig(*, role: str, size: int = 2, nodes: int)" in found.plain
    assert "The base." in found.plain
    assert "Defined in developer_workspaces" in found.plain
    assert "(docstring of Base)" in found.plain
    assert {wanted.path for wanted in outside.asked} == {"cursus.base.Base"}


def test_a_docstring_of_the_class_s_own_counts_before_that_of_its_bases():
    head = "from cursus.base import Base\nclass GraphConfig(Base):\n    'Own.'"
    found, _ = answer(hover, head, {"cursus.base.Base": [BASE]})
    assert "Own." in found.plain
    assert "The base." not in found.plain


def test_bases_in_the_project_come_before_those_outside():
    head = (
        "from cursus.base import Base\nclass Middle(Base):\n    'Middle.'\n    region: str\n"
        "class GraphConfig(Middle):\n    pass"
    )
    found, _ = answer(hover, head, {"cursus.base.Base": [BASE]})
    assert "class GraphConfig(*, role: str, size: int = 1, region: str)" in found.plain
    assert "(docstring of Middle)" in found.plain


def test_the_first_way_that_leads_anywhere_counts():
    head = "try:\n    from a import Base\nexcept ImportError:\n    from b import Base\nclass GraphConfig(Base): ..."
    found, outside = answer(hover, head, {"b.Base": [BASE]})
    assert "The base." in found.plain
    assert [wanted.path for wanted in outside.asked] == ["a.Base", "b.Base"]


def test_without_anything_outside_all_is_as_before():
    head = "from cursus.base import Base\nclass GraphConfig(Base):\n    pass"
    assert "class GraphConfig(Base)" in answer(hover, head, {})[0].plain
    assert "GraphConfig" not in answer(hover, "from cursus.graph import GraphConfig", {})[0].plain


def test_a_class_that_is_only_imported_is_shown():
    found, _ = answer(hover, "from cursus.graph import GraphConfig", {"cursus.graph.GraphConfig": [OWN, BASE]})
    assert "class GraphConfig(*, role: str, size: int = 1, nodes: int)" in found.plain
    assert "Defined in .venv/lib/python3.11/site-packages/cursus/graph.py" in found.plain


@pytest.mark.parametrize(
    ("feature", "word"),
    [
        (definition, '"config_class": "Graph<|>Config"'),
        (type_definition, "'Gra<|>ph'"),
    ],
)
def test_a_class_that_is_only_imported_is_led_to(feature, word):
    head = "from cursus.graph import GraphConfig"
    text = f"WORKSPACE_STEPS = {{'Graph': {{{ENTRY}}}}}\n".replace(word.replace("<|>", ""), word)
    _, snapshot, path, _, offset = at_cursor(f"{CORE}\n#- {registry('alice')}\n{text}#- {CONFIG}\n{head}\n")
    found = feature(snapshot, path, offset, Given({"cursus.graph.GraphConfig": [OWN]}))
    assert [(target.path, target.span) for target in found.targets] == [(OWN[0], (6, 17))]
    before = feature(snapshot, path, offset)
    if feature is definition:
        assert before is None
    else:
        assert [target.path for target in before.targets] == [CONFIG]  # the file that bears the name


def test_the_implementation_has_the_builder_outside_and_the_script_inside():
    builder = (f"{SITE}/cursus/builder.py", "class GraphStepBuilder: ...\n")
    text = f"""{CORE}
#- {registry("alice")}
WORKSPACE_STEPS = {{"Gra<|>ph": {{{ENTRY}}}}}
#- {STEPS}/builders/builder_graph_step.py
from cursus.builder import GraphStepBuilder
#- {STEPS}/scripts/graph.py
print()
"""
    _, snapshot, path, _, offset = at_cursor(text)
    found = implementation(snapshot, path, offset, Given({"cursus.builder.GraphStepBuilder": [builder]}))
    assert [target.path for target in found.targets] == [builder[0], f"{STEPS}/scripts/graph.py"]


def test_a_step_of_an_installed_core_leads_to_its_class():
    text = f"""
#- {SITE}/cursus/registry/step_names.py
STEP_NAMES = {{"Package": {{"config_class": "PackageConfig", "sagemaker_step_type": "Processing", "description": "d"}}}}
#- {SITE}/cursus/steps/configs/config_package_step.py
class PackageConfig: ...
#- {registry("alice")}
STEP_OVERRIDES = {{"Pack<|>age": {{"description": "Hers"}}}}
"""
    _, snapshot, path, _, offset = at_cursor(text)
    way = "cursus.steps.configs.config_package_step.PackageConfig"
    place = (f"{SITE}/cursus/steps/configs/config_package_step.py", "class PackageConfig: ...\n")
    outside = Given({way: [place]})
    found = type_definition(snapshot, path, offset, outside)
    assert [target.path for target in found.targets] == [place[0]]
    assert outside.asked[0].roots == (SITE,)


def test_what_is_outside_is_escaped():
    head = "from cursus.graph import GraphConfig"
    hostile = (f"{SITE}/a](http:b)`c/graph.py", "class GraphConfig(Base):\n    '''```\n[x](http://y) <b>'''\n")
    found, _ = answer(hover, head, {"cursus.graph.GraphConfig": [hostile]})
    assert "````text\n```\n" in found.markdown
    assert "a](http" not in found.markdown


def test_a_proposal_is_described_with_what_is_outside():
    text = f"{CORE}\n#- {CONFIG}\nfrom cursus.base import Base\nclass Graph<|>Config(Base):\n    nodes: int\n"
    _, snapshot, _, _, _ = at_cursor(text)
    found = describe_class(snapshot, "GraphConfig", "alice", Given({"cursus.base.Base": [BASE]}))
    assert "role: str" in found.plain
