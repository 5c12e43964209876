"""In a settings file there are diagnostics and nothing else: it looks like Python only here and there."""

from cursus_registry.features.completion import completion
from cursus_registry.features.definition import definition
from cursus_registry.features.hover import hover
from cursus_registry.features.symbols import document_symbols
from support.checks import CORE, open_fixture

PATH = "/cursus-registry.toml"
TEXT = """\
pins = { Package = "core", XGBoostTraining = "alice" }
STEP_NAMES = { "x" = "Package" }
get_config_class_name("Package")
"""


def test_the_features_have_nothing_to_say():
    snapshot = open_fixture(f"{CORE}\n#- {PATH}\n{TEXT}").snapshot
    assert [finding.code for finding in snapshot.check(PATH)] == ["CUR903"]
    assert document_symbols(snapshot, PATH) == []
    for offset in range(len(TEXT) + 1):
        assert hover(snapshot, PATH, offset) is None
        assert definition(snapshot, PATH, offset) is None
        assert completion(snapshot, PATH, TEXT.encode(), offset) is None
