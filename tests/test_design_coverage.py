"""Nothing of the registry's design is missing: each of its public names is here, and in a test."""

import pytest

import design_coverage

ROWS = design_coverage.rows()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name.design)
def test_every_name_of_the_design_is_here_and_in_a_test(row):
    assert row.module, f"{row.name.here} is defined nowhere"
    assert row.test, f"{row.name.here} is in no test"


def test_the_names_of_the_design():
    names = [row.name.design for row in ROWS]
    assert len(names) == len(set(names)) > 250
    tops = set(names)
    assert all(name.partition(".")[0] in tops for name in names)


def test_a_name_that_there_is_not_is_missing():
    assert design_coverage.locate("StepDefinition.to_legacy_format") == "api.definitions"
    assert design_coverage.locate("NamespacedStepDefinition.to_legacy_format") == "api.definitions"
    assert design_coverage.locate("HybridRegistryManager.get_step_definition") == "api.aliases"
    assert design_coverage.locate("CoreStepRegistry.manager") == "api.views"
    assert design_coverage.locate("StepDefinition.to_legacy") == ""
    assert design_coverage.locate("StepDefinitoin") == ""
