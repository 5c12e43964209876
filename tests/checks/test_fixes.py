"""Every fix of every rule, one by one, in every way of writing a file: what it promises, and nothing else."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from cursus_registry.checks.catalogue import RULES
from cursus_registry.checks.model import Severity
from cursus_registry.files import Memory
from cursus_registry.project import Project
from cursus_registry.project.fixing import files_of
from cursus_registry.project.revise import revise
from cursus_registry.syntax.lexer import Kind, tokens
from cursus_registry.text import decode_python, encode_python
from support.fixture import parse_fixture

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
_EXAMPLE = re.compile(r"## Example\n\n```\n(?P<text>.*?)\n```", re.DOTALL)
_LINE_END = re.compile(rb"\r\n|\n|\r")
ODD = "surrogateescape"  # what is not UTF-8 stays as it is
WAYS = {
    "line feeds": lambda text: text.encode(errors=ODD),
    "carriage returns and line feeds": lambda text: text.replace("\n", "\r\n").encode(errors=ODD),
    "carriage returns": lambda text: text.replace("\n", "\r").encode(errors=ODD),
    "byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(errors=ODD),
    "latin-1": lambda text: f"# coding: latin-1\n# \xe9\n{text}".encode("latin-1", "replace"),
}


def projects():
    """The examples of all rules, and the checkouts of the fixtures."""
    for code, rule in RULES.items():
        example = _EXAMPLE.search(rule.__doc__)
        yield pytest.param(parse_fixture(example["text"]).files, id=code)
    for name in ("broken", "healthy"):
        root = FIXTURES / name
        files = {f"/{path.relative_to(root).as_posix()}": path for path in root.rglob("*") if path.is_file()}
        yield pytest.param({path: file.read_text("utf-8", ODD) for path, file in files.items()}, id=name)


def written(files, way):
    """The files as bytes; only Python files can be written in all those ways."""
    return {path: WAYS[way](text) if path.endswith(".py") else text.encode(errors=ODD) for path, text in files.items()}


def judged(snapshot):
    return [(path, finding) for path in snapshot.judged() for finding in snapshot.check(path)]


def messages(findings):
    return Counter((path, finding.code, finding.message) for path, finding in findings)


def errors(findings):
    return Counter((path, finding.code) for path, finding in findings if finding.severity is Severity.ERROR)


def comments_outside(data, edits=()):
    """The comments that no edit touches."""
    return Counter(
        data[token.start : token.end]
        for token in tokens(data)
        if token.kind is Kind.COMMENT
        and not any(edit.span.start < token.end and token.start < edit.span.end for edit in edits)
    )


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("files", list(projects()))
def test_every_fix_does_what_it_says_and_nothing_else(files, way):
    disk = Memory(written(files, way))
    snapshot = Project(disk, "/").load_all()
    found = judged(snapshot)
    for path, finding in found:
        for fix in finding.fixes:
            assert fix.applicability in {"safe", "unsafe", "manual"}
            assert fix.title
            check_fix(disk, snapshot, found, path, finding, files_of(snapshot, snapshot.facts(path), finding, fix))


def check_fix(disk, snapshot, found, path, finding, changes, may_show=frozenset()):
    assert changes, "a fix changes something"
    for change in changes:
        raw = disk.read(change.path, 10_000_000).data
        check_text(change, raw, was_broken=snapshot.facts(change.path).broken)
    after, affected = revise(snapshot, {change.path: change.applied() for change in changes})
    now = judged(after)
    same = (path, finding.code, finding.message)
    assert messages(now)[same] < messages(found)[same], f"{same} is still there"
    more = errors(now) - errors(found)
    assert {code for _, code in more} <= may_show, f"{same}: {more} came with the fix"
    assert {one for one, _, _ in messages(found) - messages(now) + (messages(now) - messages(found))} <= affected


def check_text(change, raw, *, was_broken):
    """The text parses if it did; its encoding, its byte order mark, its line ends and its comments are as they were."""
    assert decode_python(raw) == change.source
    after = change.applied()
    data = encode_python(after, raw)
    assert decode_python(data) == after
    assert data.startswith(b"\xef\xbb\xbf") == raw.startswith(b"\xef\xbb\xbf")
    assert set(_LINE_END.findall(data)) <= set(_LINE_END.findall(raw))
    if change.path.endswith(".py"):
        assert comments_outside(change.source.data, change.edits) <= comments_outside(after.data)
        if not was_broken:
            ast.parse(data)


def test_what_can_be_fixed():
    """These rules offer a fix on their own page; others may too."""
    offering = set()
    for code, rule in RULES.items():
        files = parse_fixture(_EXAMPLE.search(rule.__doc__)["text"]).files
        found = judged(Project(Memory(files), "/").load_all())
        offering |= {finding.code for _, finding in found if finding.code == code and finding.fixes}
    assert offering >= {
        *("CUR002", "CUR006", "CUR101", "CUR102", "CUR105", "CUR201", "CUR202", "CUR203", "CUR205", "CUR209"),
        *("CUR214", "CUR301", "CUR303", "CUR401", "CUR501"),
    }
