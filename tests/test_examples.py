"""The examples in the pages and the README are run as they stand, from a checkout like `fixtures/healthy`."""

import re
import shutil
from doctest import ELLIPSIS
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

from cursus_registry import clear_workspace_context, reset_global_registry_manager
from support.terminal import run_in_process

ROOT = Path(__file__).parent.parent
ALL_PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PAGES = [page for page in ALL_PAGES if "```python" in page.read_text(encoding="utf-8")]


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    folder = tmp_path / "checkout"
    shutil.copytree(ROOT / "fixtures" / "healthy", folder)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("CURSUS_PROJECT_ROOT", raising=False)
    monkeypatch.delenv("CURSUS_WORKSPACE_ID", raising=False)
    reset_global_registry_manager()
    yield folder
    reset_global_registry_manager()
    clear_workspace_context()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.usefixtures("checkout")
def test_the_examples_of_a_page(page):
    parser = PythonCodeBlockParser(doctest_optionflags=ELLIPSIS)
    examples = list(Sybil(parsers=[parser]).parse(page).examples())
    assert examples
    for example in examples:
        example.evaluate()


def test_the_readme_shows_what_the_terminal_shows():
    [sample] = re.findall(r"```\n(\w+\[CUR\d+\].*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    report = run_in_process("check", "--exit-zero", str(ROOT / "fixtures" / "broken")).output
    assert f"\n\n{sample}\n" in report


def test_there_are_pages_with_examples():
    assert {"README.md", "library.md"} <= {page.name for page in PAGES}
