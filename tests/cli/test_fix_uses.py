"""`check --fix` in DAG files, config files and interface files: names change, and nothing else in the bytes does."""

import pytest

from support.checks import CORE
from support.editor import write_fixture
from support.terminal import run_as_bytes, run_in_process

MARK = b"\xef\xbb\xbf"
FILES = {
    "p6.dag.json": (
        '{"dag": {"nodes": ["Pakage_training", "MIMSPackaging-x"],\n\t"edges": [["MIMSPackaging-x", "é"]]}}',
        '{"dag": {"nodes": ["Package_training", "Package-x"],\n\t"edges": [["Package-x", "é"]]}}',
    ),
    "p7.json": (
        '{"metadata": {"config_types": {"é": 1, "Pakage_x": "PakageConfig", "Package": "PackConfig"}}}\n',
        '{"metadata": {"config_types": {"é": 1, "Package_x": "PackageConfig", "Package": "PackageConfig"}}}\n',
    ),
    "src/cursus/steps/interfaces/p8.step.yaml": (
        "step_type: Binning\nregistry: {sagemaker_step_type: Training, description: é}\n"
        "spec:\n  compatible_sources: ['MIMSPackaging', Pakage_x]\n",
        "step_type: Binning\nregistry: {sagemaker_step_type: Training, description: é}\n"
        "spec:\n  compatible_sources: ['Package', Package_x]\n",
    ),
}


@pytest.mark.parametrize("mark", [b"", MARK], ids=["plain", "byte order mark"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_p6_to_p8_fixes_leave_everything_else(tmp_path, mark, line_end):
    write_fixture(tmp_path, CORE)
    for name, (before, _) in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(mark + before.replace("\n", line_end).encode())
    run = run_in_process("check", "--fix", "--unsafe-fixes", "--select", "CUR3", str(tmp_path))
    assert "Fixed" in run.stderr
    for name, (_, after) in FILES.items():
        assert (tmp_path / name).read_bytes() == mark + after.replace("\n", line_end).encode(), name


def test_p6_a_single_file_and_standard_input(tmp_path):
    write_fixture(tmp_path, CORE)
    path = tmp_path / "a.dag.json"
    path.write_text(FILES["p6.dag.json"][0])
    alone = run_in_process("check", "--output-format", "concise", str(path))
    assert alone.exit_code == 1
    assert "a.dag.json:1:21: warning[CUR301]" in alone.stdout
    path.write_text("{}")
    given = run_as_bytes(
        "check", "--output-format", "concise", "--stdin-filename", "a.dag.json", "-",
        cwd=tmp_path, stdin=FILES["p6.dag.json"][0].encode(),
    )  # fmt: skip
    assert b"a.dag.json:1:21: warning[CUR301]" in given.stdout


def test_p6_a_file_that_cannot_be_read_stays_as_it_is(tmp_path):
    write_fixture(tmp_path, CORE)
    path = tmp_path / "a.dag.json"
    path.write_bytes(b'{"dag": {"nodes": ["MIMSPackaging", "\xe4"]}}')
    run = run_in_process("check", "--fix", "--output-format", "concise", str(tmp_path))
    assert "a.dag.json:1:1: warning[CUR007] the file is skipped: it is not valid utf-8" in run.stdout
    assert path.read_bytes() == b'{"dag": {"nodes": ["MIMSPackaging", "\xe4"]}}'
