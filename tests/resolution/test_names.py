"""Near names, folded names, proposed names."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from cursus_registry.resolution.names import edits_between, is_near, near_names, pascal_case, split_suffix
from cursus_registry.resolution.tables import Base


@pytest.mark.parametrize(
    ("left", "right", "near"),
    [
        ("XGBoostTraining", "XGBoostTrainng", True),
        ("XGBoostTraining", "XGBoostTriaining", True),
        ("Training", "Trianing", True),
        ("Training", "Traning", True),
        ("Training", "Tuning", False),
        ("Abc", "Abd", False),
        ("Model", "Mode", True),
        ("Same", "Same", False),
    ],
)
def test_near(left, right, near):
    assert is_near(left, right) is near
    assert is_near(right, left) is near


def test_near_names_nearest_first():
    assert near_names("Traning", ["Tuning", "Trailing", "Training"]) == ["Training", "Trailing"]


WORDS = st.text("abAB_", max_size=10)


@given(WORDS, WORDS)
def test_near_is_what_the_distance_says(left, right):
    edits = edits_between(left, right)
    assert is_near(left, right) is (0 < edits <= min(2, max(len(left), len(right)) // 4))


@given(WORDS, st.lists(WORDS, max_size=80), st.integers(0, 100))
def test_near_names_are_the_same_among_many(name, known, more):
    others = [f"{'z' * len(name)}{number}" for number in range(more)]
    near = sorted((edits_between(name, other), other) for other in {*known, *others} if is_near(name, other))
    assert near_names(name, [*known, *others]) == [other for _, other in near[:3]]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("xgboost_training", "XGBoostTraining"),
        ("xgboost-training", "XGBoostTraining"),
        ("pytorchModel", "PyTorchModel"),
        ("pytorch_model_eval", "PyTorchModelEval"),
        ("graph_sampling", "GraphSampling"),
    ],
)
def test_pascal_case_spells_as_the_core_does(name, expected):
    assert pascal_case(name, ["XGBoostTraining", "PyTorchModel"]) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("A_b", ("A", "_b")), ("A_b_c", ("A_b", "_c")), ("A-b", ("A", "-b")), ("A_", ("A_", "")), ("B_a", ("B_a", ""))],
)
def test_split_suffix(name, expected):
    assert split_suffix(name, {"A", "A_b"}.__contains__) == (expected if name != "A_b" else ("A_b", ""))


words = st.text("abAB", min_size=7, max_size=11)


@given(st.lists(words, min_size=1, max_size=6, unique=True), st.data())
def test_a_near_miss_is_one_edit_away(names, data):
    base = Base(dict.fromkeys(names), complete=True, step_types=(), access_modules=frozenset())
    name = data.draw(st.sampled_from(names))
    at = data.draw(st.integers(0, len(name) - 1))
    slips = (
        name[:at] + "x" + name[at:],
        name[:at] + name[at + 1 :],
        name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
    )
    slip = data.draw(st.sampled_from([*slips, name[:at] + "x" + name[at + 1 :], data.draw(words)]))
    near = [other for other in names if len(other) >= 8 and edits_between(slip, other) == 1]
    assert len(slip) < 7 or base.near_miss(slip, 8) == min(near, default=None)
