"""Each row of the strategy table, modes, tolerance, and where the strategy is stated."""

import re
from pathlib import Path

import pytest

from cursus_registry.checks.fields import STRATEGIES
from cursus_registry.resolution.definitions import (
    ConflictType,
    Strategy,
    are_compatible,
    conflict_type_of,
    definitions_of,
)
from cursus_registry.resolution.strategies import (
    Mode,
    Outcome,
    ResolutionContext,
    Stated,
    UnknownChoiceError,
    UnknownWorkspaceError,
    find_unsettled,
    is_settled,
    resolve_with_strategy,
)
from support.checks import open_fixture, registry
from support.rules import PATHS

CORE = '#- core\nSTEP_NAMES = {"Train": {}}\n'
ALICE = '#- alice\nLOCAL_STEPS = {"Train": {}}\n'
BOB = '#- bob\nLOCAL_STEPS = {"Train": {"priority": 90}}\n'
CAROL = '#- carol\nLOCAL_STEPS = {"Train": {"priority": 80}}\n'
DAVE = "#- dave\nLOCAL_STEPS = {}\n"
DAVES_OVERRIDE = '#- dave\nSTEP_OVERRIDES = {"Train": {"priority": 1}}\n'


def view_of(text):
    """The view of a fixture in which registries are named by their workspace."""
    named = {**PATHS, "dave": registry("dave")}
    for name, path in named.items():
        text = re.sub(rf"^#- {name}$", f"#- {path}", text, flags=re.MULTILINE)
    return open_fixture(text).snapshot.view


def resolved(text, workspace=None, pins=None, **context):
    return resolve_with_strategy(view_of(text), "Train", ResolutionContext(workspace, **context), pins or {})


def namespace(found):
    return found.chosen.namespace if found.chosen else None


WP, FM, EM, HP, CF, MANUAL = Strategy


def test_the_strategies_are_those_of_the_fields_and_of_the_page():
    page = (Path(__file__).parents[2] / "docs" / "collisions.md").read_text(encoding="utf-8")
    assert {strategy.value for strategy in Strategy} == set(STRATEGIES)
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == [
        strategy.value for strategy in (WP, FM, EM, HP, CF, MANUAL)
    ]
    assert all(f"`{conflict_type.value}`" in page for conflict_type in ConflictType)


FRAMEWORKS = """\
#- core
STEP_NAMES = {"Train": {"framework": "xgboost"}}
#- alice
LOCAL_STEPS = {"Train": {"framework": "pytorch", "priority": 90}}
#- bob
LOCAL_STEPS = {"Train": {"framework": "pytorch", "priority": 80}}
#- carol
LOCAL_STEPS = {"Train": {"framework": "spark"}}
#- dave
STEP_OVERRIDES = {"Train": {}}
"""
TAGS = """\
#- alice
LOCAL_STEPS = {"Train": {"environment_tags": ["gpu", "production"]}}
#- bob
LOCAL_STEPS = {"Train": {"environment_tags": ("cpu",)}}
#- carol
LOCAL_STEPS = {"Train": {"environment_tags": ["cpu", "production"], "priority": 50}}
#- dave
LOCAL_STEPS = {}
WORKSPACE_METADATA = {"environment_preferences": ["gpu"]}
"""
SCORES = """\
#- core
STEP_NAMES = {"Train": {"framework": "xgboost"}}
#- alice
LOCAL_STEPS = {"Train": {"framework": "pytorch", "priority": 120}}
#- bob
LOCAL_STEPS = {"Train": {"environment_tags": ["gpu", "cpu", "night"], "priority": 95}}
#- carol
STEP_OVERRIDES = {"Train": {"priority": 94}}
"""

TABLE = {
    "workspace_priority": [
        ("the own step", CORE + ALICE + CAROL, "alice", {}, "alice"),
        ("the own override", CORE + DAVES_OVERRIDE + CAROL, "dave", {}, "dave"),
        ("another's step of the lowest priority", CORE + ALICE + BOB + CAROL + DAVE, "dave", {}, "carol"),
        ("of equal ones the first id", CORE + ALICE + BOB.replace("90", "100") + DAVE, "dave", {}, "alice"),
        ("never another's override", CORE + DAVES_OVERRIDE + '#- alice\nLOCAL_STEPS = {"X": {}}', "alice", {}, "core"),
        ("a step before the core", CORE + ALICE + DAVE, "dave", {}, "alice"),
        ("without a workspace the core", CORE + ALICE + BOB, None, {}, "core"),
        ("without a workspace and core none", ALICE + BOB, None, {}, None),
        (
            "only others' overrides",
            DAVES_OVERRIDE + DAVES_OVERRIDE.replace("dave", "bob") + ALICE.replace("Train", "X"),
            "alice",
            {},
            None,
        ),
    ],
    "framework_match": [
        ("the one of the framework", FRAMEWORKS, "alice", {"preferred_framework": "spark"}, "carol"),
        ("several: the own", FRAMEWORKS, "alice", {"preferred_framework": "pytorch"}, "alice"),
        ("several: the lowest priority", FRAMEWORKS, "carol", {"preferred_framework": "pytorch"}, "bob"),
        ("none: workspace_priority over all", FRAMEWORKS, "alice", {"preferred_framework": "mxnet"}, "alice"),
        ("no framework is preferred", FRAMEWORKS, None, {}, "core"),
        ("an override inherits its framework", FRAMEWORKS, "dave", {"preferred_framework": "xgboost"}, "dave"),
        ("several, and no workspace", FRAMEWORKS, None, {"preferred_framework": "pytorch"}, None),
    ],
    "environment_match": [
        ("the one that shares a tag", TAGS, "bob", {"environment_tags": ("gpu",)}, "alice"),
        ("several: the own", TAGS, "bob", {"environment_tags": ("cpu",)}, "bob"),
        ("several: the lowest priority", TAGS, "dave", {"environment_tags": ("cpu", "gpu")}, "carol"),
        ("the workspace's preferences", TAGS, "dave", {}, "alice"),
        ("the context's before the workspace's", TAGS, "dave", {"environment_tags": ("production",)}, "carol"),
        ("none shares one", TAGS, "alice", {"environment_tags": ("tpu",)}, None),
        ("no tags suit everywhere", CORE + TAGS, "dave", {"environment_tags": ("tpu",)}, "core"),
    ],
    "highest_priority": [
        ("the lowest number, be it an override", SCORES, None, {}, "carol"),
        ("50 for the framework", SCORES, None, {"preferred_framework": "pytorch"}, "alice"),
        ("10 for each tag", SCORES, None, {"environment_tags": ("cpu", "gpu")}, "bob"),
        ("30 for being the own", SCORES, "alice", {}, "alice"),
        (
            "a tie: the own",
            CORE + ALICE.replace("{}", '{"priority": 130}') + BOB.replace("90", "100"),
            "alice",
            {},
            "alice",
        ),
        ("a tie: others before the core", CORE + BOB.replace("90", "100") + DAVE, "dave", {}, "bob"),
        ("a tie without a workspace: the core", CORE + BOB.replace("90", "100"), None, {}, "core"),
        ("a tie: the first id", CAROL + CAROL.replace("carol", "bob"), None, {}, "bob"),
    ],
    "core_fallback": [
        ("the own", CORE + ALICE + CAROL, "alice", {}, "alice"),
        ("else the core", CORE + ALICE + CAROL + DAVE, "dave", {}, "core"),
        ("else nothing", ALICE + CAROL + DAVE, "dave", {}, None),
        ("without a workspace the core", CORE + ALICE, None, {}, "core"),
    ],
}


def rows():
    for strategy, cases in TABLE.items():
        for what, text, workspace, context, expected in cases:
            yield pytest.param(strategy, text, workspace, context, expected, id=f"{strategy}: {what}")


@pytest.mark.parametrize(("strategy", "text", "workspace", "context", "expected"), list(rows()))
def test_the_table(strategy, text, workspace, context, expected):
    found = resolved(text, workspace, strategy=Strategy(strategy), **context)
    assert (namespace(found), found.strategy, found.stated) == (expected, strategy, Stated.CONTEXT)
    assert found.outcome is (Outcome.RESOLVED if expected else Outcome.UNDECIDED)


@pytest.mark.parametrize(
    ("pins", "expected"),
    [
        ({}, None),
        ({"Other": "bob"}, None),
        ({"Train": "bob"}, "bob"),
        ({"Train": "core"}, "core"),
        ({"Train": "nobody"}, None),
        ({"Train": "pack"}, None),
    ],
)
def test_manual_is_decided_by_the_pin_alone(pins, expected):
    found = resolved(CORE + ALICE + BOB, "alice", pins, strategy=MANUAL)
    assert namespace(found) == expected
    assert found.outcome is (Outcome.RESOLVED if expected else Outcome.UNDECIDED)


def test_a_pin_means_nothing_to_the_other_strategies():
    for strategy in set(Strategy) - {MANUAL}:
        pinned = resolved(CORE + ALICE + BOB, "alice", {"Train": "bob"}, strategy=strategy)
        assert namespace(pinned) == namespace(resolved(CORE + ALICE + BOB, "alice", strategy=strategy))


# Where the strategy is stated


@pytest.mark.parametrize(
    ("entry", "metadata", "context", "strategy", "stated"),
    [
        ('"conflict_resolution_strategy": "manual"', "", {"strategy": CF}, "core_fallback", Stated.CONTEXT),
        ('"conflict_resolution_strategy": "manual"', '"default_resolution_strategy": "core_fallback"', {}, "manual", Stated.ENTRY),
        ("", '"default_resolution_strategy": "core_fallback"', {}, "core_fallback", Stated.METADATA),
        ("", "", {"preferred_framework": "x", "environment_tags": ("y",)}, "framework_match", Stated.FRAMEWORK),
        ("", '"preferred_frameworks": ["none", "pytorch"]', {}, "framework_match", Stated.FRAMEWORK),
        ("", '"preferred_frameworks": ["none"]', {"environment_tags": ("y",)}, "environment_match", Stated.ENVIRONMENT),
        ("", '"environment_preferences": ["gpu"]', {}, "workspace_priority", Stated.DEFAULT),
        ('"conflict_resolution_strategy": "manuel"', '"default_resolution_strategy": 3', {}, "workspace_priority", Stated.DEFAULT),
    ],
)  # fmt: skip
def test_where_the_strategy_is_stated(entry, metadata, context, strategy, stated):
    text = f'#- alice\nLOCAL_STEPS = {{"Train": {{{entry}}}}}\nWORKSPACE_METADATA = {{{metadata}}}\n'
    found = resolved(text + '#- bob\nLOCAL_STEPS = {"Train": {"framework": "pytorch"}}\n', "alice", **context)
    assert (found.strategy, found.stated) == (strategy, stated)


def test_an_override_states_its_own_strategy_and_inherits_none():
    step = '#- alice\nLOCAL_STEPS = {"Train": {"conflict_resolution_strategy": "manual"}}\n'
    override = 'STEP_OVERRIDES = {"Train": {"description": "d"}}\n'
    assert resolved(step + BOB, "alice").stated is Stated.ENTRY
    assert resolved(step + override + BOB, "alice").stated is Stated.DEFAULT


def test_anothers_words_do_not_count():
    text = CORE + ALICE + '#- bob\nLOCAL_STEPS = {"Train": {"conflict_resolution_strategy": "manual"}}\n'
    assert resolved(text, "alice").stated is Stated.DEFAULT


def test_the_first_preferred_framework_that_anyone_has():
    text = (
        FRAMEWORKS.replace('"dave"', "")
        + 'WORKSPACE_METADATA = {"preferred_frameworks": ["mxnet", "spark", "pytorch"]}\n'
    )
    assert namespace(resolved(text, "dave", strategy=FM)) == "carol"


# Candidates


def test_the_candidates_are_of_each_workspace_its_override_else_its_step():
    text = f"""{CORE}#- alice
LOCAL_STEPS = {{"Train": {{}}}}
STEP_OVERRIDES = {{"Train": {{}}}}
{BOB}"""
    found = resolved(text)
    kinds = [(one.definition.row.namespace, one.definition.row.registry_type.value) for one in found.candidates]
    assert kinds == [("core", "core"), ("alice", "override"), ("bob", "workspace")]


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("strategy", [None, *Strategy])
def test_one_candidate_is_no_conflict_whatever_is_asked(mode, strategy):
    found = resolved(BOB + DAVE, "dave", strategy=strategy, mode=mode, chooser=lambda *_: pytest.fail("asked"))
    assert (namespace(found), found.strategy, found.stated, found.visible) == ("bob", "no_conflict", None, False)
    assert found.candidates[0].reason


def test_none_gives_the_nearest_names_of_every_namespace():
    found = resolve_with_strategy(view_of(CORE + ALICE.replace("Train", "Trainer")), "Traine", ResolutionContext())
    assert (found.outcome, found.resolved, found.suggestions) == (Outcome.MISSING, False, ("Train", "Trainer"))


def test_what_could_be_hidden_in_any_workspace_is_unknown():
    view = view_of(CORE + ALICE + "#- bob\nLOCAL_STEPS = make()\n")
    assert resolve_with_strategy(view, "Nothing", ResolutionContext("alice")).outcome is Outcome.UNKNOWN


def test_a_job_type_is_split_off():
    found = resolve_with_strategy(view_of(CORE + ALICE), "Train_nightly", ResolutionContext("alice"))
    assert (found.name, found.suffix, namespace(found)) == ("Train", "_nightly", "alice")


def test_an_unknown_workspace_is_never_the_core():
    with pytest.raises(UnknownWorkspaceError, match="'alcie'"):
        resolved(CORE + ALICE, "alcie")
    with pytest.raises(UnknownWorkspaceError):
        is_settled(view_of(CORE + ALICE), "Train", "alcie")


@pytest.mark.parametrize(("workspace", "visible"), [("alice", False), ("bob", True), (None, False)])
def test_visible_is_what_the_workspace_sees_by_itself(workspace, visible):
    assert resolved(ALICE + BOB, workspace, {"Train": "bob"}, strategy=MANUAL).visible is visible


def test_scores_are_shown_with_every_candidate():
    found = resolved(SCORES, "alice", preferred_framework="xgboost", environment_tags=("gpu", "other"))
    assert {one.definition.row.namespace: one.score for one in found.candidates} == {
        "core": 50,
        "alice": 90,
        "bob": 85,
        "carol": 44,
    }


@pytest.mark.parametrize("value", ['"high"', "True", "None", "1.5", "compute()"])
def test_a_priority_that_is_none_is_the_usual_one(value):
    view = view_of(f'#- alice\nLOCAL_STEPS = {{"Train": {{"priority": {value}}}}}\n')
    assert definitions_of(view, "Train")[0].priority == 100


# Modes


@pytest.mark.parametrize("strategy", [None, *Strategy])
def test_strict_takes_none_of_several(strategy):
    found = resolved(CORE + ALICE, "alice", {"Train": "alice"}, strategy=strategy, mode=Mode.STRICT)
    assert found.outcome is Outcome.UNDECIDED
    assert found.reason == "strict mode takes none of several: core.Train and alice.Train"
    assert not any(one.chosen for one in found.candidates)


def test_a_person_is_asked():
    asked = []

    def choose(name, candidates):
        asked.append((name, [one.row.qualified_name for one in candidates]))
        return "bob"

    found = resolved(CORE + ALICE + BOB, "alice", mode=Mode.INTERACTIVE, chooser=choose)
    assert asked == [("Train", ["core.Train", "alice.Train", "bob.Train"])]
    assert (namespace(found), found.strategy) == ("bob", "interactive")


def test_a_person_who_answers_nothing_or_nonsense():
    assert resolved(CORE + ALICE, mode=Mode.INTERACTIVE, chooser=lambda *_: None).outcome is Outcome.UNDECIDED
    with pytest.raises(UnknownChoiceError, match="'zoe'"):
        resolved(CORE + ALICE, mode=Mode.INTERACTIVE, chooser=lambda *_: "zoe")


def test_an_answer_that_was_kept_is_not_asked_for_again():
    found = resolved(
        CORE + ALICE, None, {"Train": "alice"}, mode=Mode.INTERACTIVE, chooser=lambda *_: pytest.fail("asked")
    )
    assert (namespace(found), found.strategy) == ("alice", "interactive")


def test_without_anyone_to_ask_the_score_decides():
    found = resolved(SCORES, None, strategy=CF, mode=Mode.INTERACTIVE)
    assert (namespace(found), found.strategy) == ("carol", "interactive_fallback")


# Tolerance

LOW = '#- dave\nLOCAL_STEPS = {}\nWORKSPACE_METADATA = {"conflict_tolerance": "low"}\n'


@pytest.mark.parametrize(
    ("text", "context", "refused"),
    [
        (CORE + BOB + CAROL + LOW, {}, True),
        (CORE + BOB + CAROL + LOW.replace("low", "high"), {}, False),
        (CORE + BOB + LOW, {}, False),
        (CORE + BOB + CAROL + LOW.replace("LOCAL_STEPS = {}", 'LOCAL_STEPS = {"Train": {}}'), {}, False),
        (CORE + BOB + CAROL + LOW, {"strategy": CF}, False),
        (CORE + BOB + CAROL + LOW, {"strategy": HP}, False),
        (CORE + BOB + CAROL.replace("80", "90") + LOW, {"strategy": HP}, True),
        (CORE + BOB + CAROL.replace("80", "90") + LOW, {"mode": Mode.INTERACTIVE}, True),
        (CORE + BOB + CAROL + LOW, {"mode": Mode.INTERACTIVE, "chooser": lambda *_: "bob"}, False),
        (FRAMEWORKS.replace("#- dave\nSTEP_OVERRIDES = {\"Train\": {}}\n", LOW), {"preferred_framework": "pytorch"}, True),
        (FRAMEWORKS.replace("#- dave\nSTEP_OVERRIDES = {\"Train\": {}}\n", LOW), {"preferred_framework": "spark"}, False),
    ],
)  # fmt: skip
def test_low_tolerance_refuses_a_tie_break(text, context, refused):
    found = resolved(text, "dave", **context)
    assert found.outcome is (Outcome.REFUSED if refused else Outcome.RESOLVED)
    assert (found.chosen is None) == refused
    if refused:
        assert "only priority or id tells" in found.reason
        assert len(found.tied) == 2


# Whether a workspace's own words settle a collision

MANUALLY = '#- alice\nLOCAL_STEPS = {"Train": {"conflict_resolution_strategy": "manual"}}\n'
BY_ENVIRONMENT = """\
#- alice
LOCAL_STEPS = {"Train": {"environment_tags": ["gpu"], "conflict_resolution_strategy": "environment_match"}}
#- bob
LOCAL_STEPS = {"Train": {"environment_tags": ["cpu"]}}
"""


@pytest.mark.parametrize(
    ("text", "workspace", "pins", "settled"),
    [
        (CORE + ALICE + BOB, "alice", {}, True),
        (CORE + MANUALLY, "alice", {}, False),
        (CORE + MANUALLY, "alice", {"Train": "core"}, True),
        (MANUALLY, "alice", {}, True),
        (CORE + BY_ENVIRONMENT, "alice", {}, True),
        (BY_ENVIRONMENT + "#- core\nSTEP_NAMES = {}\n", "alice", {}, False),
        (BY_ENVIRONMENT, "alice", {}, True),  # no core was found: it could have the step
        (BY_ENVIRONMENT + "#- core\nSTEP_NAMES = {}\n#- carol\nLOCAL_STEPS = make()\n", "alice", {}, True),
        (BY_ENVIRONMENT.replace('["cpu"]', "tags()") + "#- core\nSTEP_NAMES = {}\n", "alice", {}, True),
        (CORE + BOB + CAROL + LOW, "dave", {}, False),
        (CORE + MANUALLY.replace('{"conflict', '{"priority": low(), "conflict'), "alice", {}, True),
        (CORE + MANUALLY + "STEP_OVERRIDES = make()\n", "alice", {}, True),
        (CORE + MANUALLY + '#- bob\nLOCAL_STEPS = {"Train": compute()}\n', "alice", {}, False),
    ],
)
def test_is_settled(text, workspace, pins, settled):
    view = view_of(text)
    assert is_settled(view, "Train", workspace, pins) is settled
    unsettled = find_unsettled(view, "Train", workspace, pins)
    assert (unsettled is None) is settled
    assert unsettled is None or unsettled.reason


# Comparing definitions


@pytest.mark.parametrize(
    ("one", "other", "compatible", "conflict_type"),
    [
        ("", "", True, ConflictType.IMPLEMENTATION),
        ('"framework": "a"', '"framework": "b"', False, ConflictType.FRAMEWORK),
        ('"framework": "a"', "", True, ConflictType.IMPLEMENTATION),
        ('"framework": "a"', '"framework": " "', True, ConflictType.IMPLEMENTATION),
        ('"environment_tags": ["a"]', '"environment_tags": ["b"]', False, ConflictType.ENVIRONMENT),
        ('"environment_tags": ["a", "b"]', '"environment_tags": ["b"]', True, ConflictType.ENVIRONMENT),
        ('"environment_tags": ["a", "b"]', '"environment_tags": ["b", "a"]', True, ConflictType.IMPLEMENTATION),
        ('"environment_tags": ["a"]', "", True, ConflictType.IMPLEMENTATION),
        ('"environment_tags": ["a"]', '"environment_tags": "b"', True, ConflictType.IMPLEMENTATION),
        ('"compatibility_tags": ["a"]', '"compatibility_tags": ["b"]', False, ConflictType.IMPLEMENTATION),
        ('"compatibility_tags": ["a", "b"]', '"compatibility_tags": ["b"]', True, ConflictType.IMPLEMENTATION),
        ('"framework": "a", "environment_tags": ["a"]', '"framework": "b", "environment_tags": ["b"]', False, ConflictType.FRAMEWORK),
    ],
)  # fmt: skip
def test_compatibility_and_type(one, other, compatible, conflict_type):
    text = f'#- alice\nLOCAL_STEPS = {{"Train": {{{one}}}}}\n#- bob\nLOCAL_STEPS = {{"Train": {{{other}}}}}\n'
    left, right = definitions_of(view_of(text), "Train")
    assert are_compatible(left, right) is are_compatible(right, left) is compatible
    assert conflict_type_of([left, right]) is conflict_type_of([right, left]) is conflict_type
    override = f'#- carol\nSTEP_OVERRIDES = {{"Train": {{{other}}}}}\n'
    with_override = conflict_type_of(definitions_of(view_of(text + override), "Train"))
    assert with_override is (ConflictType.OVERRIDE if conflict_type is ConflictType.IMPLEMENTATION else conflict_type)
