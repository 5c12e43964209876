"""What holds for every collision, however many declare the name: against a second reading of the law, on plain data."""

import json
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from cursus_registry.files import Memory
from cursus_registry.project import Project
from cursus_registry.resolution.conflicts import (
    count_conflicts,
    count_plain_conflicts,
    detailed_conflicts,
    plain_conflicts,
)
from cursus_registry.resolution.definitions import Strategy, are_compatible, definitions_of
from cursus_registry.resolution.preferences import preferences_of
from cursus_registry.resolution.strategies import (
    Mode,
    Outcome,
    ResolutionContext,
    find_unsettled,
    resolve_with_strategy,
)
from cursus_registry.resolution.strategies.decide import decide
from support.checks import registry

CORE = "/src/cursus/registry/step_names.py"
IDS = ("alice", "bob", "carol", "dave")
NAME = "Train"

tags = st.lists(st.sampled_from(["cpu", "gpu", "night"]), max_size=2, unique=True)
frameworks = st.sampled_from(["pytorch", "spark", "xgboost"])
names_of_strategies = st.sampled_from([strategy.value for strategy in Strategy])
entries = st.fixed_dictionaries(
    {},
    optional={
        "framework": frameworks,
        "priority": st.sampled_from([50, 90, 100]),
        "environment_tags": tags,
        "compatibility_tags": tags,
        "conflict_resolution_strategy": names_of_strategies,
    },
)
metadata = st.fixed_dictionaries(
    {},
    optional={
        "default_resolution_strategy": names_of_strategies,
        "preferred_frameworks": st.lists(frameworks, max_size=2, unique=True),
        "environment_preferences": tags,
        "conflict_tolerance": st.sampled_from(["low", "high"]),
    },
)
workspaces = st.fixed_dictionaries(
    {"WORKSPACE_METADATA": metadata},
    optional={"LOCAL_STEPS": st.just({}) | st.builds(lambda entry: {NAME: entry}, entries),
              "STEP_OVERRIDES": st.builds(lambda entry: {NAME: entry}, entries)},
)  # fmt: skip
worlds = st.fixed_dictionaries(
    {
        CORE: st.builds(
            lambda steps: {"STEP_NAMES": steps}, st.just({}) | st.builds(lambda entry: {NAME: entry}, entries)
        )
    },
    optional={registry(workspace): workspaces for workspace in IDS},
)
pins = st.just({}) | st.builds(lambda namespace: {NAME: namespace}, st.sampled_from(["core", *IDS]))


@st.composite
def questions(draw):
    """A world, who asks in it with which wishes, and the pins."""
    world = draw(worlds)
    there = [workspace for workspace in IDS if registry(workspace) in world]
    context = ResolutionContext(
        workspace=draw(st.sampled_from([None, *there])),
        preferred_framework=draw(st.none() | frameworks),
        environment_tags=tuple(draw(tags)),
        strategy=draw(st.none() | st.sampled_from(Strategy)),
        mode=draw(st.sampled_from(Mode)),
    )
    return world, context, draw(pins)


def texts_of(world):
    return {
        path: "".join(f"{variable} = {value!r}\n" for variable, value in tables.items())
        for path, tables in world.items()
    }


def open_world(world):
    project = Project(Memory(texts_of(world)), "/")
    project.load_all()
    return project.snapshot.view


def resolve(question):
    world, context, pinned = question
    return resolve_with_strategy(open_world(world), NAME, context, pinned)


# The law once more


def candidates_in(world):
    """The namespace, kind and fields of each candidate."""
    found = []
    base = world[CORE]["STEP_NAMES"].get(NAME)
    if base is not None:
        found.append(("core", "core", base))
    for workspace in IDS:
        tables = world.get(registry(workspace), {})
        step, override = tables.get("LOCAL_STEPS", {}).get(NAME), tables.get("STEP_OVERRIDES", {}).get(NAME)
        if override is not None:
            below = base if base is not None else step or {}
            framework = {"framework": below["framework"]} if "framework" in below else {}
            found.append((workspace, "override", {**framework, **override}))
        elif step is not None:
            found.append((workspace, "step", step))
    return found


@dataclass
class Law:
    """The table of the law for one who asks: `me` is the workspace, `asked` the tags, `found` all candidates."""

    me: str | None
    framework: str | None
    asked: set
    pinned: str | None
    found: list

    def own(self, one):
        return one[0] == self.me

    def workspace_priority(self, among):
        own = [one for one in among if self.own(one)]
        core = [one for one in among if one[1] == "core"]
        steps = sorted(
            (one for one in among if one[1] == "step"), key=lambda one: (one[2].get("priority", 100), one[0])
        )
        if own or self.me is None:
            return (own or core or [None])[0], False
        return (steps or core or [None])[0], len(steps) > 1

    def among(self, matches):
        return (matches[0], False) if len(matches) == 1 else self.workspace_priority(matches)

    def framework_match(self):
        matches = [one for one in self.found if self.framework and one[2].get("framework") == self.framework]
        return self.among(matches) if matches else self.workspace_priority(self.found)

    def environment_match(self):
        tags = [(one, set(one[2].get("environment_tags", []))) for one in self.found]
        fitting = [one for one, its in tags if not its or its & self.asked]
        return self.among(fitting) if fitting else (None, False)

    def score(self, one):
        namespace, _, fields = one
        right = self.framework is not None and fields.get("framework") == self.framework
        shared = len(self.asked & set(fields.get("environment_tags", [])))
        return fields.get("priority", 100) - 50 * right - 10 * shared - 30 * (namespace == self.me)

    def highest_priority(self):
        order = {"core": 2 if self.me else 0, "step": 1, "override": 3}

        def rank(one):
            return self.score(one), 0 if self.own(one) else order[one[1]]

        ranked = sorted(self.found, key=lambda one: (rank(one), one[2].get("priority", 100), one[0]))
        return ranked[0], sum(rank(one) == rank(ranked[0]) for one in ranked) > 1

    def core_fallback(self):
        own = [one for one in self.found if self.own(one)]
        return (own or [one for one in self.found if one[1] == "core"] or [None])[0], False

    def manual(self):
        return next((one for one in self.found if one[0] == self.pinned), None), False


def stated(context, wishes, law):
    mine = next((fields for namespace, _, fields in law.found if namespace == law.me), {})
    suggested = "environment_match" if context.environment_tags else "workspace_priority"
    return (
        (context.strategy.value if context.strategy else None)
        or mine.get("conflict_resolution_strategy")
        or wishes.get("default_resolution_strategy")
        or ("framework_match" if law.framework else suggested)
    )


def model(world, context, pinned):
    """The outcome, the chosen namespace and the name of the strategy, straight from the law."""
    found = candidates_in(world)
    if len(found) < 2:
        return (Outcome.RESOLVED, found[0][0], "no_conflict") if found else (Outcome.MISSING, None, None)
    wishes = world.get(registry(context.workspace), {}).get("WORKSPACE_METADATA", {}) if context.workspace else {}
    there = [fields.get("framework") for *_, fields in found]
    liked = next((one for one in wishes.get("preferred_frameworks", []) if one in there), None)
    asked = set(context.environment_tags or wishes.get("environment_preferences", []))
    law = Law(context.workspace, context.preferred_framework or liked, asked, pinned.get(NAME), found)
    strategy = stated(context, wishes, law)
    if context.mode is Mode.STRICT:
        return Outcome.UNDECIDED, None, strategy
    if context.mode is Mode.INTERACTIVE:
        strategy = "interactive" if law.manual()[0] else "interactive_fallback"
        chosen, tied = law.manual() if law.manual()[0] else law.highest_priority()
    else:
        chosen, tied = law.workspace_priority(found) if strategy == "workspace_priority" else getattr(law, strategy)()
    if tied and wishes.get("conflict_tolerance") == "low":
        return Outcome.REFUSED, None, strategy
    return (Outcome.RESOLVED, chosen[0], strategy) if chosen else (Outcome.UNDECIDED, None, strategy)


@settings(deadline=None)
@given(questions())
def test_it_is_the_table_of_the_law(question):
    found = resolve(question)
    assert (found.outcome, found.chosen.namespace if found.chosen else None, found.strategy) == model(*question)


@settings(deadline=None)
@given(questions())
def test_exactly_one_is_chosen_or_none_and_each_has_a_reason(question):
    found = resolve(question)
    chosen = [one for one in found.candidates if one.chosen]
    assert [one.definition.row for one in chosen] == ([found.chosen] if found.chosen else [])
    assert found.resolved == bool(chosen)
    assert all(one.reason for one in found.candidates)
    assert found.reason
    assert not chosen or chosen[0].reason == found.reason
    assert [one.definition.row.namespace for one in found.candidates] == [one[0] for one in candidates_in(question[0])]


@settings(deadline=None)
@given(questions(), st.randoms(use_true_random=False))
def test_the_order_of_files_and_candidates_plays_no_part(question, random):
    world, context, pinned = question
    cold = open_world(world)
    texts = list(texts_of(world).items())
    random.shuffle(texts)
    files = Memory({"/README.md": ""})
    project = Project(files, "/")
    project.load_all()
    for path, text in texts:
        files.write(path, text)
        project.update([path])
    warm = project.snapshot.view
    assert resolve_with_strategy(warm, NAME, context, pinned) == resolve_with_strategy(cold, NAME, context, pinned)
    candidates = list(definitions_of(cold, NAME))
    if len(candidates) > 1:
        preferences = preferences_of(cold, context.workspace)
        before = decide(NAME, candidates, context, preferences, pinned)
        random.shuffle(candidates)
        after = decide(NAME, candidates, context, preferences, pinned)
        assert (before.outcome, before.chosen, set(before.choice.tied)) == (
            after.outcome,
            after.chosen,
            set(after.choice.tied),
        )


@settings(deadline=None)
@given(questions())
def test_who_may_never_be_taken(question):
    _, context, pinned = question
    found = resolve(question)
    if found.chosen is None or found.strategy == "no_conflict":
        return
    kind = found.chosen.registry_type.value
    assert context.mode is not Mode.STRICT
    foreign = kind != "core" and found.chosen.namespace != context.workspace
    if found.strategy == "workspace_priority":
        assert not (foreign and (kind == "override" or context.workspace is None))
    if found.strategy == "core_fallback":
        assert not foreign
    if found.strategy == "manual":
        assert pinned == {NAME: found.chosen.namespace}
    if found.strategy in {"highest_priority", "interactive_fallback"}:
        scores = {one.definition.row: one.score for one in found.candidates}
        assert scores[found.chosen] == min(scores.values())


@settings(deadline=None)
@given(questions())
def test_visible_is_the_plain_look_up(question):
    world, context, pinned = question
    view = open_world(world)
    found = resolve_with_strategy(view, NAME, context, pinned)
    assert found.visible == (found.chosen is not None and view.find(NAME, context.workspace) is found.chosen)


@settings(deadline=None)
@given(questions())
def test_settled_is_what_automatic_resolution_makes_of_it(question):
    world, context, pinned = question
    if context.workspace is None:
        return
    view = open_world(world)
    found = resolve_with_strategy(view, NAME, ResolutionContext(context.workspace), pinned)
    unsettled = find_unsettled(view, NAME, context.workspace, pinned)
    assert (unsettled is not None) == (found.outcome in {Outcome.REFUSED, Outcome.UNDECIDED})
    assert unsettled is None or (unsettled.outcome, unsettled.reason) == (found.outcome, found.reason)


@settings(deadline=None)
@given(worlds)
def test_conflicts_are_counted_as_they_are_found(world):
    view = open_world(world)
    plain, every = list(plain_conflicts(view, {})), list(detailed_conflicts(view, {}))
    assert count_conflicts(view) == (len(plain), len(every))
    assert count_plain_conflicts(view) == len(plain)
    assert len(every) == (len(candidates_in(world)) > 1)
    steps = [path for path, tables in world.items() if NAME in tables.get("LOCAL_STEPS", {})]
    assert len(plain) == (len(steps) > 1)
    assert [one for one in every if one.plain] == plain
    for conflict in every:
        assert [one.row.namespace for one in conflict.definitions] == [one[0] for one in candidates_in(world)]
        assert "rename" in conflict.recommendations[-1]


@settings(deadline=None)
@given(entries, entries)
def test_compatible_is_symmetric_and_no_definition_is_at_odds_with_itself(one, other):
    world = {registry("alice"): {"LOCAL_STEPS": {NAME: one}}, registry("bob"): {"LOCAL_STEPS": {NAME: other}}}
    left, right = definitions_of(open_world(world), NAME)
    assert are_compatible(left, left)
    assert are_compatible(left, right) == are_compatible(right, left)
    assert are_compatible(left, right) or json.dumps(one) != json.dumps(other)
