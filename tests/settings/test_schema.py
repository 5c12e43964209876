"""The JSON schema accepts what the reader accepts, and refuses what the reader refuses."""

import json
import re
import tomllib
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings
from jsonschema import Draft7Validator

from cursus_registry.checks.catalogue import RULES
from cursus_registry.settings import DEFAULTS
from cursus_registry.settings.schema import PAGE, json_schema
from cursus_registry.settings.validate import KEYS, validate

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json_schema()
VALIDATOR = Draft7Validator(SCHEMA)
PROPERTIES = SCHEMA["properties"]

GOOD = [
    {},
    {"select": [], "ignore": ["CUR", "CUR1", "CUR20", "CUR204"]},
    {"severity": {"CUR2": "error", "CUR20": "warning", "CUR204": "information", "CUR": "hint", "CUR3": "off"}},
    {"per-file-ignores": {"a": [], "/b/**/c": ["CUR1"], "ü [0-9a-f]*?": ["CUR2"], "\\!x": [], "\\#y": []}},
    {"exclude": ["a", "!a/b", "a/..b", "...", "a b", "$x", "~x", "a:b", "[!a]", "*/*/*/*", "*a*b*", "/a"]},
    {"core": "x"},
    {"core": ["../x", "/x", "C:/x", "C:\\x", ".", "a/../b", "x y"]},
    {"packs": ["a", "a/b/", "./a", "..a/b", "a..", "日本"]},
    {"workspaces": ["{id}", "a/{id}/b.py", "ws-{id}"]},
    {"pins": {"Package": "core", "a b": "pack", "ü": "alice"}},
    {"sagemaker-step-types": ["Cradle Data", "x"]},
    {"baseline": "a/b.json"},
    {"baseline": ""},
    {"select": ["CUR1"] * 1000},
    {"packs": ["a" * 1000]},
]
BAD = [
    {"selct": []},
    {"per_file_ignores": {}},
    {"tool": {}},
    {"": 1},
    {"__proto__": {}},
    *({key: value} for key in KEYS for value in (None, 3, 1.5, True, [3], [[]], [None], {"a": {}}, {"CUR1": 3})),
    *({key: "x"} for key in KEYS if key not in {"core", "baseline"}),
    *({key: []} for key in ("severity", "per-file-ignores", "pins", "baseline")),
    *({key: {}} for key in ("select", "ignore", "exclude", "core", "packs", "workspaces", "baseline")),
    *({"ignore": [code]} for code in ("", "cur204", "CUR2044", "CUR2O4", " CUR2", "CUR2 ", "CUR2\n", "xCUR2", "E501")),
    *({"severity": {"CUR2": value}} for value in ("", "Error", "warn", "none", "error ")),
    *({"severity": {code: "off"}} for code in ("", "cur204", "CUR2\n", "CUR2O4")),
    *({"per-file-ignores": {pattern: []}} for pattern in ("", " ", "!a", "#a", "../a", "[", "a\\", "C:/a")),
    *({"exclude": [pattern]} for pattern in ("", "/", "!", "!/", "#a", "..", "a/..", "a/../b", "~", "~/a", "$HOME/a")),
    *(
        {"exclude": [pattern]}
        for pattern in ("${HOME}/a", "%TEMP%/a", "C:\\a", "[a", "[z-a]", "[[:alpha:]]", "a\n", "\0")
    ),
    *({"exclude": [pattern]} for pattern in ("a*b*c*d*", "**/a/**/b/**/c/**", "x" * 1001)),
    *({"core": path} for path in ("", " ", "~", "~/a", "$A/b", "%A%/b", "//a/b", "\\\\a\\b", "C:a", "a\\b", "a\nb")),
    *(
        {"packs": [path]}
        for path in ("", "/a", "a\\b", "..", "../a", "a/../../b", "C:/a", "C:", "~a", "$a", "a\0", "\x7f")
    ),
    *({"baseline": path} for path in (" ", "/a", "../a", "~/a", "a\tb", "x" * 1001)),
    *({"workspaces": [path]} for path in ("a", "{id", "{ID}", "{id}/{id}", "/{id}", "../{id}", "{id}/{name}")),
    *({"pins": {"A": value}} for value in ("", " ", "a/b", "a\\b", "\n")),
    *({"pins": {name: "core"}} for name in ("", "  ", "a\nb")),
    {"sagemaker-step-types": [""]},
    *({key: ["CUR1"] * 1001} for key in ("select", "ignore")),
    {"severity": {f"CUR{number}": "off" for number in range(1001)}},
    {"pins": {f"A{number}": "core" for number in range(1001)}},
    {"core": ["a"] * 1001},
]


def is_read(values):
    return not validate(values).mistakes


def test_the_schema_is_one():
    Draft7Validator.check_schema(SCHEMA)
    assert json.loads((ROOT / "docs/cursus-registry.schema.json").read_text(encoding="utf-8")) == SCHEMA
    assert list(PROPERTIES) == list(KEYS)


@pytest.mark.parametrize("values", GOOD, ids=str)
def test_good_settings(values):
    assert [error.message for error in VALIDATOR.iter_errors(values)] == []
    assert validate(values).mistakes == ()


@pytest.mark.parametrize("values", BAD, ids=lambda values: ascii(values)[:60])
def test_bad_settings(values):
    assert not VALIDATOR.is_valid(values)
    assert validate(values).mistakes


scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=5))
codes = st.one_of(st.from_regex(r"CUR[0-9]{0,4}\n?", fullmatch=True), st.sampled_from(["cur1", "CUR2", "", "E1"]))
paths = st.one_of(
    st.text(max_size=8),
    st.lists(st.sampled_from([*"ab/\\.*!#~$%[]{}-:\n ", "{id}", "..", "**", "C:", "0-9", "a-f", "\0"]), max_size=9).map(
        "".join
    ),
)
strings = st.one_of(codes, paths, st.sampled_from(["error", "off", "core", "pack"]))
values = st.one_of(
    scalars,
    strings,
    st.lists(st.one_of(strings, scalars), max_size=3),
    st.dictionaries(strings, st.one_of(strings, scalars, st.lists(strings, max_size=2)), max_size=2),
)
keys = st.one_of(st.sampled_from([*KEYS]), st.sampled_from(["selct", "", "per_file_ignores"]))


@given(st.dictionaries(keys, values, max_size=3))
@settings(max_examples=1000, deadline=None)
@example({"exclude": ["[a-\\"]})
@example({"exclude": ["[]]"]})
@example({"exclude": ["[^a]"]})
@example({"packs": ["a\u2028"]})
@example({"ignore": ["CUR٣"]})
def test_the_schema_and_the_reader_agree(found):
    assert VALIDATOR.is_valid(found) == is_read(found)


@given(st.sampled_from(["exclude", "packs", "workspaces", "core", "baseline"]), paths)
@settings(max_examples=2000, deadline=None)
def test_the_schema_and_the_reader_agree_on_paths(key, path):
    found = {key: path if key in {"core", "baseline"} else [path]}
    assert VALIDATOR.is_valid(found) == is_read(found)


# What it tells


@pytest.mark.parametrize("key", PROPERTIES)
def test_every_setting_is_explained(key):
    schema = PROPERTIES[key]
    assert schema["description"].endswith(".")
    assert schema["x-taplo"]["links"]["key"] == f"{PAGE}#{key}"
    [value] = schema["examples"]
    assert is_read({key: value})
    assert value != schema["default"]
    default = getattr(DEFAULTS, KEYS[key])
    assert schema["default"] == (list(default) if isinstance(default, tuple) else default)
    assert is_read({key: schema["default"]})


def test_every_example_of_the_page_can_be_read():
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert len(blocks) == len(KEYS) + 1
    seen = {}
    for block in blocks:
        found = tomllib.loads(block)
        assert is_read(found)
        seen |= found
    assert set(seen) == set(KEYS)
    named = {code for codes in (seen["select"], seen["ignore"], seen["severity"]) for code in codes}
    assert {code for code in named if not any(rule.startswith(code) for rule in RULES)} == set()


def test_the_example_of_the_readme_can_be_read():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", readme, re.DOTALL)
    assert blocks
    for block in blocks:
        assert is_read(tomllib.loads(block))
