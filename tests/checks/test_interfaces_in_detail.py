"""What is found in interface files: the same rules as in Python registries, on YAML."""

import pytest

from cursus_registry.settings import Settings
from support.checks import CORE, check_diagnostics, open_fixture, registry
from support.rules import cases

INTERFACE = "/src/cursus/steps/interfaces/scorecard_binning.step.yaml"
PACK = "/step_pack/interfaces/seasonal_split.step.yaml"

DETAILS = {
    "CUR001": {
        "a key without a colon": """
            step_type: ScorecardBinning
            registry:
              descr
            # ^^^^^ error[CUR001]
              sagemaker_step_type: Processing
            """,
        "a text with a colon": """
            step_type: ScorecardBinning
            registry:
              description: Bins: all of them
            #                  ^^^^^^^^^^^^^ error[CUR001]
              sagemaker_step_type: Processing
            """,
        "far from the block": """
            step_type: ScorecardBinning
            registry: {sagemaker_step_type: Processing, description: Bins}
            contract:
              inputs: [a, b
            #         ^^^^^ error[CUR001]
              outputs: {}
            """,
        "a second document": """
            step_type: ScorecardBinning
            registry: {sagemaker_step_type: Processing, description: Bins}
            ---
            # <- error[CUR001]
            step_type: Another
            """,
        "a date that does not exist": """
            step_type: ScorecardBinning
            registry: {sagemaker_step_type: Processing, description: Bins}
            since: 2024-02-30
            #      ^^^^^^^^^^ error[CUR001]
            """,
    },
    "CUR002": {
        "no step type": """
            registry:
            # <- warning[CUR002]
              sagemaker_step_type: Processing
            """,
        "further down it is a mention": """
            node_type: internal
            # <- warning[CUR002]
            variants:
              training: {step_type: ScorecardBinning_Training}
            """,
    },
    "CUR004": {
        "a name that YAML reads as something else": """
            step_type: 12:30
            #          ^^^^^ error[CUR004]
            """,
        "a field name": """
            step_type: ScorecardBinning
            registry:
              sagemaker_step_type: Processing
              description: Bins
              no: x
            # ^^ error[CUR004]
              'yes': x
            """,
    },
    "CUR005": {
        "a block that is a list": """
            step_type: ScorecardBinning
            registry:
            - sagemaker_step_type: Processing
            # <- error[CUR005]
            """,
        "a file that is a list": """
            - step_type: ScorecardBinning
            # <- error[CUR005]
            """,
    },
    "CUR008": {
        "an alias": """
            step_type: ScorecardBinning
            registry: &block
              sagemaker_step_type: Processing
              description: Bins
            again: *block
            #      ^^^^^^ error[CUR008]
            """,
        "a tag": """
            step_type: ScorecardBinning
            registry:
              sagemaker_step_type: !!str Processing
            #                      ^^^^^ error[CUR008]
              description: Bins
            """,
        "a merge key": """
            step_type: ScorecardBinning
            registry:
              <<: {sagemaker_step_type: Processing}
            # ^^ error[CUR008]
              description: Bins
            """,
    },
    "CUR101": {
        "no block": """
            step_type: ScorecardBinning
            #          ^^^^^^^^^^^^^^^^ error[CUR101]
            #          ^^^^^^^^^^^^^^^^ error[CUR101]
            compute: {kind: sklearn}
            """,
        "an empty block": """
            step_type: ScorecardBinning
            #          ^^^^^^^^^^^^^^^^ error[CUR101]
            #          ^^^^^^^^^^^^^^^^ error[CUR101]
            registry:
            """,
        "one field": """
            step_type: ScorecardBinning
            #          ^^^^^^^^^^^^^^^^ error[CUR101]
            registry:
              sagemaker_step_type: Processing
            """,
        "not while the block is damaged": """
            step_type: ScorecardBinning
            registry:
              descr
            """,
        "not with a merge key": """
            step_type: ScorecardBinning
            registry:
              <<: {description: Bins}
            """,
    },
    "CUR103": {
        "null": """
            step_type: ScorecardBinning
            registry:
              sagemaker_step_type: ~
            #                      ^ error[CUR103]
              description:
            # ^^^^^^^^^^^ error[CUR103]
            """,
        "a number that is meant as a text": """
            step_type: ScorecardBinning
            registry:
              sagemaker_step_type: Processing
              description: Bins
              framework_version: 1.7
            #                    ^^^ error[CUR103]
            """,
        "items of lists": """
            step_type: ScorecardBinning
            registry:
              job_types: [training, no, 12:30]
            #                       ^^ error[CUR103]
            #                           ^^^^^ error[CUR103]
              compatibility_tags:
              - cpu
              - 3.5
            #   ^^^ error[CUR103]
              environment_tags: prod
            #                   ^^^^ error[CUR103]
            """,
        "an octal number is a number": """
            step_type: ScorecardBinning
            registry:
              priority: 010
            """,
        "nothing that is unsafe": """
            step_type: ScorecardBinning
            registry:
              job_types: *types
              description: !!int 1
            """,
    },
    "CUR104": {
        "a name": """
            step_type: ''
            #          ^^ warning[CUR104]
            registry: {sagemaker_step_type: Processing, description: " "}
            #                                                        ^^^ warning[CUR104]
            """,
    },
    "CUR105": {
        "a misspelt type": """
            step_type: ScorecardBinning
            registry:
              sagemaker_step_type: Procesing
            #                      ^^^^^^^^^ error[CUR105]
            """,
    },
    "CUR201": {
        "a field": """
            step_type: ScorecardBinning
            registry:
              description: Bins
            # ^^^^^^^^^^^ hint[CUR201]
              'description': Bins again
            # ^^^^^^^^^^^^^ error[CUR201]
            """,
        "the name": """
            step_type: ScorecardBinning
            step_type: ScorecardSplit
            # <- error[CUR201]
            """,
        "another key at the top": """
            step_type: ScorecardBinning
            contract: {}
            contract: {}
            # <- error[CUR201]
            """,
    },
}


@pytest.mark.parametrize("path", [INTERFACE, PACK], ids=["core", "pack"])
@pytest.mark.parametrize(("code", "text"), cases(DETAILS))
def test_in_an_interface_file(code, text, path):
    check_diagnostics(f"{CORE}#- {path}\n{_dedented(text)}", Settings(select=(code,)))


def _dedented(text):
    return "\n".join(line.removeprefix(" " * 12) for line in text.strip("\n").split("\n"))


def test_comments_silence():
    check_diagnostics(
        f"""{CORE}
#- {INTERFACE}
step_type: ''  # noqa: CUR104
registry:
  sagemaker_step_type: Procesing  # cursus: ignore[CUR105]
  description: '  # noqa: CUR104'
  framework: " "
#            ^^^ warning[CUR104]
""",
        Settings(select=("CUR104", "CUR105")),
    )


LOOKUPS = f"""
#- /src/cursus/registry/step_names.py
STEP_NAMES = get_step_names()
#- {INTERFACE}
step_type: ScorecardBinning
registry: {{sagemaker_step_type: Processing, description: Bins}}
#- /src/cursus/steps/interfaces/other.step.yaml
STEP
#- /pipelines/use.py
from cursus.registry.step_names import get_config_class_name
get_config_class_name("ScorecardBinning")
get_config_class_name("ScorecardBining")
"""


@pytest.mark.parametrize(
    ("other", "missing"),
    [
        ("step_type: Another", True),
        ("step_type: Another\nregistry: [", True),
        ("node_type: internal", True),
        ("", True),
        ("step_type: no", True),
        ("step_type: *x", False),
        ("step_type: [", False),
        ("step_typ", True),
        ("step_typ\nregistry:", False),
        ("x: [", False),
        ("- " * 100, False),
        ("'\0'", False),
    ],
)
def test_a_step_is_called_missing_only_if_no_file_can_hold_it(other, missing):
    snapshot = open_fixture(LOOKUPS.replace("STEP\n", f"{other}\n")).snapshot
    found = [finding.code for finding in snapshot.check("/pipelines/use.py")]
    assert found == (["CUR301"] if missing else [])


def test_a_workspace_inherits_from_an_interface_file():
    check_diagnostics(
        f"""
#- {INTERFACE}
step_type: ScorecardBinning
registry:
  sagemaker_step_type: Processing
  description: Bins
#- {registry("alice")}
STEP_OVERRIDES = {{
    "ScorecardBinning": {{"priority": 10}},
    "ScorecardBining": {{"priority": 10}},
#   ^^^^^^^^^^^^^^^^^ error[CUR205]
}}
""",
        Settings(select=("CUR205",)),
    )
