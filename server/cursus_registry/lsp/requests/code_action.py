"""textDocument/codeAction and codeAction/resolve."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, TypeAlias

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcContentModified

from cursus_registry.features.refactor import KINDS
from cursus_registry.lsp.actions import refactorings
from cursus_registry.lsp.actions.desk import Desk, shape_of
from cursus_registry.lsp.actions.fixes import FIX_ALL, QUICK_FIX, Fixes, LastFindings
from cursus_registry.lsp.requests.place import asked
from cursus_registry.lsp.requests.sent_back import data_of, uri_of
from cursus_registry.lsp.turns import between_messages
from cursus_registry.text import Span
from cursus_registry.turns import Turns, at_once

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

_Actions: TypeAlias = list[lsp.CodeAction] | None


def register(server: Server) -> None:
    """Register both requests."""
    last = LastFindings()
    options = lsp.CodeActionOptions(code_action_kinds=[QUICK_FIX, *KINDS, FIX_ALL], resolve_provider=True)

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, options)
    def answer(params: lsp.CodeActionParams) -> _Actions | Coroutine[Any, Any, _Actions]:
        kinds = [kind for kind in (QUICK_FIX, *KINDS, FIX_ALL) if _is_wanted(kind, params.context)]
        desk = _desk(server, params.text_document.uri) if kinds else None
        if desk is None:
            return None
        actions = _actions(desk, params, kinds, last)
        return at_once(actions) or None if desk.shape.lazy else _tried(desk, actions)

    @server.feature(lsp.CODE_ACTION_RESOLVE)
    def resolve(action: lsp.CodeAction) -> Coroutine[Any, Any, lsp.CodeAction]:
        data, uri = data_of(action.data), uri_of(action.data)
        desk = _desk(server, uri) if uri else None
        if desk is None:
            raise JsonRpcContentModified("the document of this action is not open any more")
        is_refactoring = "refactoring" in data
        return _resolved(
            action, refactorings.edit_of(desk, data) if is_refactoring else Fixes(desk, last).edit_of(data)
        )


async def _resolved(action: lsp.CodeAction, edit: Coroutine[Any, Any, lsp.WorkspaceEdit]) -> lsp.CodeAction:
    action.edit = await edit
    return action


async def _tried(desk: Desk, actions: Turns[list[lsp.CodeAction]]) -> _Actions:
    """The actions for a client that does not ask again, tried between messages.

    Raises JsonRpcContentModified if the text changes meanwhile: they are of no use then.
    """
    found = await between_messages(actions)
    desk.require_unchanged()
    return found or None


def _desk(server: Server, uri: str) -> Desk | None:
    shape = shape_of(server.session.client)
    place = asked(server, uri) if shape else None
    return Desk(place, shape) if place and shape else None


def _actions(
    desk: Desk, params: lsp.CodeActionParams, kinds: list[str], last: LastFindings
) -> Turns[list[lsp.CodeAction]]:
    start, end = (desk.place.offset_of(at) for at in (params.range.start, params.range.end))
    span, fixes = Span(start, max(start, end)), Fixes(desk, last)
    found: list[lsp.CodeAction] = []
    if QUICK_FIX in kinds:
        found += yield from fixes.quick_fixes(span, params.context.diagnostics)
    if any(kind in kinds for kind in KINDS):
        titles = {action.title for action in found}
        others = yield from refactorings.offered(desk, span, kinds.__contains__)
        found += (action for action in others if action.title not in titles)
    if FIX_ALL in kinds:
        found += yield from fixes.fix_all()
    return found


def _is_wanted(kind: str, context: lsp.CodeActionContext) -> bool:
    """Whether a kind is asked for: by its name, or by one that it is a part of.

    Nobody who types wants to hear on every key that there is something to fix in the file, or to move about.
    """
    if context.only is None:
        return kind == QUICK_FIX or context.trigger_kind is not lsp.CodeActionTriggerKind.Automatic
    names = [one.value if isinstance(one, lsp.CodeActionKind) else one for one in context.only]
    return any(not name or kind == name or kind.startswith(f"{name}.") for name in names)
