"""The publisher: nothing twice, nothing left behind, and only what the client can show."""

import pytest
from lsprotocol import types as lsp

from cursus_registry.features.diagnostics import diagnostics, diagnostics_with_fixes
from cursus_registry.files import Memory
from cursus_registry.files.uris import to_uri
from cursus_registry.lsp.publish import Publisher, result_id
from cursus_registry.lsp.session import Session
from cursus_registry.text import Encoding
from support import clients
from support.checks import CORE, classes, registry
from support.fixture import parse_fixture
from support.server import Desk as ServedDesk

ALICE, BOB = registry("alice"), registry("bob")
STEP = f'    "{{0}}": {{{{"sagemaker_step_type": "Processing", "description": "d", {classes("{0}")}}}}},\n'
TWO = f"{CORE}\n#- {ALICE}\nWORKSPACE_STEPS = {{\n{STEP.format('Same')}}}\n#- {BOB}\nWORKSPACE_STEPS = {{\n{STEP.format('Same')}}}\n"


class Desk:
    """A session over a disk in memory, and what its publisher sends."""

    def __init__(self, capabilities=None):
        self.disk = Memory(parse_fixture(TWO).files)
        self.session = Session(self.disk)
        self.session.client = capabilities or clients.vscode()
        self.sent = []
        self.publisher = Publisher(self.session, self.sent.append)
        [self.project] = self.session.add_folder("/")
        self.project.load_all()

    def came(self):
        """What came since the last time, as path, version and codes."""
        came = [(one.uri, one.version, [found.code for found in one.diagnostics]) for one in self.sent]
        self.sent.clear()
        return came


@pytest.fixture
def desk():
    return Desk()


def test_a_closed_file_has_no_version(desk):
    desk.publisher.publish_if_changed(ALICE)
    assert desk.came() == [(to_uri(ALICE), None, ["CUR204"])]


def test_an_open_file_has_its_version_and_the_uri_that_the_client_writes(desk):
    uri = to_uri(ALICE).replace("/src/", "/%73rc/")
    desk.session.documents.open(uri, 7, desk.disk.read(ALICE, 9999).data.decode())
    desk.publisher.publish_if_changed(ALICE)
    assert desk.came() == [(uri, 7, ["CUR204"])]


def test_a_file_that_is_opened_again_is_sent_again_even_with_the_same_version(desk):
    text = desk.disk.read(ALICE, 9999).data.decode()
    for _ in range(2):
        desk.session.documents.open(to_uri(ALICE), 0, text)
        desk.publisher.opened(ALICE)
        desk.publisher.publish_edited(ALICE)
        assert desk.came() == [(to_uri(ALICE), 0, ["CUR204"])]


def test_an_edited_file_is_sent_once_for_a_version(desk):
    text = desk.disk.read(ALICE, 9999).data.decode()
    for version in (1, 1, 2, 2):
        desk.session.documents.open(to_uri(ALICE), version, text)
        desk.publisher.publish_edited(ALICE)
    assert desk.came() == [(to_uri(ALICE), 1, ["CUR204"]), (to_uri(ALICE), 2, ["CUR204"])]


def test_a_file_of_nobody_is_not_sent(desk):
    desk.session.documents.open(to_uri("/notes.md"), 1, "Same")
    desk.publisher.publish_edited("/notes.md")
    assert desk.came() == []


def test_nothing_is_sent_twice(desk):
    desk.publisher.publish_if_changed(ALICE)
    desk.publisher.publish_if_changed(ALICE)
    assert len(desk.came()) == 1
    desk.publisher.publish_if_changed("/src/cursus/registry/step_names.py")
    assert desk.came() == []


def test_what_is_gone_gets_an_empty_list_once(desk):
    desk.publisher.publish_if_changed(BOB)
    desk.came()
    desk.disk.remove(BOB)
    desk.project.update([BOB])
    desk.publisher.publish_if_changed(BOB)
    desk.publisher.publish_if_changed(BOB)
    assert desk.came() == [(to_uri(BOB), None, [])]
    assert desk.publisher.known() == set()


def test_open_files_come_first(desk):
    desk.session.documents.open(to_uri(BOB), 1, desk.disk.read(BOB, 9999).data.decode())
    list(desk.publisher.publish_all([ALICE, BOB]))
    assert [uri for uri, _, _ in desk.came()] == [to_uri(BOB), to_uri(ALICE)]


def test_a_folder_that_is_closed_is_cleared(desk):
    list(desk.publisher.publish_all([ALICE, BOB]))
    desk.came()
    desk.session.remove_folder("/")
    desk.publisher.forget("/")
    assert desk.came() == [(to_uri(ALICE), None, []), (to_uri(BOB), None, [])]
    desk.publisher.forget("/")
    assert desk.came() == []


def test_who_names_a_place_in_a_file(desk):
    list(desk.publisher.publish_all([ALICE, BOB]))
    assert desk.publisher.pointing_at(ALICE) == {BOB}


@pytest.mark.parametrize(
    ("capabilities", "shown"), [(clients.vscode(), True), (clients.nothing(), False)], ids=["vscode", "nothing"]
)
def test_only_what_the_client_can_show(capabilities, shown):
    desk = Desk(capabilities)
    desk.publisher.publish_if_changed(ALICE)
    [params] = desk.sent
    [found] = params.diagnostics
    assert found.severity is lsp.DiagnosticSeverity.Warning
    assert found.source == "cursus-registry"
    assert bool(found.code_description) == shown
    assert bool(found.data) == shown
    assert [other.location.uri for other in found.related_information or ()] == ([to_uri(BOB)] if shown else [])


def test_what_could_be_done_about_a_finding_is_no_part_of_what_is_told():
    desk = ServedDesk(f'{CORE}\n#- {ALICE}\nWORKSPACE_STEPS = {{"make_it": {{"description": "d"}}}}\n')
    desk.run()
    assert "CUR501" in next(codes for uri, _, codes in desk.pushed() if uri == to_uri(ALICE))
    before = desk.session.project_of(ALICE).snapshot
    use = ALICE.replace("registry/workspace_registry.py", "use.py")
    desk.save(use, 'from cursus.registry.step_names import get_step_info\nget_step_info("make_it")\n')
    desk.run()
    assert desk.pushed() == []
    after = desk.session.project_of(ALICE).snapshot
    assert before.check(ALICE) == after.check(ALICE)
    told = [diagnostics_with_fixes(state, ALICE, Encoding.UTF16) for state in (before, after)]
    assert told[0] != told[1], "the name stands elsewhere, too, and its fix is no plain replacement any more"
    assert len({result_id(diagnostics(state, ALICE, Encoding.UTF16)) for state in (before, after)}) == 1
