"""Patterns as in .gitignore, seen from the settings file's folder."""

import time
import warnings

import hypothesis.strategies as st
import pytest
from hypothesis import assume, given, settings

from cursus_registry.settings import Settings
from cursus_registry.settings.shapes import FILE_PATTERN, PATTERN
from support.checks import CORE, check_diagnostics

MATCHES = [
    ("archive/", "archive/a.py", True),
    ("archive/", "x/archive/a.py", True),
    ("archive/", "archive", False),
    ("/archive/", "x/archive/a.py", False),
    ("archive", "archive", True),
    ("x/archive", "x/archive/y/a.py", True),
    ("x/archive", "y/x/archive/a.py", False),
    ("*_generated.py", "a/b_generated.py", True),
    ("a/*.py", "a/b/c.py", False),
    ("a/**/c.py", "a/b/b/c.py", True),
    ("a/**/c.py", "a/c.py", True),
    ("[ab].py", "b.py", True),
    ("[!ab].py", "b.py", False),
    ("?.py", "b.py", True),
    ("a b", "a b/c", True),
    ("\\#a", "#a", True),
    ("ä", "ä/b", True),
    ("A", "a", False),
]


@pytest.mark.parametrize(("pattern", "path", "expected"), MATCHES)
def test_what_a_pattern_matches(pattern, path, expected):
    assert Settings(exclude=(pattern,)).excludes(path) is expected
    assert Settings(per_file_ignores={pattern: ("CUR1",)}).ignored_in(path) == (("CUR1",) if expected else ())


def test_the_last_pattern_decides():
    found = Settings(exclude=("*.py", "!a.py"))
    assert found.excludes("b.py")
    assert not found.excludes("a.py")


def test_what_is_below_an_excluded_folder_stays_excluded():
    """Nothing looks into the folder, so a file in it cannot be taken back; an opened one must not differ."""
    found = Settings(exclude=("a/", "!a/b.py"))
    assert found.excludes("a/b.py")
    assert found.excludes_entry("a/")


def test_patterns_are_seen_from_the_settings_file():
    found = Settings(exclude=("/p/q/a/", "/a/"), per_file_ignores={"/p/q/b.py": ("CUR1",)}, above="p/q")
    assert found.excludes("a/x.py")
    assert found.excludes_entry("a/")
    assert not found.excludes("p/q/a/x.py")
    assert found.ignored_in("b.py") == ("CUR1",)
    assert Settings(per_file_ignores={"/cursus-registry.toml": ("CUR9",)}, above="p/q").ignored_in(
        "../../cursus-registry.toml"
    ) == ("CUR9",)


@given(
    st.one_of(
        st.text(max_size=12),
        st.lists(st.sampled_from([*"ab/\\.*!#[]?{}()+^&|~-", "**", "a-f", "[[:alpha:]]"]), max_size=10).map("".join),
    ),
    st.lists(st.sampled_from(["a", "b", "ab", "[", "\\", "."]), min_size=1, max_size=4).map("/".join),
)
@settings(max_examples=2000, deadline=None)
def test_no_accepted_pattern_raises_or_warns(pattern, path):
    assume(PATTERN.fault_in(pattern) is None)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert isinstance(Settings(exclude=(pattern,)).excludes(path), bool)
        if FILE_PATTERN.fault_in(pattern) is None:
            assert isinstance(Settings(per_file_ignores={pattern: ("CUR1",)}).ignored_in(path), tuple)


@pytest.mark.parametrize("pattern", ["*a*a*b", "**/*a*a*b/**/*a*a*b/**/x", "a*" * 3 + "b", "?" * 900 + "b"])
def test_no_accepted_pattern_takes_long(pattern):
    assert PATTERN.fault_in(pattern) is None
    started = time.monotonic()
    assert not Settings(exclude=(pattern,)).excludes("/".join(["a" * 120] * 16))
    assert time.monotonic() - started < 10


def test_codes_are_ignored_in_some_files():
    check_diagnostics(
        f"""{CORE}
#- /cursus-registry.toml
[per-file-ignores]
"pipelines/old/" = ["CUR3"]
"*_draft.py" = ["CUR301", "CUR303"]
"/src" = ["CUR1"]
#- /pipelines/old/a.py
from cursus.registry import get_config_class_name
get_config_class_name("Pakage")
#- /pipelines/b_draft.py
from cursus.registry import get_config_class_name
get_config_class_name("Pakage")
#- /pipelines/c.py
from cursus.registry import get_config_class_name
get_config_class_name("Pakage")
#                      ^^^^^^ warning[CUR301]
"""
    )


def test_findings_in_the_settings_obey_them():
    check_diagnostics(
        f"""{CORE}
#- /cursus-registry.toml
selct = 1
ignore = ["CUR299"]
#         ^^^^^^^^ hint[CUR902]
severity = {{ CUR902 = "hint" }}
[per-file-ignores]
"*.toml" = ["CUR903"]
"""
    )
