"""What jedi finds in installed packages, confined to reading: over a disk in memory, in this process."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parso.grammar import Grammar

from cursus_registry.components import inference
from cursus_registry.components.inference import ClassFinder, confine_jedi
from cursus_registry.files import Memory
from support.fixture import parse_fixture
from support.installed import INSTALLED, SITE

SIGNS = st.lists(
    st.sampled_from([*"()[]{}:=,.*@'\"\n\t \\#", "class A", "import ", "from ", "lambda", "ä", "\x0c"]),
    max_size=40,
)


@pytest.fixture(scope="module", autouse=True)
def confined():
    parse = Grammar.parse
    confine_jedi()
    yield
    Grammar.parse = parse


def find(path, files, roots=(SITE,)):
    memory = Memory(parse_fixture(files).files if isinstance(files, str) else files)
    return ClassFinder(memory, roots).find(path)


def test_a_class_and_its_bases_through_packages_that_hand_them_on():
    found = find("cursus.steps.configs.ProcessingStepConfigBase", INSTALLED)
    assert [one.name for one in found] == ["ProcessingStepConfigBase", "BasePipelineConfig"]
    first, base = found
    assert first.path == f"{SITE}/cursus/steps/configs/config_processing_step_base.py"
    assert first.text.docstring == "Runs in a processing job."
    assert first.text.bases == ("BasePipelineConfig",)
    assert base.path == f"{SITE}/cursus/core/base/config_base.py"
    assert (base.text.is_model, list(base.text.fields)) == (True, ["author", "region"])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"# -*- coding: latin-1 -*-\n"])
def test_the_place_of_the_name(end, mark):
    text = "x = 'ä'\nif x:\n    class Größe(object):\n        '''Doc.'''\n".replace("\n", end)
    data = mark + text.encode("latin-1" if b"latin" in mark else "utf-8")
    [found] = find("mine.Größe", {f"{SITE}/mine.py": data})
    head = mark.decode() if b"latin" in mark else ""
    at = len((head + text[: text.index("Größe")]).encode())
    assert (found.name, found.span, found.text.docstring) == ("Größe", (at, at + len("Größe".encode())), "Doc.")


@pytest.mark.parametrize(
    "text",
    [
        "from other import Given as Named",
        "import other\nNamed = other.Given",
        "try:\n    from nowhere import Named\nexcept ImportError:\n    from other import Given as Named",
        "from other import *\nNamed = Given",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from other import Given as Named",
    ],
)
def test_ways_to_a_class(text):
    files = {f"{SITE}/mine.py": f"{text}\n", f"{SITE}/other.py": "class Given:\n    'Given.'\n"}
    assert [one.name for one in find("mine.Named", files)] == ["Given"]


@pytest.mark.parametrize(
    "text",
    [
        "Named = 1",
        "def Named(): ...",
        "import os as Named",
        "from json import JSONDecoder as Named",
        "Named = Named",
        "",
    ],
)
def test_what_is_no_class_of_these_packages_is_nothing(text):
    assert find("mine.Named", {f"{SITE}/mine.py": f"{text}\n"}) == []


@pytest.mark.parametrize(
    "path", ["", ".", "Named", "mine.", ".mine.Named", "mine.Named\nimport os", "mine.Na-med", "a.ä b"]
)
def test_a_path_that_is_none_leads_nowhere(path):
    assert find(path, {f"{SITE}/mine.py": "class Named: ...\n"}) == []


def test_the_first_folder_counts_first():
    files = {"/one/mine.py": "class Named: 'one'\n", "/two/mine.py": "class Named: 'two'\n"}
    assert find("mine.Named", files, ("/two", "/one"))[0].path == "/two/mine.py"


def test_a_package_without_a_text_of_its_own():
    assert len(find("open.deep.mine.Named", {f"{SITE}/open/deep/mine.py": "class Named: ...\n"})) == 1


def test_nothing_is_looked_at_beyond_the_folders():
    files = {
        f"{SITE}/mine.py": "import sys\nsys.path.insert(0, '/elsewhere')\nfrom secret import Base\nclass Named(Base): ...\n",
        f"{SITE}/far/__init__.py": "__path__ = ['/elsewhere', '../../../../../../elsewhere']\nfrom far.secret import Base\n",
        "/elsewhere/secret.py": "class Base: ...\n",
    }
    assert [one.name for one in find("mine.Named", files)] == ["Named"]
    assert find("far.Base", files) == []


def test_what_has_changed_is_read_again():
    memory = Memory({f"{SITE}/mine.py": "class Named:\n    'before'\n"})
    finder = ClassFinder(memory, [SITE])
    assert finder.find("mine.Named")[0].text.docstring == "before"
    memory.write(f"{SITE}/mine.py", "x = 1\n\n\nclass Named:\n    'after'\n")
    [found] = finder.find("mine.Named")
    assert (found.text.docstring, found.span.start) == ("after", 14)


def test_bases_that_lead_in_a_circle_or_are_very_many_end():
    many = "".join(f"class C{number}(C{number - 1}): ...\n" for number in range(1, 50))
    assert len(find("mine.C49", {f"{SITE}/mine.py": f"class C0: ...\n{many}"})) == 10
    assert len(find("mine.A", {f"{SITE}/mine.py": "class A(B): ...\nclass B(A): ...\n"})) <= 2


def test_what_was_parsed_does_not_pile_up(monkeypatch):
    monkeypatch.setattr(inference, "_MOST_PARSED", 3)
    files = {f"{SITE}/mine{number}.py": "class Named: ...\n" for number in range(12)}
    finder = ClassFinder(Memory(files), [SITE])
    for number in range(12):
        assert finder.find(f"mine{number}.Named")
    assert sum(map(len, inference.parsed.parser_cache.values())) < 12


@settings(max_examples=60, deadline=None)
@given(SIGNS, SIGNS)
def test_whatever_is_written_in_a_package_what_is_found_is_in_it(one, two):
    files = {f"{SITE}/mine.py": f"{''.join(one)}\nclass Named(Base):\n    pass\n", f"{SITE}/Base.py": "".join(two)}
    for found in find("mine.Named", files):
        data = files[found.path].encode()
        assert data[found.span.start : found.span.end].decode() == found.name
