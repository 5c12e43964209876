"""Code actions: which are offered to whom, what they change, and that they hold what they promise."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcContentModified

from checks.test_fixes import comments_outside, errors, messages, projects, written
from checks.test_random_fixes import projects as random_projects
from cursus_registry.checks.model import Severity
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.edits.pinning import CannotPinError
from cursus_registry.features.code_actions import fixing_all, quick_fixes, trying_fix
from cursus_registry.files import Memory, Overlay
from cursus_registry.files.uris import to_path, to_uri
from cursus_registry.project import Project
from cursus_registry.project.fixing import fix_project
from cursus_registry.project.revise import revise
from cursus_registry.text import Edit, Encoding, Span
from cursus_registry.text.position import Position
from cursus_registry.text.source import SourceText
from cursus_registry.turns import at_once
from support.checks import CORE, classes, registry
from support.server import LITERALS, Desk, ended

ALICE, BOB = registry("alice"), registry("bob")
OVERRIDE = 'STEP_OVERRIDES = {\n    "Pakage": {"description": "ä🚀"},\n}\n'
ONE = f"{CORE}\n#- {ALICE}\n{OVERRIDE}"
BOM, LINE_END = b"\xef\xbb\xbf", re.compile(rb"\r\n|\n|\r")
EVERYTHING = lsp.Range(lsp.Position(0, 0), lsp.Position(999, 0))


def capabilities(versioned=True, encoding="utf-16", **known):
    """A client that knows code actions, and what else is given."""
    return lsp.ClientCapabilities(
        general=lsp.GeneralClientCapabilities(position_encodings=[lsp.PositionEncodingKind(encoding)]),
        workspace=lsp.WorkspaceClientCapabilities(
            workspace_edit=lsp.WorkspaceEditClientCapabilities(document_changes=versioned)
        ),
        text_document=lsp.TextDocumentClientCapabilities(
            code_action=lsp.CodeActionClientCapabilities(code_action_literal_support=LITERALS, **known)
        ),
    )


LAZY = {"data_support": True, "resolve_support": lsp.ClientCodeActionResolveOptions(["edit"])}


def actions(desk, path=ALICE, span=EVERYTHING, diagnostics=(), **context):
    """What the server offers."""
    context = lsp.CodeActionContext(list(diagnostics), **context)
    params = lsp.CodeActionParams(lsp.TextDocumentIdentifier(to_uri(path)), span, context)
    return ended(desk.ask(lsp.TEXT_DOCUMENT_CODE_ACTION, params)) or []


def resolved(desk, action):
    return ended(desk.ask(lsp.CODE_ACTION_RESOLVE, action))


def applied(desk, edit):
    """The texts after an edit as a client makes it."""
    changes = edit.changes or {one.text_document.uri: one.edits for one in edit.document_changes}
    after = {}
    for uri, edits in changes.items():
        path = to_path(uri)
        document = desk.session.documents.at(path)
        source = document.source if document else SourceText(desk.disk.read(path, 10_000_000).data)
        spans = [
            Edit(
                Span(
                    *(
                        source.offset(Position(at.line, at.character), desk.session.encoding)
                        for at in (one.range.start, one.range.end)
                    )
                ),
                one.new_text,
            )
            for one in edits
        ]
        after[path] = str(FileEdits(path, source, tuple(spans)).applied())
    return after


def opened(files=ONE, client=None, encoding=Encoding.UTF16):
    desk = Desk(files, client or capabilities())
    desk.session.encoding = encoding
    desk.run()
    desk.open(ALICE)
    desk.run()
    return desk


def titles(found):
    return [action.title for action in found]


def test_a_fix_and_the_comment_come_with_what_they_mend():
    desk = opened(client=capabilities(is_preferred_support=True))
    fix, silence = actions(desk, only=[lsp.CodeActionKind.QuickFix])
    assert (fix.title, fix.kind, fix.is_preferred) == ("Change to 'Package'", lsp.CodeActionKind.QuickFix, True)
    assert (silence.title, silence.is_preferred) == ("Ignore CUR205 on this line", None)
    assert [one.code for one in (*fix.diagnostics, *silence.diagnostics)] == ["CUR205"] * 2
    assert applied(desk, fix.edit) == {ALICE: OVERRIDE.replace("Pakage", "Package")}
    assert applied(desk, silence.edit) == {ALICE: OVERRIDE.replace('"},\n', '"},  # cursus: ignore[CUR205]\n')}


def test_an_open_document_is_named_with_its_version():
    [document] = actions(opened())[0].edit.document_changes
    assert document.text_document == lsp.OptionalVersionedTextDocumentIdentifier(to_uri(ALICE), 1)


def test_a_client_without_versioned_edits_gets_plain_ones():
    edit = actions(opened(client=capabilities(versioned=None)))[0].edit
    assert edit.document_changes is None
    assert list(edit.changes) == [to_uri(ALICE)]


def test_only_what_the_client_can_show():
    assert actions(opened())[0].is_preferred is None
    assert actions(opened(client=lsp.ClientCapabilities())) == []
    bare = lsp.TextDocumentClientCapabilities(code_action=lsp.CodeActionClientCapabilities())
    assert actions(opened(client=lsp.ClientCapabilities(text_document=bare))) == [], "it knows commands alone"


@pytest.mark.parametrize("encoding", Encoding)
def test_places_are_counted_as_agreed(encoding):
    text = f'WORKSPACE_STEPS = {{\n    "A": {{"description": "ä🚀", "sagemaker_step_type": "Trainin", {classes("A")}}},\n}}\n'
    desk = opened(f"{CORE}\n#- {ALICE}\n{text}", encoding=encoding)
    fix = next(one for one in actions(desk) if one.title == "Change to 'Training'")
    assert applied(desk, fix.edit) == {ALICE: text.replace("Trainin", "Training")}


def test_the_range_counts():
    desk = opened()
    at = lsp.Position(1, 6)
    assert titles(actions(desk, span=lsp.Range(at, at))) == titles(actions(desk))
    far = lsp.Position(0, 3)
    assert actions(desk, span=lsp.Range(far, far)) == []


def test_a_diagnostic_that_is_sent_counts_wherever_the_cursor_is_and_comes_back_as_it_was():
    desk = opened()
    sent = actions(desk)[0].diagnostics[0]
    sent.message = "as the client shows it"
    far = lsp.Position(0, 3)
    [fix, _] = actions(desk, span=lsp.Range(far, far), diagnostics=[sent])
    assert fix.diagnostics == [sent]


@pytest.mark.parametrize(
    ("only", "kinds"),
    [
        ([""], {"quickfix", "source.fixAll.cursusRegistry"}),
        (["quickfix"], {"quickfix"}),
        (["source"], {"source.fixAll.cursusRegistry"}),
        (["source.fixAll"], {"source.fixAll.cursusRegistry"}),
        (["source.fixAll.cursusRegistry"], {"source.fixAll.cursusRegistry"}),
        (["source.fixAll.ruff"], set()),
        (["source.organizeImports"], set()),
        (["refactor"], set()),
        ([], set()),
        (None, {"quickfix", "source.fixAll.cursusRegistry"}),
    ],
)
def test_only_the_kinds_that_are_asked_for(only, kinds):
    found = actions(opened(f"{CORE}\n#- {ALICE}\n{SAFE}"), only=only)
    assert {
        action.kind.value if isinstance(action.kind, lsp.CodeActionKind) else action.kind for action in found
    } == kinds


SAFE = """STEP_OVERRIDES = {
    "Package": {"description": "d", "description": "d"},
}
WORKSPACE_METADATA = {"developer_id": "alice"}  # noqa: CUR105
"""


def test_nobody_who_types_is_told_of_the_whole_file():
    desk = opened(f"{CORE}\n#- {ALICE}\n{SAFE}")
    automatic = lsp.CodeActionTriggerKind.Automatic
    assert {one.kind for one in actions(desk, trigger_kind=automatic)} == {lsp.CodeActionKind.QuickFix}
    [on_save] = actions(desk, trigger_kind=automatic, only=[lsp.CodeActionKind.SourceFixAll])
    assert on_save.kind == "source.fixAll.cursusRegistry"


@pytest.mark.parametrize("known", [{}, LAZY], ids=["at once", "when asked"])
def test_everything_at_once_is_what_the_command_makes(known):
    desk = opened(f"{CORE}\n#- {ALICE}\n{SAFE}", capabilities(**known))
    [action] = actions(desk, only=[lsp.CodeActionKind.SourceFixAll])
    if known:
        assert action.edit is None
        action = resolved(desk, action)
    snapshot = desk.session.project_of(ALICE).snapshot
    fixed = fix_project(snapshot, lambda snapshot, path: snapshot.check(path), {"safe"})
    assert fixed.changes
    assert applied(desk, action.edit) == {change.path: str(change.after) for change in fixed.changes}


def test_nothing_to_fix_is_no_action():
    assert actions(opened(), only=[lsp.CodeActionKind.SourceFixAll]) == []


def test_an_edit_waits_until_it_is_asked_for():
    desk = opened(client=capabilities(**LAZY))
    fix, _ = actions(desk)
    assert fix.edit is None
    assert applied(desk, resolved(desk, fix).edit) == {ALICE: OVERRIDE.replace("Pakage", "Package")}


def test_an_edit_follows_a_text_that_has_moved():
    desk = opened(client=capabilities(**LAZY))
    fix, _ = actions(desk)
    desk.type(ALICE, f"# one line more\n{OVERRIDE}", 2)
    edit = resolved(desk, fix).edit
    assert edit.document_changes[0].text_document.version == 2
    assert applied(desk, edit) == {ALICE: f"# one line more\n{OVERRIDE.replace('Pakage', 'Package')}"}


def test_an_edit_for_a_text_that_is_gone_is_refused():
    desk = opened(client=capabilities(**LAZY))
    fix, _ = actions(desk)
    desk.type(ALICE, OVERRIDE.replace("Pakage", "Package"), 2)
    with pytest.raises(JsonRpcContentModified):
        resolved(desk, fix)
    desk.close(ALICE)
    with pytest.raises(JsonRpcContentModified):
        resolved(desk, fix)


@pytest.mark.parametrize("data", [None, 7, {}, {"uri": 1}, {"uri": to_uri(ALICE)}, {"uri": to_uri(ALICE), "mends": 3}])
def test_an_action_of_nobody_is_refused(data):
    with pytest.raises(JsonRpcContentModified):
        resolved(opened(client=capabilities(**LAZY)), lsp.CodeAction("x", data=data))


def test_one_of_several_equal_findings_is_refused_when_the_text_has_moved():
    twice = 'STEP_OVERRIDES = {\n    "Pakage": {},\n    "Pakage": {},\n}\n'
    desk = opened(f"{CORE}\n#- {ALICE}\n{twice}", capabilities(**LAZY))
    fix = next(one for one in actions(desk) if one.title == "Change to 'Package'")
    assert resolved(desk, fix).edit
    desk.type(ALICE, f"\n{twice}", 2)
    with pytest.raises(JsonRpcContentModified):
        resolved(desk, fix)


UNSOUND = f"""
#- /src/cursus/registry/step_names.py
STEP_NAMES = {{"Package": make(), "Package": make(), "PayLoad": make()}}
#- {ALICE}
WORKSPACE_STEPS = {{"Package": make(), "Package": make(), "Payload": {{"conflict_resolution_strategy": "manual"}}}}

x = (
"""


@pytest.mark.parametrize("known", [{}, LAZY], ids=["at once", "when asked"])
def test_a_fix_that_would_bring_an_error_is_not_made(known):
    desk = opened(UNSOUND, capabilities(**known))
    found = [action for action in actions(desk) if action.title == "Change to 'PayLoad'"]
    assert len(found) == bool(known)
    for action in found:
        with pytest.raises(JsonRpcContentModified):
            resolved(desk, action)


def test_answers_are_of_the_present_state():
    desk = opened()
    assert actions(desk)
    desk.type(ALICE, OVERRIDE.replace("Pakage", "Package"), 2)
    assert actions(desk) == []
    desk.type(ALICE, OVERRIDE, 3)
    assert actions(desk)


class Several:
    """A project whose one finding has a fix in two files."""

    def __init__(self, monkeypatch, client):
        self.desk = opened(f"{CORE}\n#- {ALICE}\n{OVERRIDE}#- {BOB}\nWORKSPACE_STEPS = {{}}\n", client)
        snapshot = self.desk.session.project_of(ALICE).snapshot
        [finding] = snapshot.check(ALICE)
        other = FileEdits(BOB, snapshot.facts(BOB).source, (Edit(Span(0, 0), "# here\n"),))
        fix = replace(finding.fixes[0], title="Both", elsewhere=(other,), new_name="")
        check = type(snapshot).check

        def with_fix(snapshot, path):
            return [replace(one, fixes=(fix,)) for one in check(snapshot, path)]

        monkeypatch.setattr(type(snapshot), "check", with_fix)


def test_several_files_are_changed_as_one(monkeypatch):
    desk = Several(monkeypatch, capabilities()).desk
    edit = actions(desk)[0].edit
    assert [(one.text_document.uri, one.text_document.version) for one in edit.document_changes] == [
        (to_uri(ALICE), 1),
        (to_uri(BOB), None),
    ]
    assert applied(desk, edit) == {
        ALICE: OVERRIDE.replace("Pakage", "Package"),
        BOB: "# here\nWORKSPACE_STEPS = {}\n",
    }


@pytest.mark.parametrize("disabled", [True, None])
def test_a_client_that_cannot_change_several_files_is_told_if_it_can_show_it(monkeypatch, disabled):
    desk = Several(monkeypatch, capabilities(versioned=None, disabled_support=disabled)).desk
    found = [action for action in actions(desk) if action.title == "Both"]
    assert [(bool(action.disabled), action.edit) for action in found] == ([(True, None)] if disabled else [])


def test_a_broken_document_has_no_surprise():
    desk = opened()
    desk.type(ALICE, 'STEP_OVERRIDES = {"Pakage', 2)
    assert "Change to 'Package'" not in titles(actions(desk))
    assert actions(desk, path="/nowhere.py") == []


# What every action promises


def check_promises(snapshot):
    """Each action mends what it says, brings no error, and leaves every text readable."""
    for path in snapshot.judged():
        findings = snapshot.check(path)
        for number, finding in enumerate(findings):
            for fix in quick_fixes(snapshot, path, findings, [number]):
                try:
                    files = at_once(trying_fix(snapshot, path, findings, fix))
                except CannotPinError:
                    continue  # the settings have a mistake
                if files:
                    check_promise(snapshot, path, finding, fix, files)
                else:
                    assert fix.title.startswith(("Change to ", "Rename ", "State ", "Use ")), (
                        "there is a reason to doubt it"
                    )


def after_all(snapshot, texts, fix):
    """The project with these texts, and the files that they can have touched; what is kept in the settings counts."""
    if not fix.is_kept:
        return revise(snapshot, texts)
    disk = Overlay(snapshot.files)
    for path, text in texts.items():
        disk.open(path, text.data)
    return Project(disk, snapshot.root).load_all(), set(snapshot.judged())


def check_promise(snapshot, path, finding, fix, files):
    after, affected = after_all(snapshot, {one.path: one.applied() for one in files}, fix)
    before, now = [[(one, found) for one in affected for found in state.check(one)] for state in (snapshot, after)]
    said = (path, finding.code, finding.message)
    if fix.eases:
        severities = [found.severity for at, found in now if (at, found.code, found.message) == said]
        assert all(severity > Severity.WARNING for severity in severities), (fix.title, said)
    else:
        assert messages(now)[said] < messages(before)[said], (fix.title, said)
    assert errors(now) <= errors(before), (fix.title, errors(now) - errors(before))
    for one in files:
        check_kept(one, fix)
        assert after.facts(one.path).broken <= (not one.is_new and snapshot.facts(one.path).broken)
    assert not (fix.preferred and fix.silences)
    if fix.title.startswith("Ignore "):
        assert messages(now) <= messages(before), "it silences and does nothing else"


def check_kept(one, fix):
    """The mark, the line ends and, unless something is taken away, the comments of a file."""
    before, now = one.source.data, one.applied().data
    assert now.startswith(BOM) == before.startswith(BOM)
    ends = set(LINE_END.findall(before))
    assert set(LINE_END.findall(now)) <= ends or not ends
    if fix.title.startswith(("Rename ", "State ", "Pin ", "Add ", "Move ", "Copy ")):
        assert comments_outside(before) <= comments_outside(now)


@pytest.mark.parametrize("files", list(projects()))
def test_every_action_keeps_its_promises(files):
    check_promises(Project(Memory(files), "/").load_all())


@pytest.mark.parametrize("way", ["carriage returns and line feeds", "byte order mark"])
@pytest.mark.parametrize("files", [one for one in projects() if one.id in {"broken", "CUR204", "CUR302", "CUR501"}])
def test_every_action_keeps_its_promises_in_other_ways_of_writing(files, way):
    check_promises(Project(Memory(written(files, way)), "/").load_all())


@settings(max_examples=30, deadline=None)
@given(random_projects())
def test_every_action_keeps_its_promises_in_any_project(files):
    check_promises(Project(Memory(files), "/").load_all())


@settings(max_examples=20, deadline=None)
@given(random_projects())
def test_all_fixes_of_a_file_are_those_of_the_command(files):
    snapshot = Project(Memory(files), "/").load_all()
    for path in snapshot.judged():
        changed = fix_project(
            snapshot, lambda one, at, path=path: one.check(at) if at == path else [], {"safe"}
        ).changes
        assert {one.path: one.applied() for one in at_once(fixing_all(snapshot, path))} == {
            change.path: change.after for change in changed
        }
