"""What a server that starts now would show: the measure of one that has been running for long."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types as lsp

from cursus_registry.files.uris import to_path, to_uri
from cursus_registry.lsp.lane import Lane
from cursus_registry.lsp.progress import Progress
from cursus_registry.lsp.publish import Publisher
from cursus_registry.lsp.session import Session
from cursus_registry.lsp.work import Work
from cursus_registry.text import Encoding
from support.editor import DEADLINE_SECONDS, Editor

Shown = dict[str, list[tuple[str, str, int, int]]]


def cold(editor: Editor, folders: Iterable[Path]) -> Shown:
    """What the same client would be shown below the editor's folder, with these folders and the texts open now."""
    session = Session()
    session.client = editor.client.asked
    session.encoding = Encoding(editor.encoding)
    lane, shown = Lane(schedule=lambda turn: None), {}
    publisher = Publisher(session, lambda params: shown.__setitem__(to_path(params.uri), params.diagnostics))
    work = Work(session, publisher, lane, Progress(client=None))
    for folder in folders:
        work.open_folder(folder.as_posix())
    for path, text in editor.texts.items():
        work.opened(session.documents.open(to_uri(editor.path(path).as_posix()), 1, text))
    while lane.busy:
        lane.step()
    return _plain(shown, editor.root)


def shown(editor: Editor) -> Shown:
    """What the client shows below the editor's folder."""
    return _plain({to_path(uri): found for uri, found in editor.client.diagnostics.items()}, editor.root)


async def until_cold(editor: Editor, *folders: Path) -> float:
    """Wait until the client shows what a cold start would; the seconds that it took."""
    wanted = cold(editor, folders or (editor.root,))
    start = time.monotonic()
    while shown(editor) != wanted:
        if time.monotonic() - start > DEADLINE_SECONDS:
            assert shown(editor) == wanted
        await asyncio.sleep(0.02)
    return time.monotonic() - start


def _plain(found: dict[str, list[lsp.Diagnostic]], root: Path) -> Shown:
    return {
        path.removeprefix(root.as_posix()): sorted(
            (str(one.code), one.message, one.range.start.line, one.range.start.character) for one in diagnostics
        )
        for path, diagnostics in found.items()
        if diagnostics and path.startswith(f"{root.as_posix()}/")
    }
