"""A pin in a settings file: everything else stays as it was written, whatever way the file is laid out."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cursus_registry.edits.pinning import CannotPinError, pin_change
from cursus_registry.files import Memory
from cursus_registry.settings import read_settings
from cursus_registry.settings.pins import with_pin

TABLE = ("tool", "cursus-registry")
OURS = [
    ("", '[pins]\nX = "alice"\n'),
    ("[pins]\n", '[pins]\nX = "alice"\n'),
    ("[pins]\n# none\n[severity]\n", '[pins]\n# none\nX = "alice"\n[severity]\n'),
    ("pins = {}\n", 'pins = {X = "alice"}\n'),
    ("# ours\n", '# ours\n\n[pins]\nX = "alice"\n'),
    ('select = ["CUR"]  # all\n', 'select = ["CUR"]  # all\n\n[pins]\nX = "alice"\n'),
    ('[pins]\n# why\nA = "b"  # so\n\n[severity]\n', '[pins]\n# why\nA = "b"  # so\nX = "alice"\n\n[severity]\n'),
    ('[pins]\nX = "bob"  # so\nA = "b"\n', '[pins]\nX = "alice"  # so\nA = "b"\n'),
    ("pins = { A = 'b' }  # so\n", "pins = { A = 'b', X = \"alice\"}  # so\n"),
    ('pins.A = "b"\nselect = []\n', 'pins.A = "b"\npins.X = "alice"\nselect = []\n'),
    ('[pins]\r\nA = "b"\r\n', '[pins]\r\nA = "b"\r\nX = "alice"\r\n'),
]
TOOL = [
    (
        '[project]\nname = "x"\n\n[tool.cursus-registry]\nselect = []  # none\n\n[tool.ruff]\n# it\nline-length = 3\n',
        '[project]\nname = "x"\n\n[tool.cursus-registry]\nselect = []  # none\n\n'
        '[tool.cursus-registry.pins]\nX = "alice"\n\n[tool.ruff]\n# it\nline-length = 3\n',
    ),
    (
        '[tool.cursus-registry]\nselect = []\n[tool.x]\na = 1\n[tool.cursus-registry.pins]\nA = "b"\n[z]\n',
        '[tool.cursus-registry]\nselect = []\n[tool.x]\na = 1\n[tool.cursus-registry.pins]\nA = "b"\nX = "alice"\n[z]\n',
    ),
    (
        "[tool]\ncursus-registry = { select = [] }  # in short\n",
        '[tool]\ncursus-registry = { select = [], pins = {X = "alice"}}  # in short\n',
    ),
]


@pytest.mark.parametrize(("before", "after"), OURS)
def test_in_a_file_of_our_own(before, after):
    assert with_pin(before, (), "X", "alice") == after


@pytest.mark.parametrize(("before", "after"), TOOL)
def test_in_pyproject(before, after):
    found = with_pin(before, TABLE, "X", "alice")
    assert tomllib.loads(found) == tomllib.loads(after)
    assert found == after


NAMES = st.text(min_size=1, max_size=8).filter(lambda name: name.isprintable())


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([*OURS, *TOOL]), NAMES, st.sampled_from(["core", "pack", "alice-2"]))
def test_any_name(case, name, namespace):
    before, _ = case
    table = TABLE if "tool" in before else ()
    after = with_pin(before, table, name, namespace)
    wanted = values = tomllib.loads(before)
    for key in table:
        values = values[key]
    values.setdefault("pins", {})[name] = namespace
    assert tomllib.loads(after) == wanted
    assert with_pin(after, table, name, namespace) == after


def test_the_file_that_is_in_force_is_changed():
    files = Memory({"/p/pyproject.toml": "[tool.cursus-registry]\n", "/p/q/x": "", "/cursus-registry.toml": ""})
    change = pin_change(files, "/p/q", "X", "alice")
    assert (change.path, str(change.after)) == (
        "/p/pyproject.toml",
        '[tool.cursus-registry]\n[tool.cursus-registry.pins]\nX = "alice"\n',
    )
    files.write(change.path, change.after.data)
    assert read_settings(files, "/p/q").settings.pins == {"X": "alice"}


def test_without_one_a_file_is_made():
    files = Memory({"/p/pyproject.toml": "[project]\n", "/p/.git/config": ""})
    change = pin_change(files, "/p", "X", "alice")
    assert (change.path, change.before, str(change.after)) == (
        "/p/cursus-registry.toml",
        None,
        '[pins]\nX = "alice"\n',
    )


@pytest.mark.parametrize(
    "text", ["pins = 3\n", "[pins\n", 'select = ["NOPE"]\n', "\ufeff", b"\xff", "pins = {A = 'b'}\npins = {}\n"]
)
def test_a_file_with_a_mistake_is_left_alone(text):
    with pytest.raises(CannotPinError, match="mend it first") as caught:
        pin_change(Memory({"/p/cursus-registry.toml": text}), "/p", "X", "alice")
    assert caught.value.path == "/p/cursus-registry.toml"


def test_what_has_no_place_for_it_is_left_alone():
    text = '[tool]\ncursus-registry.select = ["CUR"]\n[other]\n'
    with pytest.raises(CannotPinError, match="write it by hand"):
        pin_change(Memory({"/p/pyproject.toml": text}), "/p", "X", "alice")
