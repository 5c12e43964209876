"""All fixes at once: rounds, culprits, and what is out of bounds."""

from dataclasses import replace

import pytest

from cursus_registry.checks.catalogue import RULES
from cursus_registry.checks.model import Finding, Fix, Severity
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.project import fixing
from cursus_registry.project.fixing import fix_project
from cursus_registry.settings import Settings
from cursus_registry.text import Edit, Span
from support.checks import CORE, classes, open_fixture, registry

ALICE = registry("alice")
STEP = '"sagemaker_step_type": "Processing", "description": "Does it"'
SAFE = {"safe"}


class _Invented:
    """A rule that tests make up: what it finds is told by a function."""

    CODE, NAME, SEVERITY = "CUR999", "invented", Severity.WARNING

    def __init__(self, check):
        self.check = check


@pytest.fixture
def invent(monkeypatch):
    """Make up a rule for one test."""

    def add(check):
        monkeypatch.setitem(RULES, "CUR999", _Invented(check))

    return add


def fix(text, applicabilities=SAFE, wanted=lambda path: True):
    return fix_project(open_fixture(f"{CORE}{text}").snapshot, choosing(wanted), applicabilities)


def choosing(wanted=lambda path: True):
    return lambda snapshot, path: snapshot.check(path) if wanted(path) else []


def texts(fixed):
    return {change.path: str(change.after) for change in fixed.changes}


def each(word, new, applicability="safe"):
    """A rule that finds a word, and mends it by another one."""

    def check(context):
        data = context.facts.source.data
        at = data.find(word.encode())
        while at >= 0:
            span = Span(at, at + len(word))
            yield Finding(span, f"{word} {at}", fixes=(Fix("Change it", applicability, (Edit(span, new),)),))
            at = data.find(word.encode(), at + 1)

    return check


WORDS = f"#- {ALICE}\nWORKSPACE_STEPS = {{}}\n# one one one\n"


def test_all_at_once(invent):
    invent(each("one", "two"))
    fixed = fix(WORDS)
    assert fixed.count == 3
    assert texts(fixed) == {ALICE: "WORKSPACE_STEPS = {}\n# two two two\n"}


def test_only_what_is_asked_for(invent):
    invent(each("one", "two", "manual"))
    assert fix(WORDS, {"safe", "unsafe"}).changes == ()
    assert fix(WORDS, {"manual"}).count == 3
    assert fix(WORDS, {"manual"}, lambda path: path != ALICE).changes == ()


def test_a_fix_that_leads_to_another_finding_ends_after_ten_rounds(invent):
    def longer(context):
        at = context.facts.source.data.find(b"# one")
        if at >= 0:
            message = f"{len(context.facts.source.data)} bytes"
            yield Finding(Span(at, at + 1), message, fixes=(Fix("More", "safe", (Edit(Span(at + 5, at + 5), "!"),)),))

    invent(longer)
    fixed = fix(WORDS)
    assert fixed.count == fixing.MAX_ROUNDS
    assert "# one!!!!!!!!!! one" in texts(fixed)[ALICE]


def test_a_fix_that_does_not_mend_is_not_made(invent):
    def vain(context):
        at = context.facts.source.data.find(b"one")
        if at >= 0:
            yield Finding(Span(at, at + 3), "one", fixes=(Fix("In vain", "safe", (Edit(Span(at, at), "one "),)),))

    invent(vain)
    assert fix(WORDS).changes == ()


def test_a_fix_and_its_undoing_change_nothing(invent):
    def toggled(context):
        for old, new in ((b"one", "two"), (b"two", "one")):
            at = context.facts.source.data.find(old)
            if at >= 0:
                yield Finding(Span(at, at + 3), new, fixes=(Fix(f"To {new}", "safe", (Edit(Span(at, at + 3), new),)),))

    invent(toggled)
    fixed = fix(f"#- {ALICE}\nWORKSPACE_STEPS = {{}}\n# one\n")
    assert fixed.changes == ()


def test_the_culprits_are_found_among_many(invent):
    """Twenty names are changed, and those that bring an error stay."""
    entries = "".join(f'    "Step{number}": {{{STEP}, {classes(f"Step{number}")}}},\n' for number in range(20))
    culprits = {3, 4, 17}

    def check(context):
        for item in context.items:
            name = item.entry.name
            if name.startswith("Step"):
                number = int(name[4:])
                new = '"x y"' if number in culprits else f'"Other{number}"'
                edits = (Edit(item.name_span, new),)
                yield Finding(item.name_span, name, fixes=(Fix("Rename", "safe", edits),))

    invent(check)
    fixed = fix(f"#- {ALICE}\nWORKSPACE_STEPS = {{\n{entries}}}\n")
    names = [entry.name for entry in fixed.snapshot.facts(ALICE).tables["WORKSPACE_STEPS"].entries]
    assert names == [f"Step{number}" if number in culprits else f"Other{number}" for number in range(20)]
    assert fixed.count == 17


def test_an_error_counts_even_if_nobody_asked_for_its_code(invent):
    invent(each("Package", "x y"))
    settings = Settings(select=("CUR999",))
    text = f'{CORE}#- {ALICE}\nWORKSPACE_STEPS = {{"Package": {{{STEP}}}}}\n'
    fixed = fix_project(open_fixture(text, settings).snapshot, choosing(lambda path: path == ALICE), SAFE)
    assert fixed.changes == ()


def test_an_error_in_another_file_counts(invent):
    """The core's step is renamed, and an override in a workspace would lose its base."""
    invent(each('"Package"', '"Parcel"'))
    override = f'#- {ALICE}\nSTEP_OVERRIDES = {{"Package": {{"description": "Hers"}}}}\n'
    fixed = fix(override, SAFE, lambda path: path.startswith("/src"))
    assert not any('"Parcel": {' in text for text in texts(fixed).values())


def test_a_file_is_never_made_unreadable(invent):
    invent(each("one", "one" + "x" * 2_000_000))
    assert fix(WORDS).changes == ()


def test_files_out_of_bounds(invent):
    """Neither a file outside of the project nor an installed one is changed, and then nothing of the fix is."""
    paths = []

    def check(context):
        if context.facts.path == ALICE:
            edit = Edit(Span(0, 0), "# mended\n")
            elsewhere = tuple(FileEdits(path, context.facts.source, (edit,)) for path in paths)
            if context.facts.source.data.find(b"mended") < 0:
                yield Finding(Span(0, 1), "mend", fixes=(Fix("Mend", "safe", (edit,), elsewhere),))

    invent(check)
    assert fix(WORDS).count == 1
    for path in ("/outside.py", "/.venv/lib/cursus/registry/step_names.py"):
        paths[:] = [path]
        snapshot = open_fixture(f"{CORE}{WORDS}").snapshot
        files = {**snapshot.view.index.files, path: replace(snapshot.facts(ALICE), path=path)}
        if path.startswith("/.venv"):
            snapshot = replace(snapshot, view=type(snapshot.view)(replace(snapshot.view.index, files=files)))
        assert fix_project(snapshot, choosing(), SAFE).changes == ()


def test_two_findings_with_one_fix_are_both_mended():
    text = f'#- {ALICE}\nWORKSPACE_STEPS = {{\n    "A": {{{STEP}}},\n    "A": {{{STEP}}},\n}}\n'
    fixed = fix(text, {"unsafe"})
    assert fixed.count == 2, "the error on the later one and the hint on the earlier"
    assert texts(fixed) == {ALICE: f'WORKSPACE_STEPS = {{\n    "A": {{{STEP}}},\n}}\n'}
