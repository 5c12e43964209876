"""Registry texts for the tests of reading: a big clean one in several styles, and random ones."""

from __future__ import annotations

from hypothesis import strategies as st

from cursus_registry.facts.read import ReadFile, read_source
from cursus_registry.layout import FileKind, Place
from cursus_registry.text import SourceText

CORE = Place(FileKind.CORE)
WORKSPACE = Place(FileKind.WORKSPACE, "alice")


def read(text: str | bytes, place: Place = CORE, previous: ReadFile | None = None) -> ReadFile:
    """What a registry text says."""
    source = SourceText(text) if isinstance(text, bytes) else SourceText.from_str(text)
    return read_source("/registry.py", place, source, previous)


def said(text: str | bytes, place: Place = CORE, previous: ReadFile | None = None) -> tuple[object, ...]:
    """Everything a text says, and where: what two ways of reading must agree on."""
    facts = read(text, place, previous).facts
    places = {
        name: (
            list(table.starts),
            [entry.places.tolist() for entry in table.entries],
            [entry.problems for entry in table.entries],
            table.variable_span,
            table.span,
        )
        for name, table in facts.tables.items()
    }
    lines = [suppression.line for suppression in facts.suppressions]
    spans = [found.span for found in (*facts.classes, *facts.mentions)]
    return facts, facts.problems, places, lines, spans


FIELDS = (
    ("config_class", '"Step{n}Config"'),
    ("builder_step_name", '"Step{n}StepBuilder"'),
    ("spec_type", '"Step{n}"'),
    ("sagemaker_step_type", '"Processing"'),
    ("description", "\"Does number {n}, and: 'more' {{than}} that\""),
    ("framework", '"xgboost"'),
    ("job_types", '["training", "validation"]'),
    ("priority", "{n}"),
)
STYLES = {
    "multi-line": ("{\n", '    "Step{n}": {{\n', '        "{key}": {value},\n', "    },\n", "}\n"),
    "one line each": ("{\n", '    "Step{n}": {{', '"{key}": {value}, ', "},\n", "}\n"),
    "one line": ("{", '"Step{n}": {{', '"{key}": {value}, ', "}, ", "}\n"),
}


def entry_text(style: str, number: int) -> str:
    """One entry of the big table, up to the separator behind it."""
    _, head, field, tail, _ = STYLES[style]
    fields = "".join(field.format(key=key, value=value.format(n=number)) for key, value in FIELDS)
    return head.format(n=number) + fields + tail


def table_text(style: str, entries: list[str]) -> str:
    """The value of a table that holds those entries."""
    opening, *_, closing = STYLES[style]
    return opening + "".join(entries) + closing


_BLANK = st.sampled_from(["", " ", "  ", "\n", "\r\n", "  # a note: {\n", "\n    # 'quoted'\n\t"])
_QUOTED = st.sampled_from(['"{}"', "'{}'", '"""{}"""', "r'{}'", '"{}" ""', "('{}')"])
_WORDS = st.text("abcXYZ019_é{}[]:, #'", max_size=8).map(lambda word: word.replace("'", ""))
_STRINGS = st.builds(str.format, _QUOTED, _WORDS)
_SCALARS = _STRINGS | st.sampled_from(["1", "-2.5", "True", "None", "0x1F", "b'x'", "1j"])


def _spaced(parts: list[str], blanks: list[str], comma: str) -> str:
    spaced = [f"{blank}{part}{blank}," for part, blank in zip(parts, blanks, strict=True)]
    return "".join(spaced) if comma else "".join(spaced).removesuffix(",")


def _display(opening: str, items: st.SearchStrategy[str], closing: str) -> st.SearchStrategy[str]:
    pairs = st.lists(st.tuples(items, _BLANK), max_size=3)
    return st.builds(
        lambda found, comma: f"{opening}{_spaced([a for a, _ in found], [b for _, b in found], comma)}{closing}",
        pairs,
        st.sampled_from(["", ","]),
    )


def _pair(key: st.SearchStrategy[str], value: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds("{}{}:{}{}".format, key, _BLANK, _BLANK, value)


_VALUES = st.recursive(
    _SCALARS,
    lambda inner: _display("[", inner, "]") | _display("(", inner, ")") | _display("{", _pair(_STRINGS, inner), "}"),
    max_leaves=4,
)
_NAMES = st.builds(str.format, st.sampled_from(['"{}"', "'{}'"]), st.text("ABCabc_09é", min_size=1, max_size=6))
_ENTRIES = _pair(_NAMES, _display("{", _pair(_NAMES, _VALUES), "}"))
_TABLES = _display("{", _ENTRIES, "}")
registries = st.builds(
    "{}WORKSPACE_STEPS = {}\nSTEP_OVERRIDES: dict[str, dict] = {}\nWORKSPACE_METADATA = {}{}\n".format,
    st.sampled_from(["", "import os\r\n", '"""A table: {"A": {}}."""\n', "class A:\n    x = 1\n"]),
    _TABLES,
    _TABLES,
    _display("{", _pair(_NAMES, _SCALARS), "}"),
    st.sampled_from(["", "  # noqa: CUR101", "\r\n# cursus: ignore-file[CUR2]", "\ndef f():\n    return 1"]),
)
"""Clean texts of a workspace's registry, every layout and literal, tables of a few entries."""
