"""File names and the steps that they stand for, by five strategies."""

import pytest

from cursus_registry.compat.file_names import canonical_name, similarity

NAMES = [
    "Base",
    "TabularPreprocessing",
    "XGBoostTraining",
    "PyTorchTraining",
    "XGBoostModelEval",
    "XGBoostModel",
    "Package",
    "Registration",
    "DummyTraining",
    "ModelCalibration",
]


@pytest.mark.parametrize(
    ("file_name", "name"),
    [
        ("package", "Package"),  # PascalCase
        ("dummy_training", "DummyTraining"),
        ("package_training", "Package"),  # without a job type
        ("package_calibration", "Package"),
        ("model_calibration", "ModelCalibration"),
        ("xgb_training", "XGBoostTraining"),  # abbreviations
        ("xgboost_training", "XGBoostTraining"),
        ("pytorch_training", "PyTorchTraining"),
        ("tabular_preprocess", "TabularPreprocessing"),
        ("tabular_preprocess_testing", "TabularPreprocessing"),
        ("mims_package", "Package"),
        ("mims_registration_validation", "Registration"),
        ("model_evaluation_xgb", "XGBoostModelEval"),  # compounds
        ("xgb_model_evaluation", "XGBoostModelEval"),
        ("model_evaluation_of_the_xgb", "XGBoostModelEval"),
        ("xgb_model_by_evaluation", "XGBoostModelEval"),
        ("XGBOOST_MODEL", "XGBoostModel"),  # similarity
        ("boost_training", "XGBoostTraining"),
        ("training_dummy", "DummyTraining"),
        ("_", "Base"),
    ],
)
def test_a_file_name_stands_for_a_step(file_name, name):
    assert canonical_name(file_name, NAMES, "core registry") == name


@pytest.mark.parametrize(
    ("file_name", "name", "score"),
    [
        ("fraud_features", "FraudFeatures", 1.0),
        ("fraud_features", "Fraud_Features", 1.0),
        ("fraud", "FraudFeatures", 0.9),
        ("_", "FraudFeatures", 0.9),
        ("features_fraud", "FraudFeatures", 0.85),
        ("a_r_u_d_x", "FraudFeatures", 0.8),
        ("fraud_other", "FraudFeatures", 0.35),
        ("a_r_x", "FraudFeatures", pytest.approx(2 / 3 * 0.7)),
        ("x", "FraudFeatures", 0.0),
    ],
)
def test_how_similar(file_name, name, score):
    assert similarity(file_name, name) == score


def test_of_equally_similar_names_the_first_is_taken():
    assert canonical_name("training", NAMES, "") == "XGBoostTraining"
    assert canonical_name("training", reversed(NAMES), "") == "DummyTraining"


def test_what_stands_for_nothing_says_what_was_tried():
    with pytest.raises(ValueError, match="cannot be empty"):
        canonical_name("", NAMES, "core registry")
    with pytest.raises(ValueError, match="Qqq") as caught:
        canonical_name("xgb_qqq_training", NAMES, "workspace: alice")
    message = str(caught.value)
    assert "(workspace: alice)" in message
    assert "Tried: XgbQqqTraining, XgbQqq, XGBoostQqqTraining, XGBoostQqq, " in message
    assert "Known names: Base, DummyTraining, " in message
    with pytest.raises(ValueError, match="Nearest names: Registration"):
        canonical_name("regystrations", NAMES, "core registry")
    with pytest.raises(ValueError, match=r"Known names: $"):
        canonical_name("anything", [], "core registry")
