"""The edges of the rules about look-ups.

`#- core`, `#- original` and `#- <workspace>` stand for the paths of registries. Only the rules named in front are asked.
"""

import pytest

from support.rules import cases, check_rules

MENTIONS = {
    "a job type behind the name": """
#- /pipelines/a.py
from cursus.registry.step_names import get_config_class_name as name
name("Package_training")
name("Package-calibration")
name("XGBoostTraining_a_b")
name("Pakage_training")
#     ^^^^^^^^^^^^^^^ warning[CUR301]
name("Package_")
#     ^^^^^^^^ warning[CUR301]
""",
    "an old name is not an unknown one": """
#- /pipelines/a.py
from cursus.registry.step_names import get_config_class_name
get_config_class_name("MIMSPackaging")
#                      ^^^^^^^^^^^^^ warning[CUR303]
get_config_class_name("MIMSPackaging_training")
#                      ^^^^^^^^^^^^^ warning[CUR303]
""",
    "an old name that is a step again": """
#- /pipelines/a.py
from cursus.registry.step_names import get_config_class_name
get_config_class_name("MIMSPayload", workspace_id="alice")
#- alice
WORKSPACE_STEPS = {"MIMSPayload": {}}
""",
    "the workspace that a call names": """
#- alice
WORKSPACE_STEPS = {"Alpha": {}}
#- bob
WORKSPACE_STEPS = {"Beta": {}}
#- /pipelines/a.py
from cursus.registry.step_names import get_step_names, get_config_class_name
get_config_class_name("Alpha", "alice")
get_config_class_name("Alpha", workspace_id="alice")
get_config_class_name("Beta", workspace_id="alice")
#                      ^^^^ warning[CUR302]
get_config_class_name("Gamma", workspace_id="alice")
#                      ^^^^^ warning[CUR301]
get_config_class_name("Gamma", workspace_id=who)
get_config_class_name("Gamma", workspace_id="nobody")
get_config_class_name("Alpha")
#                      ^^^^^ warning[CUR302]
get_config_class_name("Alpha_training")
#                      ^^^^^^^^^^^^^^ warning[CUR302]
""",
    "the workspace around a call": """
#- alice
WORKSPACE_STEPS = {"Alpha": {}}
#- /pipelines/a.py
from cursus.registry import get_config_class_name, workspace_context
with workspace_context("alice"):
    get_config_class_name("Alpha")
    get_config_class_name("Gamma")
#                          ^^^^^ warning[CUR301]
with workspace_context(who):
    get_config_class_name("Gamma")
""",
    "the workspace that a file is in": """
#- alice
WORKSPACE_STEPS = {"Alpha": {}}
#- bob
STEP_OVERRIDES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/pipelines/a.py
from cursus.registry import get_config_class_name
get_config_class_name("Alpha")
#- /developer_workspaces/developers/bob/src/cursus_dev/pipelines/b.py
from cursus.registry import get_config_class_name
get_config_class_name("Alpha")
#                      ^^^^^ warning[CUR302]
""",
    "below tests nothing is meant": """
#- /tests/test_a.py
from cursus.registry import get_config_class_name
get_config_class_name("Gamma")
#- /lib/test/a.py
from cursus.registry import get_config_class_name
get_config_class_name("Gamma")
#- /lib/testing/a.py
from cursus.registry import get_config_class_name
get_config_class_name("Gamma")
#                      ^^^^^ warning[CUR301]
""",
    "absence is asked for, or expected": """
#- /pipelines/a.py
import pytest
from cursus.registry import STEP_NAMES, get_config_class_name, validate_step_name
validate_step_name("Gamma")
"Gamma" in STEP_NAMES
with pytest.raises(ValueError):
    get_config_class_name("Gamma")
try:
    get_config_class_name("Gamma")
except (ValueError, KeyError):
    pass
try:
    get_config_class_name("Gamma")
#                          ^^^^^ warning[CUR301]
except OSError:
    pass
""",
    "tables, managers and catalogues": """
#- /pipelines/a.py
from cursus.registry import STEP_NAMES, UnifiedRegistryManager
from cursus.step_catalog import StepCatalog
STEP_NAMES["Package"], STEP_NAMES["Gamma"]
#                                  ^^^^^ warning[CUR301]
manager = UnifiedRegistryManager()
manager.get_step_definition("Gamma")
#                            ^^^^^ warning[CUR301]
StepCatalog().get_step_info("Gamma")
#                            ^^^^^ warning[CUR301]
""",
    "functions of other people": """
#- /pipelines/a.py
from elsewhere import get_config_class_name, STEP_NAMES
get_config_class_name("Gamma")
STEP_NAMES["Gamma"]
""",
    "a core that hides names": """
#- core
STEP_NAMES = {"Package": {}, **load()}
#- alice
WORKSPACE_STEPS = {"Alpha": {}}
#- /pipelines/a.py
from cursus.registry import get_config_class_name
get_config_class_name("Gamma")
get_config_class_name("Alpha")
""",
    "a workspace that hides names": """
#- alice
WORKSPACE_STEPS = load()
#- /pipelines/a.py
from cursus.registry import get_config_class_name
get_config_class_name("Gamma", workspace_id="alice")
get_config_class_name("Gamma")
#                      ^^^^^ warning[CUR301]
""",
}
DETAILS = {
    "CUR301 CUR302 CUR303": MENTIONS,
}


@pytest.mark.parametrize(("codes", "text"), cases(DETAILS))
def test_the_details_of_a_rule(codes, text):
    check_rules(codes, text)
