"""What is offered in the place of a mistake, where it is clear what was meant."""

import pytest

from cursus_registry.checks.rules import invalid_setting
from cursus_registry.text import apply_edits
from support.checks import CORE, open_fixture

FIXES = [
    ('selct = ["CUR1"]', 'select = ["CUR1"]', "Change to 'select'"),
    ("per_file_ignores = {}", "per-file-ignores = {}", "Change to 'per-file-ignores'"),
    ("perFileIgnores = {}", "per-file-ignores = {}", "Change to 'per-file-ignores'"),
    ('"pinns".A = "core"', 'pins.A = "core"', "Change to 'pins'"),
    ("[severty]\nCUR1 = 'off'", "[severity]\nCUR1 = 'off'", "Change to 'severity'"),
    ("ignore = ['cur204']", 'ignore = ["CUR204"]', "Change to 'CUR204'"),
    ('severity = { cur1 = "off" }', 'severity = { CUR1 = "off" }', "Change to 'CUR1'"),
    ('severity = { CUR1 = "eror" }', 'severity = { CUR1 = "error" }', "Change to 'error'"),
    ('per-file-ignores = { a = ["cur1 "] }', 'per-file-ignores = { a = ["CUR1"] }', "Change to 'CUR1'"),
]
NO_FIXES = [
    "unheard-of = 1",
    "select = []\nselct = []",
    "ignore = 3",
    "ignore = ['CUR2O4']",
    'severity = { CUR1 = "loud" }',
    "packs = ['/cur1']",
    "pins = { A = 'cur1/' }",
    "ignore = [",
]


def fixes(text):
    snapshot = open_fixture(f"{CORE}\n#- /cursus-registry.toml\n{text}").snapshot
    facts = snapshot.facts("/cursus-registry.toml")
    return facts.source.data, [
        fix
        for finding in snapshot.check("/cursus-registry.toml")
        if finding.code == invalid_setting.CODE
        for fix in finding.fixes
    ]


@pytest.mark.parametrize(("before", "after", "title"), FIXES)
def test_a_fix(before, after, title):
    data, [fix] = fixes(before)
    assert (fix.title, fix.applicability) == (title, "unsafe")
    assert apply_edits(data, fix.edits).decode().strip() == after
    assert fixes(after)[1] == []


@pytest.mark.parametrize("text", NO_FIXES)
def test_no_fix_where_it_is_not_clear(text):
    assert fixes(text)[1] == []
