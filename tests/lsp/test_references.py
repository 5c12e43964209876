"""References over the protocol: locations as the client counts and spells them, with declarations or without."""

import asyncio
import inspect

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcContentModified

from cursus_registry.files.uris import to_uri
from support.checks import CORE, registry
from support.server import Desk

ALICE, PIPELINE = registry("alice"), "/pipelines/fraud.py"
HEADER = "from cursus.registry.step_names import get_config_class_name\n"
PROJECT = f"""{CORE}
#- {ALICE}
STEP_OVERRIDES = {{"Package": {{"description": "🚀"}}}}
#- {PIPELINE}
{HEADER}"🚀", get_config_class_name("Package_x")
"""
CORE_PLACE = ("/src/cursus/registry/step_names.py", 8, 4, 13)
OVERRIDE_PLACE = (ALICE, 0, 18, 27)
MENTION = (PIPELINE, 1, 29, 36)


def desk_on(files, read=True, **options):
    desk = Desk(files, **options)
    if read:
        desk.run()
    return desk


def references(desk, path, line, character, declarations=True, **more):
    """The answer as paths and places; None for null."""
    params = lsp.ReferenceParams(
        lsp.ReferenceContext(declarations),
        lsp.TextDocumentIdentifier(to_uri(path)),
        lsp.Position(line, character),
        **more,
    )
    found = desk.ask(lsp.TEXT_DOCUMENT_REFERENCES, params)
    if inspect.isawaitable(found):
        found = asyncio.run(_awaited(desk, found))
    return None if found is None or found.value is None else [shown(one) for one in found.value]


async def _awaited(desk, found):
    """The answer, while the lane turns beside it."""
    task = asyncio.ensure_future(found)
    while not task.done():
        desk.server.lane.step()
        await asyncio.sleep(0)
    return task.result()


def shown(one):
    start, end = one["range"]["start"], one["range"]["end"]
    assert start["line"] == end["line"]
    return one["uri"].removeprefix("file://"), start["line"], start["character"], end["character"]


def test_references_p4_count_columns_as_the_client_does():
    desk = desk_on(PROJECT)
    desk.open(PIPELINE)
    assert references(desk, PIPELINE, 1, 30) == [CORE_PLACE, OVERRIDE_PLACE, MENTION]


def test_references_p1_without_declarations():
    desk = desk_on(PROJECT)
    desk.open(ALICE)
    assert references(desk, ALICE, 0, 20, declarations=False) == [MENTION]


def test_references_p4_in_the_text_as_it_is_typed():
    desk = desk_on(PROJECT)
    desk.open(PIPELINE)
    desk.type(PIPELINE, f'{HEADER}\n\nget_config_class_name("Package")\nget_config_class_name("', 2)
    assert references(desk, PIPELINE, 3, 24, declarations=False) == [(PIPELINE, 3, 23, 30)]


@pytest.mark.parametrize("text", ["", 'print("Package")\n', f'{HEADER}get_config_class_name("Nowhere")\n'])
def test_references_are_null_where_no_step_stands(text):
    desk = desk_on(PROJECT)
    desk.open("/pipelines/new.py", text)
    assert references(desk, "/pipelines/new.py", text.count("\n") - 1 if text else 0, 8) is None


def test_references_p4_over_all_projects():
    desk = desk_on(PROJECT.replace("#- /", "#- /two/") + PROJECT.replace("#- /", "#- /one/"))
    assert sorted(desk.session.projects) == ["/one", "/two"]
    desk.open(f"/two{PIPELINE}")
    found = references(desk, f"/two{PIPELINE}", 1, 30)
    own = [(f"/two{path}", *place) for path, *place in (CORE_PLACE, OVERRIDE_PLACE, MENTION)]
    other = [(f"/one{path}", *place) for path, *place in (CORE_PLACE, OVERRIDE_PLACE, MENTION)]
    assert found == [*own[:2], *other[:2], own[2], other[2]]


def test_references_p4_spell_paths_as_the_client_does():
    desk = desk_on(PROJECT)
    uri = to_uri(PIPELINE).replace("fraud", "%66raud")
    item = lsp.TextDocumentItem(uri, "python", 1, desk.disk.read(PIPELINE, 10_000).data.decode())
    desk.ask(lsp.TEXT_DOCUMENT_DID_OPEN, lsp.DidOpenTextDocumentParams(item))
    desk.open(ALICE)
    assert references(desk, ALICE, 0, 20, declarations=False) == [("/pipelines/%66raud.py", *MENTION[1:])]
    desk.run()
    desk.close(PIPELINE)
    desk.run()
    assert references(desk, ALICE, 0, 20, declarations=False) == [("/pipelines/%66raud.py", *MENTION[1:])]


MANY = PROJECT + "".join(f'#- /tools/tool{number}.py\nNAMES = ["🚀", "Package"]\n' for number in range(250))


def strings(desk):
    return [(f"/tools/tool{number}.py", 0, 16, 23) for number in range(250)]


def test_references_p11_come_after_what_is_sure():
    desk = desk_on(MANY)
    desk.open(ALICE)
    found = references(desk, ALICE, 0, 20)
    assert found[:3] == [CORE_PLACE, OVERRIDE_PLACE, MENTION]
    assert sorted(found[3:]) == sorted(strings(desk))


def test_references_p11_in_pieces_with_progress():
    desk = desk_on(MANY)
    desk.open(ALICE)
    desk.sent.clear()
    assert references(desk, ALICE, 0, 20, partial_result_token="part", work_done_token="work") == []
    sent = [params for method, params in desk.sent if method == lsp.PROGRESS]
    pieces = [params.value for params in sent if params.token == "part"]
    assert [len(piece) for piece in pieces] == [100, 100, 53]
    assert [shown(one) for one in pieces[0]][:3] == [CORE_PLACE, OVERRIDE_PLACE, MENTION]
    work = [params.value.kind for params in sent if params.token == "work"]
    assert (work[0], work[-1]) == ("begin", "end")


def test_references_p11_end_early_when_the_person_has_enough():
    desk = desk_on(MANY)
    desk.open(ALICE)

    async def ask():
        params = lsp.ReferenceParams(
            lsp.ReferenceContext(True),
            lsp.TextDocumentIdentifier(to_uri(ALICE)),
            lsp.Position(0, 20),
            work_done_token="work",
        )
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("cursus_registry.lsp.pauses.SLICE_SECONDS", 0)
            task = asyncio.ensure_future(desk.ask(lsp.TEXT_DOCUMENT_REFERENCES, params))
            await asyncio.sleep(0)
            desk.server.reporter.cancel("work")
            return await task

    found = [shown(one) for one in asyncio.run(ask()).value]
    assert found[:3] == [CORE_PLACE, OVERRIDE_PLACE, MENTION]
    assert len(found) < 100


def test_references_p4_wait_for_a_project_that_is_being_read():
    desk = desk_on(PROJECT, read=False)
    desk.open(PIPELINE)
    assert references(desk, PIPELINE, 1, 30) == [CORE_PLACE, OVERRIDE_PLACE, MENTION]


def test_references_p4_of_a_text_that_changes_while_they_wait():
    desk = desk_on(PROJECT, read=False)
    desk.open(PIPELINE)

    async def ask():
        params = lsp.ReferenceParams(
            lsp.ReferenceContext(True), lsp.TextDocumentIdentifier(to_uri(PIPELINE)), lsp.Position(1, 30)
        )
        task = asyncio.ensure_future(desk.ask(lsp.TEXT_DOCUMENT_REFERENCES, params))
        await asyncio.sleep(0)
        desk.type(PIPELINE, HEADER, 2)
        desk.run()
        return await task

    with pytest.raises(JsonRpcContentModified):
        asyncio.run(ask())
