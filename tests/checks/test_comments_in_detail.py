"""Comments that silence nothing, and codes that no rule has.

`#- core`, `#- original` and `#- <workspace>` stand for the paths of registries. Only the rules named in front are asked.
"""

import pytest

from cursus_registry.files import Memory
from cursus_registry.project import Project
from cursus_registry.settings import Settings
from cursus_registry.text import apply_edits
from support.checks import CORE, registry
from support.fixture import parse_fixture
from support.rules import cases, check_rules

UNUSED = {
    "used and unused side by side": """
#- alice
WORKSPACE_STEPS = {
    "Package": {"priority": "1"},  # noqa: CUR202, CUR103
    "Alpha": {"priority": "1"},  # noqa: CUR202, CUR103
#                                        ^^^^^^ warning[CUR901]
    "Beta": {},  # cursus: ignore[CUR202, CUR103, CUR203]
#                                 ^^^^^^^^^^^^^^^^^^^^^^ warning[CUR901]
    "Gamma": {},  # noqa: CUR103, E501
#                         ^^^^^^ warning[CUR901]
}
""",
    "two comments of one finding are both used": """
#- alice
WORKSPACE_STEPS = {
    "Package": {},  # noqa: CUR202  # cursus: ignore[CUR202]
    "XGBoostTraining": {},
}
# cursus: ignore-file[CUR202, CUR203]
#                             ^^^^^^ warning[CUR901]
""",
    "a line too early": """
#- alice
WORKSPACE_STEPS = {
    # noqa: CUR202
#           ^^^^^^ warning[CUR901]
    "Package": {},
#   ^^^^^^^^^ warning[CUR202]
}
""",
    "codes that are not asked for, and those of others": """
#- alice
WORKSPACE_STEPS = {
    "Alpha": {},  # noqa: CUR204, E501
    "Beta": {},  # noqa
    "Gamma": {},  # type: ignore[CUR202]
}
""",
    "the rule itself is never called unused, and can be silenced": """
#- alice
WORKSPACE_STEPS = {
    "Alpha": {},  # cursus: ignore[CUR202, CUR901]
    "Beta": {},  # noqa: CUR901
    "Gamma": {},  # noqa: CUR103
#                         ^^^^^^ warning[CUR901]
}
#- bob
# cursus: ignore-file[CUR901]
WORKSPACE_STEPS = {
    "Delta": {},  # noqa: CUR202
}
""",
    "while the text is broken, or the core hides names": """
#- core
STEP_NAMES = {"Package": {}, **more()}
#- alice
WORKSPACE_STEPS = {
    "Alpha": {},  # noqa: CUR202, CUR103
#                                 ^^^^^^ warning[CUR901]
}
#- bob
WORKSPACE_STEPS = {
    "Beta": {},  # noqa: CUR103
    "Gamma
}
""",
    "while the name may be hidden elsewhere": """
#- alice
WORKSPACE_STEPS = {"Alpha": {}}  # noqa: CUR302, CUR103
#                                                ^^^^^^ warning[CUR901]
#- bob
WORKSPACE_STEPS = load()
""",
    "while a class may stand in what could not be read": """
#- core
STEP_NAMES = {
    "Package": {"config_class": "PackageConfig"},  # noqa: CUR602
    "XGBoostTraining": {"builder_step_name": "XGBoostTrainingStepBuilder"},  # noqa: CUR601
#                                                                                    ^^^^^^ warning[CUR901]
}
#- /src/cursus/steps/configs/config_package_step.py
# coding: unknown
""",
    "look-ups": """
#- alice
WORKSPACE_STEPS = {"Alpha": {}}
#- bob
WORKSPACE_STEPS = {"Beta": {}, **more()}
#- /pipelines/a.py
from cursus.registry import get_config_class_name as look
look("Package")  # noqa: CUR301
#                        ^^^^^^ warning[CUR901]
look("Pakage")  # noqa: CUR301
look("Package", "alice")  # noqa: CUR103
#                                 ^^^^^^ warning[CUR901]
#- /pipelines/b.py
from cursus.registry import get_config_class_name as look
look("Pakage", "bob")  # noqa: CUR301
""",
    "a file that looks nothing up": """
#- /pipelines/a.py
x = 1  # noqa: CUR301
#              ^^^^^^ warning[CUR901]
""",
}
UNKNOWN = {
    "no code at all, the beginning of one, a slip": """
#- alice
WORKSPACE_STEPS = {
    "Alpha": {},  # noqa: CUR999
#                         ^^^^^^ warning[CUR902]
    "Beta": {},  # noqa: CUR2, CUR20A
#                        ^^^^ warning[CUR902]
#                              ^^^^^^ warning[CUR902]
    "Delta": {},  # noqa: CUR
#                         ^^^ warning[CUR902]
    "Gamma": {},  # cursus: ignore[collision, E501]
#                                  ^^^^^^^^^ warning[CUR902]
#                                             ^^^^ warning[CUR902]
}
# cursus: ignore-file[CUR024]
#                     ^^^^^^ warning[CUR902]
""",
    "codes of other tools, and words behind the codes": """
#- alice
WORKSPACE_STEPS = {
    "Alpha": {},  # noqa: E501, CURSE1 CUR204 as bob knows
    "Beta": {},  # noqa: cur204
    "Gamma": {},  # noqa: XYZ
}
""",
    "it can be silenced": """
#- alice
WORKSPACE_STEPS = {
    "Alpha": {},  # cursus: ignore[CUR024, CUR902]
    "Beta": {},  # cursus: ignore[CUR902]
#                                 ^^^^^^ warning[CUR901]
}
""",
}
DETAILS = {
    "CUR901 CUR202 CUR203 CUR103 CUR301 CUR302 CUR601 CUR602": UNUSED,
    "CUR902 CUR901": UNKNOWN,
}


@pytest.mark.parametrize(("codes", "text"), cases(DETAILS))
def test_the_details_of_a_rule(codes, text):
    check_rules(codes, text)


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ('    "A": {},  # noqa: CUR103\n', '    "A": {},\n'),
        ('    "A": {},  # noqa: CUR103 as ann knows\n', '    "A": {},\n'),
        ('    "A": {},  # why not  # noqa: CUR103\n', '    "A": {},  # why not\n'),
        ('    "A": {},  # noqa: CUR103  # why not\n', '    "A": {},  # why not\n'),
        ('    "A": {},  # noqa: CUR103, E501\n', '    "A": {},  # noqa: E501\n'),
        ('    "A": {},  # noqa: E501, CUR103\n', '    "A": {},  # noqa: E501\n'),
        ('    "A": {},  # noqa: E501 CUR103,CUR203 W1 as ann knows\n', '    "A": {},  # noqa: E501 W1 as ann knows\n'),
        ('    "A": {},  # cursus: ignore[ CUR103 , CUR203 ]\n', '    "A": {},\n'),
        ('    "A": {},  # cursus: ignore[CUR103, CUR110]\n', '    "A": {},  # cursus: ignore[CUR110]\n'),
        ('    "A": {},  # noqa: CUR103  # cursus: ignore[CUR203]\n', '    "A": {},\n'),
        ('    # noqa: CUR103\n    "A": {},\n', '    "A": {},\n'),
        ('    "A": {},  # ä # noqa: CUR103 ö\r\n', '    "A": {},  # ä\r\n'),
        ('    "A": {"priority": ""},  # noqa: CUR13\n', '    "A": {"priority": ""},  # noqa: CUR103\n'),
        ('    "A": {},\n# cursus: ignore-file[CUR010]\n', '    "A": {},\n# cursus: ignore-file[CUR110]\n'),
    ],
)
def test_the_fixes(line, mended):
    files = parse_fixture(CORE).files | {registry("alice"): f"WORKSPACE_STEPS = {{\n{line}}}"}
    codes = ("CUR901", "CUR902", "CUR103", "CUR203", "CUR110")
    snapshot = Project(Memory(files), "/", Settings(select=codes)).load_all()
    path = registry("alice")
    fixes = [found.fixes[0] for found in snapshot.check(path) if found.code in {"CUR901", "CUR902"}]
    after = apply_edits(snapshot.facts(path).source.data, {edit for fix in fixes for edit in fix.edits}).decode()
    assert after == files[path].replace(line, mended)


def test_codes_that_the_settings_leave_out_in_a_file():
    text = """
#- alice
WORKSPACE_STEPS = {"Alpha": {}}  # noqa: CUR202, CUR103
#                                                ^^^^^^ warning[CUR901]
#- bob
WORKSPACE_STEPS = {"Beta": {}}  # noqa: CUR202, CUR103
#                                       ^^^^^^^^^^^^^^ warning[CUR901]
"""
    settings = Settings(select=("CUR202", "CUR103", "CUR901"), per_file_ignores={"alice": ("CUR2",)})
    check_rules("", text, settings)


def test_a_comment_at_the_end_of_the_file_goes_too():
    path, text = registry("alice"), "WORKSPACE_STEPS = {}\n# cursus: ignore-file[CUR103]"
    snapshot = Project(Memory(parse_fixture(CORE).files | {path: text}), "/").load_all()
    [found] = snapshot.check(path)
    assert apply_edits(text.encode(), found.fixes[0].edits) == b"WORKSPACE_STEPS = {}\n"
