"""Quick fixes in DAG files and config files: names alone, and never a comment, which JSON does not have."""

import json

import pytest

from cursus_registry.features.code_actions import fixing_all, quick_fixes, trying_fix
from cursus_registry.turns import at_once
from support.checks import CORE, open_fixture

DAG = '{"dag": {"nodes": ["😀", "Pakage_training", "MIMSPackaging"], "edges": [["MIMSPackaging", "MIMSPackagin"]]}}\n'
CONFIG = '{"metadata": {"config_types": {"Package": "😀"}}}\n'


@pytest.mark.parametrize(
    ("path", "text", "titles"),
    [
        (
            "/p6.dag.json",
            DAG,
            ["Add the node 'MIMSPackagin'", "Change to 'MIMSPackaging'", *["Change to 'Package'"] * 3],
        ),
        ("/p7.json", CONFIG, ["Change to 'PackageConfig'"]),
    ],
    ids=["P6", "P7"],
)
def test_what_is_offered_leaves_the_file_json(path, text, titles):
    snapshot = open_fixture(f"{CORE}#- {path}\n{text}").snapshot
    findings = snapshot.check(path)
    assert findings
    fixes = quick_fixes(snapshot, path, findings, range(len(findings)))
    assert sorted(fix.title for fix in fixes if not fix.silences) == titles
    for fix in fixes:
        (change,) = at_once(fix.changing())
        if not fix.silences:
            json.loads(change.applied().data)
        assert change.path == ("/cursus-registry.toml" if fix.silences else path)
        assert at_once(trying_fix(snapshot, path, findings, fix))


def test_p6_what_a_save_mends():
    snapshot = open_fixture(f"{CORE}#- /p6.dag.json\n{DAG}").snapshot
    (change,) = at_once(fixing_all(snapshot, "/p6.dag.json"))
    assert change.applied().data.decode() == DAG.replace("MIMSPackaging", "Package")
