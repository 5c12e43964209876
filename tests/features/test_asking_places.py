"""Hover, the ways from a step, and highlights, at every place where a step name stands."""

import pytest

from cursus_registry.features.declaration import declaration
from cursus_registry.features.definition import definition
from cursus_registry.features.highlight import highlights
from cursus_registry.features.implementation import implementation
from cursus_registry.features.type_definition import type_definition
from support.checks import registry
from support.features import at_cursor, check_highlights, hover_at
from support.worlds import BUILDER, CLASSES, DAG_FILE, MENTIONS, WORLD, config_file, dag_call, dag_file, lookup

CORE_PATH = "/src/cursus/registry/step_names.py"
CONFIG = "/src/cursus/steps/configs/config_package_step.py"
SCRIPT = "/src/cursus/steps/scripts/package.py"
places = pytest.mark.parametrize("text", MENTIONS.values(), ids=MENTIONS)
class_places = pytest.mark.parametrize("text", CLASSES.values(), ids=CLASSES)


def led_to(feature, text):
    """The word that is the link, and where it leads to."""
    _, snapshot, path, data, offset = at_cursor(text)
    found = feature(snapshot, path, offset)
    if found is None:
        return None
    return data[slice(*found.origin)].decode(), [target.path for target in found.targets]


def about(text):
    """The stretch that a hover is about, and the first line of what it says."""
    _, _, _, data, _ = at_cursor(text)
    found = hover_at(text)
    return data[slice(*found.span)].decode(), found.plain.split("\n")[0]


@places
@pytest.mark.parametrize("name", ["Pack<|>age", "Package<|>", "<|>Package", "Pack<|>age_training", "Package<|>-x"])
def test_hover(text, name):
    word, title = about(WORLD + text(name))
    assert word == "Package"
    assert title.startswith("Package — override in workspace alice")


@places
def test_hover_of_a_job_type_is_about_the_whole(text):
    assert about(WORLD + text("Package_tr<|>aining")) == (
        "Package_training",
        "Package — override in workspace alice as training",
    )


@places
def test_hover_tells_where_fields_are_from_and_who_wins(text):
    found = hover_at(WORLD + text("Pack<|>age")).plain
    assert "config_class: PackageConfig — core" in found
    assert "Counts here: workspace alice overrides the step." in found
    assert "core.Package (core)" in found
    assert hover_at(WORLD + text("Gra<|>ph")).plain.count("bob.Graph") == 1


@places
def test_hover_of_what_is_no_step_here(text):
    assert "not a step here" in hover_at(WORLD + text("BobO<|>nly")).plain
    assert hover_at(WORLD + text("<|>")) is None


@places
def test_hover_counts_every_mention_of_the_step(text):
    """However the core's step is mentioned, wherever it is overridden: it is one step."""
    more = '#- /pipelines/x.dag.json\n{"dag": {"nodes": ["Package", "Package_x"], "edges": []}}\n'
    alone = hover_at(WORLD + text("XGBoost<|>Training")).plain.split("\n")[-1]
    assert alone == "Mentioned 1 time in 1 file."
    count = WORLD + text("Pack<|>age")
    times = hover_at(count).plain.split("\n")[-1].split()[1]
    assert hover_at(count + more).plain.split("\n")[-1] == f"Mentioned {int(times) + 2} times in 2 files."


@class_places
def test_hover_of_a_class(text):
    word, title = about(WORLD + text("Package<|>Config"))
    assert (word, title) == ("PackageConfig", "class PackageConfig")
    assert "How a model is packed." in hover_at(WORLD + text("Package<|>Config")).plain


@class_places
def test_hover_of_a_class_that_is_nowhere_tells_of_the_step(text):
    word, title = about(WORLD + text("Nowhere<|>Config"))
    assert (word, title) == ("NowhereConfig", "Package — override in workspace alice")


@places
def test_definition(text):
    assert led_to(definition, WORLD + text("Pack<|>age_training")) == ("Package", [registry("alice")])
    assert led_to(definition, WORLD + text("Gra<|>ph")) == ("Graph", [registry("alice")])
    assert led_to(definition, WORLD + text("XGBoost<|>Training")) == ("XGBoostTraining", [CORE_PATH])
    assert led_to(definition, WORLD + text("BobO<|>nly")) is None


@class_places
def test_definition_of_a_class(text):
    assert led_to(definition, WORLD + text("Package<|>Config")) == ("PackageConfig", [CONFIG])
    assert led_to(definition, WORLD + text("Nowhere<|>Config")) is None


@places
def test_declaration(text):
    assert led_to(declaration, WORLD + text("Pack<|>age_training")) == ("Package", [CORE_PATH])
    assert led_to(declaration, WORLD + text("Alice<|>Only")) is None


@class_places
def test_declaration_of_the_step_of_a_class(text):
    assert led_to(declaration, WORLD + text("Package<|>Config")) == ("PackageConfig", [CORE_PATH])


@places
def test_type_definition(text):
    assert led_to(type_definition, WORLD + text("Pack<|>age")) == ("Package", [CONFIG])


@class_places
def test_type_definition_of_a_class(text):
    assert led_to(type_definition, WORLD + text("Package<|>Config")) == ("PackageConfig", [CONFIG])


@places
def test_implementation(text):
    assert led_to(implementation, WORLD + text("Pack<|>age")) == ("Package", [BUILDER, SCRIPT])


@class_places
def test_implementation_of_the_step_of_a_class(text):
    assert led_to(implementation, WORLD + text("Package<|>Config")) == ("PackageConfig", [BUILDER, SCRIPT])


def on_class(word):
    return WORLD.replace("class PackageStepBuilder", f"class {word}")


def test_hover_p10_class():
    assert about(on_class("Package<|>StepBuilder")) == ("PackageStepBuilder", "Package — core step")


def test_declaration_p10_class():
    assert led_to(declaration, on_class("Package<|>StepBuilder")) == ("PackageStepBuilder", [CORE_PATH])


def test_type_definition_p10_class():
    assert led_to(type_definition, on_class("Package<|>StepBuilder")) == ("PackageStepBuilder", [CONFIG])


def test_implementation_p10_class():
    assert led_to(implementation, on_class("Package<|>StepBuilder")) == ("PackageStepBuilder", [BUILDER, SCRIPT])


def test_definition_p10_class_is_left_to_others():
    assert led_to(definition, on_class("Package<|>StepBuilder")) is None


@pytest.mark.parametrize("quote", ['"""', "'", 'r"'])
def test_document_highlight_p4_p5(quote):
    end = quote[-1:] if quote == 'r"' else quote
    text = dag_call(f"dag.add_edge({quote}AliceOnly{end}, {quote}Pack<|>age{end})") + LOOKED_UP
    assert highlighted(WORLD + text) == ["Package"] * 3


LOOKED_UP = """from cursus.registry.step_names import get_config_class_name
get_config_class_name("Package_x")
get_config_class_name("XGBoostTraining")
"""


def highlighted(text):
    """The words that are marked, in their order."""
    _, snapshot, path, data, offset = at_cursor(text)
    return [data[slice(*one.span)].decode() for one in highlights(snapshot, path, offset)]


@places
def test_document_highlight(text):
    """The name at the cursor is marked, and so is every other mention of the step."""
    found = highlighted(WORLD + text("Alice<|>Only"))
    assert found.count("AliceOnly") >= 1
    assert set(found) <= {"AliceOnly", "AliceOnlyConfig", "PackageConfig"}
    assert "Graph" in highlighted(WORLD + text("Gra<|>ph"))


@places
def test_document_highlight_of_what_is_no_step(text):
    assert highlighted(WORLD + text("BobO<|>nly")) == ["BobOnly"]
    assert highlighted(WORLD + text("Pakk<|>age_x")) == ["Pakkage_x"]


def test_document_highlight_p6_nodes_and_edges_together():
    text = """
{"note": "🚀", "metadata": {"entry_points": ["Package"]},
#                                            ^^^^^^^ read
 "dag": {"nodes": ["Package_training", "AliceOnly"],
#                   ^^^^^^^ read
         "edges": [["🚀", "Pack<|>age_training"], ["AliceOnly", "Graph"]]}}
#                         ^^^^^^^ read
"""
    check_highlights(f"{WORLD}\n#- {DAG_FILE}{text}")


@class_places
def test_document_highlight_of_a_class_marks_the_step(text):
    assert sorted(highlighted(WORLD + text("Package<|>Config"))) == ["Package"] * 2 + ["PackageConfig"] * 2


def test_document_highlight_p7_keys_and_classes():
    assert sorted(highlighted(WORLD + config_file(key="Pack<|>age"))) == ["Package"] * 2 + ["PackageConfig"] * 2


@pytest.mark.parametrize("line", ["AliceOnly", "Package"])
def test_hover_p4_p6_is_of_the_place_alone(line):
    """A workspace's file sees its workspace; any other the core."""
    inside, outside = dag_file(node=f"{line}<|>"), dag_file(node=f"{line}<|>").replace(DAG_FILE, "/x.dag.json")
    assert "alice" in hover_at(WORLD + inside).plain.split("\n")[0]
    assert "alice" not in hover_at(WORLD + outside).plain.split("\n")[0]
    assert "alice" in hover_at(WORLD + lookup(f"{line}<|>")).plain.split("\n")[0]


def on_override(word):
    return WORLD.replace('STEP_OVERRIDES = {"Package"', f'STEP_OVERRIDES = {{"{word}"')


def test_implementation_p1_override():
    assert led_to(implementation, on_override("Pack<|>age")) == ('"Package"', [BUILDER, SCRIPT])


def test_document_highlight_p1_marks_no_other_surface_of_other_files():
    assert highlighted(on_override("Pack<|>age") + dag_file(node="Package")) == ['"Package"', '"description"']


@places
def test_hover_of_an_old_name_tells_the_new_one(text):
    assert hover_at(WORLD + text("MIMSPack<|>aging")).plain == "MIMSPackaging — an old name\n\nThe step is Package now."
    suffixed = hover_at(WORLD + text("MIMSPack<|>aging_x")).plain
    assert suffixed == "MIMSPackaging_x — an old name\n\nThe step is Package_x now."
