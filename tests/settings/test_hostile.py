"""Whatever bytes stand in the place of settings: findings or a message, in bounded time, and never a traceback."""

import time

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings

from cursus_registry.features.diagnostics import diagnostics
from cursus_registry.files import Disk, Memory
from cursus_registry.project import Project
from cursus_registry.settings import Settings, read_settings
from cursus_registry.text import Encoding
from support.checks import CORE
from support.fixture import parse_fixture

SECONDS = 60  # each is done in a fraction of that; what is quadratic in a megabyte is not
BRACKETS = "this is nested more than 64 levels deep; nothing of the file is read"
NOT_TOML = "the file is not valid TOML: "
HOSTILE = {
    "lists in lists": (b"select = " + b"[" * 5000 + b"]" * 5000, BRACKETS),
    "lists that are never closed": (b"select = " + b"[" * 900_000, BRACKETS),
    "tables in tables": (b"x = " + b"{a=" * 5000 + b"1" + b"}" * 5000, BRACKETS),
    "keys with dots": (b"a." * 400_000 + b"a = 1", BRACKETS),
    "headings with dots": (b"[" + b"a." * 400_000 + b"a]", BRACKETS),
    "quoted keys with dots": (b"'a' . " * 100_000 + b"a = 1", BRACKETS),
    "brackets in a string": (b"baseline = '" + b"[" * 500 + b"'", None),
    "brackets in a comment": (b"# " + b"[" * 500_000, None),
    "brackets after a string without an end": (b"a = 1\na = 1\nb = 'x\n" + b"[" * 500_000, NOT_TOML),
    "strings without an end": (b'a = """' + b'\n\\"""' * 100_000, NOT_TOML),
    "quotes": (b"'" * 900_000, NOT_TOML),
    "escapes": (b'a = "' + b"\\" * 900_001, NOT_TOML),
    "over a megabyte": (b"#" * 1_000_001, "the settings cannot be read: 1000001 bytes, the limit is 1000000;"),
    "NUL": (b"select = []\0", NOT_TOML),
    "NUL in a comment": (b"# \0", NOT_TOML),
    "a lone carriage return": (b"select = []\rignore = []", NOT_TOML),
    "carriage returns": (b"ignore = []\r\n\r\nselct = 3\r\n", "'selct' is no setting; did you mean 'select'?"),
    "a byte order mark": (b"\xef\xbb\xbfignore = []", "TOML allows no byte order mark; save the file as UTF-8 without"),
    "a byte order mark alone": (b"\xef\xbb\xbf", "TOML allows no byte order mark"),
    "latin-1": (b"# caf\xe9", "the file is not UTF-8 (a byte on line 1 is not); save it as UTF-8"),
    "latin-1 further down": (b"select = []\r\n\n# caf\xe9", "the file is not UTF-8 (a byte on line 3 is not)"),
    "utf-16": ("select = []".encode("utf-16"), "the file is not UTF-8"),
    "surrogates": (b"# \xed\xa0\x80", "the file is not UTF-8"),
    "an escaped surrogate": (b'"\\ud800" = 1', NOT_TOML),
    "__proto__": (b"__proto__ = 1", "'__proto__' is no setting; the settings are select, "),
    "constructor": (b"[constructor.prototype]\nselect = []", "'constructor' is no setting"),
    "a key with line ends": (b'"a\\nb\\u001b[31m\\u202e" = 1', "'a\ufffdb\ufffd[31m\ufffd' is no setting"),
    "an empty key": (b'"" = 1', "'' is no setting"),
    "a very long key": (b"a" * 900_000 + b" = 1", f"'{'a' * 60}…' is no setting"),
    "a very long value": (b"severity.CUR1 = '" + b"a" * 900_000 + b"'", f"'severity': '{'a' * 60}…' is no severity"),
    "a very long path": (b"baseline = '" + b"a/" * 400_000 + b"'", "'baseline': "),
    "an integer of many digits": (b"x = " + b"9" * 5000, f"{NOT_TOML}a number has too many digits"),
    "an integer of many hexadecimal digits": (b"select = 0x" + b"f" * 500_000, "'select' must be a list of strings"),
    "a float of many digits": (b"select = 1e" + b"9" * 500_000, "'select' must be a list of strings"),
    "infinity": (b"select = [inf, -nan]", "'select': an item must be a string in quotes"),
    "dates": (b"select = 1979-05-27T07:32:00.999999-07:00", "'select' must be a list of strings"),
    "a day that is none": (b"select = 2025-02-30", f"{NOT_TOML}invalid date"),
    "many keys": (b"\n".join(b"k%d = 1" % n for n in range(60_000)), "'k0' is no setting"),
    "many headings": (b"\n".join(b"[k%d]" % n for n in range(60_000)), "'k0' is no setting"),
    "many items": (b"ignore = [" + b"'CUR2'," * 100_000 + b"]", "'ignore' has more than 1000 items"),
    "many wrong items": (b"ignore = [" + b"3," * 400_000 + b"]", "'ignore' has more than 1000 items"),
    "many patterns": (b"exclude = [" + b"'*a*a*a'," * 100_000 + b"]", "'exclude' has more than 1000 items"),
    "many tables in a list": (b"[[pins]]\n" * 60_000, "'pins' has more than 1000 items"),
    "one key many times": (
        b"ignore = []\n" * 60_000,
        "'ignore' is set a second time; the first one, on line 1, counts",
    ),
    "one heading many times": (
        b"[pins]\n" * 60_000,
        "'pins' has a table already, on line 1; put both under one heading",
    ),
    "one key many times in a table": (b"pins = {" + b"a = 'b'," * 60_000 + b"a = 'b'}", "'a' is set a second time"),
}


def found_in(data, name="cursus-registry.toml"):
    """The messages of all findings in a settings file, as they are shown: every place in it is looked up."""
    project = Project(Memory({**parse_fixture(CORE).files, f"/{name}": data}), "/")
    project.load_all()
    return [one for one in diagnostics(project.snapshot, f"/{name}", Encoding.UTF16) if one.code == "CUR903"]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_settings(name):
    data, message = HOSTILE[name]
    started = time.monotonic()
    found = found_in(data)
    assert time.monotonic() - started < SECONDS
    assert len(found) <= 101
    if message is None:
        assert found == []
    else:
        assert found[0].message.startswith(message)
    for one in found:
        assert len(one.message) < 400
        assert one.range.start <= one.range.end


@pytest.mark.parametrize("name", [name for name, (data, _) in HOSTILE.items() if len(data) < 500_000])
def test_hostile_settings_of_pyproject(name):
    data, _ = HOSTILE[name]
    started = time.monotonic()
    found_in(b"[tool.cursus-registry]\n" + data.removeprefix(b"\xef\xbb\xbf"), "pyproject.toml")
    assert time.monotonic() - started < SECONDS


def test_at_most_a_hundred_mistakes_are_shown():
    found = found_in("\n".join(f"k{number} = 1" for number in range(250)))
    assert len(found) == 101
    assert found[-1].message == "more mistakes are not shown; mend these first"
    assert found[-1].range.start.line == 100


words = st.sampled_from(
    [
        *('select = ["CUR"', "]", "ignore", "=", "severity", "per-file-ignores", "[tool.cursus-registry]", "[[", "{"),
        *("}", "CUR204", '"', "'", '"""', "'''", "\\", "\n", "\r\n", "\r", ".", ",", "#", "1979-05-27", "inf", "0x"),
        *("true", "\ufeff", "ä", "🚀", "\0", "\x1b", "noqa: CUR903", "exclude = ['a*', '[', '!']", "core = '/'", " "),
    ]
)
texts = st.one_of(
    st.binary(max_size=60),
    st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(words, max_size=25).map(lambda parts: " ".join(parts).encode()),
    st.lists(words, max_size=25).map(lambda parts: "".join(parts).encode()),
)


@given(texts)
@settings(max_examples=400, deadline=None)
@example(b"a=1\na=1")
@example(b"a={b=1,b=1}")
@example(b"[a]\n[a]")
@example(b"a.b=1\n[a]\nb=2")
@example(b"[[a]]\n[a]")
@example(b"a=[]\n[[a]]")
@example(b'x = """""""')
@example(b"''''''''")
def test_any_bytes(data):
    for name, text in (("cursus-registry.toml", data), ("pyproject.toml", b"[tool.cursus-registry]\n" + data)):
        for one in found_in(text, name):
            assert one.message


@given(texts)
@settings(max_examples=200, deadline=None)
def test_any_bytes_in_the_editor(data):
    """An open buffer holds what was typed, lone surrogates too; the last good settings stay."""
    last = Settings(ignore=("CUR2",), severity={"CUR1": "off"})
    found = read_settings(Memory({"/p/cursus-registry.toml": data}), "/p", last)
    assert isinstance(found.settings, Settings)


def test_a_folder_in_the_place_of_the_file(tmp_path):
    (tmp_path / "cursus-registry.toml").mkdir()
    (tmp_path / "pyproject.toml").mkdir()
    [problem] = read_settings(Disk(), tmp_path.as_posix()).problems
    assert problem.message.startswith("the settings cannot be read: ")


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    def refuse(self, path, limit):
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(Disk, "read", refuse)
    found = read_settings(Disk(), tmp_path.as_posix())
    assert found.path == f"{tmp_path}/cursus-registry.toml"
    assert [problem.message for problem in found.problems] == [
        "the settings cannot be read: Permission denied; check what is there"
    ]
