"""What stands over an entry, and the places that it opens."""

import pytest

from cursus_registry.features.references import lenses, told_by
from cursus_registry.text import Encoding
from support.checks import CORE, open_fixture, registry
from support.fixture import Note, parse_fixture

ALICE, BOB = registry("alice"), registry("bob")
CORE_PATH = "/src/cursus/registry/step_names.py"
PIPELINE = """
#- /pipelines/fraud.py
from cursus.registry.step_names import get_config_class_name
"🚀", get_config_class_name("Package_training"), get_config_class_name("Package", workspace_id="alice")
get_config_class_name("Package", workspace_id="bob")
"""
WORLD = f"""{CORE}
#- {ALICE}
STEP_OVERRIDES = {{
    "Package": {{"description": "🚀"}},
}}
WORKSPACE_STEPS = {{
    "Graph": {{"description": "hers"}},
}}
#- {BOB}
WORKSPACE_STEPS = {{
    "Package": {{"description": "his"}},
    "Graph": {{"description": "his"}},
}}
{PIPELINE}
"""


def told(snapshot, path, *others):
    """What stands over each entry of a file, by its line."""
    source = snapshot.view.index.files[path].source
    found = {}
    for lens in lenses(snapshot, path):
        line = source.position(lens.span.start, Encoding.UTF32).line
        found.setdefault(line, []).append(told_by([snapshot, *others], snapshot, path, lens).title)
    return found


def opened(snapshot, path, title):
    """The places that a lens of that title opens."""
    for lens in lenses(snapshot, path):
        answer = told_by([snapshot], snapshot, path, lens)
        if answer.title == title:
            for one in answer.places:
                start, end = one.source.range(one.span, Encoding.UTF32)
                yield Note(one.path, start.line, start.character, end.character, one.kind.value)


def test_code_lens_p1_over_each_entry():
    snapshot = open_fixture(WORLD).snapshot
    assert told(snapshot, CORE_PATH) == {
        1: ["no mentions"],
        8: ["2 mentions", "also in bob", "overridden in 1 workspace"],
    }
    assert told(snapshot, ALICE) == {1: ["2 mentions", "overrides core"], 4: ["no mentions", "also in bob"]}
    assert told(snapshot, BOB) == {1: ["1 mention", "shadows core"], 2: ["no mentions", "also in alice"]}


def test_code_lens_p1_opens_the_places():
    snapshot = open_fixture(WORLD).snapshot
    assert list(opened(snapshot, ALICE, "2 mentions")) == [
        Note("/pipelines/fraud.py", 1, 28, 35, "mention"),
        Note("/pipelines/fraud.py", 1, 71, 78, "mention"),
    ]
    assert list(opened(snapshot, ALICE, "overrides core")) == [Note(CORE_PATH, 8, 4, 13, "declaration")]
    assert list(opened(snapshot, BOB, "also in alice")) == [Note(ALICE, 4, 4, 11, "declaration")]
    assert list(opened(snapshot, CORE_PATH, "overridden in 1 workspace")) == [Note(ALICE, 1, 4, 13, "declaration")]


def test_code_lens_p1_names_few_of_many():
    others = "".join(f'\n#- {registry(f"w{number}")}\nWORKSPACE_STEPS = {{"G": {{}}}}\n' for number in range(6))
    snapshot = open_fixture(f"{CORE}{others}").snapshot
    assert told(snapshot, registry("w0")) == {0: ["no mentions", "also in w1, w2, w3 and 2 more"]}


def test_code_lens_p1_counts_mentions_in_all_projects():
    other = open_fixture(f"{CORE}{PIPELINE.replace('fraud', 'other')}").snapshot
    snapshot = open_fixture(WORLD).snapshot
    assert told(snapshot, CORE_PATH, other)[8][0] == "3 mentions"


def test_code_lens_p1_of_an_override_without_base_and_of_an_interface_file():
    snapshot = open_fixture(
        f"""
#- /src/cursus/steps/interfaces/package.step.yaml
step_type: Package
#- {ALICE}
STEP_OVERRIDES = {{"Package": {{}}, "Nowhere": {{}}}}
"""
    ).snapshot
    interface = "/src/cursus/steps/interfaces/package.step.yaml"
    assert told(snapshot, interface) == {0: ["no mentions", "overridden in 1 workspace"]}
    assert told(snapshot, ALICE) == {0: ["no mentions", "overrides core", "no mentions"]}


def test_code_lens_p1_in_half_typed_text():
    snapshot = open_fixture(f'{CORE}\n#- {ALICE}\nSTEP_OVERRIDES = {{\n    "Package": {{}},\n    "XGB": {{"\n').snapshot
    assert told(snapshot, ALICE)[1] == ["no mentions", "overrides core"]


@pytest.mark.parametrize("path", ["/pipelines/fraud.py", "/nowhere.py"])
def test_code_lens_nowhere_else(path):
    assert lenses(open_fixture(WORLD).snapshot, path) == []


def test_code_lens_p1_of_an_entry_that_has_moved_or_gone():
    project = open_fixture(WORLD)
    [_, _, lens, _] = lenses(project.snapshot, ALICE)
    moved = WORLD.replace(
        '    "Graph": {"description": "hers"}', '    "Zero": {},\n    "Graph": {"description": "hers"}'
    )
    project.files.open(ALICE, parse_fixture(moved).files[ALICE].encode())
    project.update([ALICE])
    assert told_by([project.snapshot], project.snapshot, ALICE, lens).title == "no mentions"
    project.files.open(ALICE, b"WORKSPACE_STEPS = {}\n")
    project.update([ALICE])
    assert told_by([project.snapshot], project.snapshot, ALICE, lens) is None
