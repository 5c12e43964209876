"""What comments and settings silence.

`#- core`, `#- original` and `#- <workspace>` stand for the paths of registries. Only the rules named in front are asked.
"""

import pytest

from cursus_registry.settings import Settings
from support.rules import check_rules

FINDINGS = """
#- alice
WORKSPACE_STEPS = {{
    "Package": {{"priority": "1", "builder_step_name": "ABStepBuilder", "config_class": "AConfig", "spec_type": "A"}},{0}
}}
"""
MISSING, TYPE, SHADOW = (
    "#   ^^^^^^^^^ {}[CUR101]",
    "#                           ^^^ {}[CUR103]",
    "#   ^^^^^^^^^ {}[CUR202]",
)


def test_comments_silence_what_starts_on_their_line():
    check_rules(
        "CUR103 CUR202",
        """
#- alice
WORKSPACE_STEPS = {
    "Package": {"priority": "1"},  # noqa: CUR202
#                           ^^^ error[CUR103]
    "XGBoostTraining": {  # cursus: ignore[CUR202, CUR103] for a reason
        "priority": "1",
#                   ^^^ error[CUR103]
    },
}
#- bob
WORKSPACE_STEPS = {
    "Package": {"priority": "1"},  # noqa
#   ^^^^^^^^^ warning[CUR202]
#                           ^^^ error[CUR103]
    # noqa: CUR202
    "XGBoostTraining": {},  # noqa: E501, CUR103
#   ^^^^^^^^^^^^^^^^^ warning[CUR202]
}
""",
    )


def test_a_comment_silences_a_file():
    check_rules(
        "CUR103 CUR202",
        """
#- alice
WORKSPACE_STEPS = {
    "Package": {"priority": "1"},
#                           ^^^ error[CUR103]
    "XGBoostTraining": {},
}
# cursus: ignore-file[CUR202]
#- bob
WORKSPACE_STEPS = {"Package": {}}
#                  ^^^^^^^^^ warning[CUR202]
""",
    )


def noted(*notes):
    return FINDINGS.format("".join(f"\n{note}" for note in notes))


@pytest.mark.parametrize(
    ("settings", "notes"),
    [
        (Settings(select=("CUR1",)), [MISSING.format("error")] * 2 + [TYPE.format("error")]),
        (Settings(select=("CUR1",), ignore=("CUR101",)), [TYPE.format("error")]),
        (Settings(select=("CUR202", "CUR103"), ignore=("CUR1",)), [TYPE.format("error"), SHADOW.format("warning")]),
        (Settings(select=("CUR1",), ignore=("CUR1",)), []),
        (Settings(select=("CUR",), ignore=("CUR",)), []),
        (Settings(select=()), []),
        (
            Settings(select=("CUR1",), severity={"CUR1": "hint", "CUR103": "warning"}),
            [MISSING.format("hint")] * 2 + [TYPE.format("warning")],
        ),
        (Settings(select=("CUR1",), severity={"CUR101": "off"}), [TYPE.format("error")]),
        (Settings(select=("CUR1",), severity={"CUR": "off", "CUR103": "information"}), [TYPE.format("information")]),
    ],
)
def test_settings_choose(settings, notes):
    check_rules("", noted(*notes), settings)


def test_a_set_severity_counts_before_a_rules_own():
    text = """
#- alice
WORKSPACE_STEPS = {"Package": {"conflict_resolution_strategy": "workspace_priority"}}
#                  ^^^^^^^^^ error[CUR202]
"""
    check_rules("", text, Settings(select=("CUR202",), severity={"CUR2": "error"}))
