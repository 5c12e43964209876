"""Names in `compatible_sources` are asked about like all others, and none of them is surely meant as a step."""

from dataclasses import replace

import pytest

from cursus_registry.facts.model import Mention, Surface
from cursus_registry.features.declaration import declaration
from cursus_registry.features.definition import definition
from cursus_registry.features.highlight import highlights
from cursus_registry.features.hover import hover
from cursus_registry.features.implementation import implementation
from cursus_registry.features.type_definition import type_definition
from cursus_registry.index.index import replace_files
from cursus_registry.resolution.view import View
from cursus_registry.text import Span
from support.checks import open_fixture
from support.features import check_completion_edit, labels_at
from support.worlds import BUILDER, INTERFACE, WORLD, interface

HEAD = interface("[]").replace('      {note: "🚀", compatible_sources: []}\n', "")
CORE_PATH = "/src/cursus/registry/step_names.py"
CONFIG = "/src/cursus/steps/configs/config_package_step.py"
SCRIPT = "/src/cursus/steps/scripts/package.py"


def with_sources(*names):
    """A project whose interface file mentions these names, and where the first of them stands."""
    snapshot = open_fixture(WORLD + interface(f"[{', '.join(names)}]")).snapshot
    facts = snapshot.facts(INTERFACE)
    starts = [facts.source.data.index(name.encode(), facts.source.data.index(b"[")) for name in names]
    mentions = tuple(
        Mention(name, (), None, False, True, Span(at, at + len(name)), Surface.COMPATIBLE_SOURCE)
        for name, at in zip(names, starts, strict=True)
    )
    index = replace_files(snapshot.view.index, {INTERFACE: replace(facts, mentions=mentions)})
    return replace(snapshot, view=View(index, indexed=True)), starts[0] + 2


def paths(feature, *names):
    snapshot, offset = with_sources(*names)
    found = feature(snapshot, INTERFACE, offset)
    return found and [target.path for target in found.targets]


def test_hover_p8_is_of_the_core():
    snapshot, offset = with_sources("Package_training", "Other")
    found = hover(snapshot, INTERFACE, offset)
    assert found.plain.startswith("Package — core step as training")
    assert snapshot.facts(INTERFACE).source.data[slice(*found.span)] == b"Package"


@pytest.mark.parametrize("name", ["ProcessingStep", "Packag", "AliceOnly"])
def test_hover_p8_says_nothing_of_what_need_not_be_a_step(name):
    snapshot, offset = with_sources(name)
    assert hover(snapshot, INTERFACE, offset) is None


def test_definition_p8():
    assert paths(definition, "Package_x") == [CORE_PATH]
    assert paths(definition, "ProcessingStep") is None


def test_declaration_p8():
    assert paths(declaration, "Package_x") == [CORE_PATH]


def test_type_definition_p8():
    assert paths(type_definition, "Package_x") == [CONFIG]


def test_implementation_p8():
    assert paths(implementation, "Package_x") == [BUILDER, SCRIPT]


def test_document_highlight_p8():
    snapshot, offset = with_sources("Package_x", "XGBoostTraining", "Package")
    data = snapshot.facts(INTERFACE).source.data
    found = [data[slice(*one.span)] for one in highlights(snapshot, INTERFACE, offset)]
    assert found == [b"Package", b"Package"]


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ("compatible_sources: <|>", "      compatible_sources: [Package]"),
        ("compatible_sources:\n      - <|>", "      - Package"),
        ("compatible_sources:\n      - Pa<|>ck", "      - Package"),
        ("compatible_sources:\n        - 'Pa<|>", "        - 'Package'"),
        ('compatible_sources:\n        - "Pa<|>"', '        - "Package"'),
        ("compatible_sources: [<|>]", "      compatible_sources: [Package]"),
        ("compatible_sources: [<|>", "      compatible_sources: [Package"),
        ("compatible_sources: [A, Pa<|>, B]", "      compatible_sources: [A, Package, B]"),
        ("compatible_sources: [A,<|>]", "      compatible_sources: [A,Package]"),
        ("compatible_sources: [\n        A,  # a\n        Pa<|>\n      ]", "        Package"),
        ("compatible_sources: [\n        <|>\n      ]", "        Package"),
    ],
)
def test_completion_p8(lines, line):
    check_completion_edit(f"{WORLD}{HEAD}      note: ä🚀\n      {lines}\n", "Package", line)


def test_completion_p8_proposes_the_cores_steps_but_not_the_files_own():
    found = labels_at(WORLD + interface("[<|>]"))
    assert {"Package", "XGBoostTraining"} <= set(found)
    assert not {"Score", "AliceOnly", "Graph"} & set(found)


@pytest.mark.parametrize(
    "lines",
    ["compatible_sources: [A] <|>", "compatible_sources: [A # <|>", "other: [<|>]", "compatible_sources: {<|>}"],
)
def test_completion_p8_nowhere_else(lines):
    assert labels_at(f"{WORLD}{HEAD}      {lines}\n") == []
