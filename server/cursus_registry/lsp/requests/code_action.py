"""textDocument/codeAction and codeAction/resolve."""

from __future__ import annotations

from collections.abc import Coroutine, Iterator
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcContentModified

from cursus_registry.features.refactor import KINDS
from cursus_registry.lsp.actions import refactorings
from cursus_registry.lsp.actions.desk import Desk, shape_of
from cursus_registry.lsp.actions.fixes import FIX_ALL, QUICK_FIX, Fixes, LastFindings
from cursus_registry.lsp.requests.place import asked
from cursus_registry.text import Span

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def register(server: Server) -> None:
    """Register both requests."""
    last = LastFindings()
    options = lsp.CodeActionOptions(code_action_kinds=[QUICK_FIX, *KINDS, FIX_ALL], resolve_provider=True)

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, options)
    def answer(params: lsp.CodeActionParams) -> list[lsp.CodeAction] | None:
        kinds = [kind for kind in (QUICK_FIX, *KINDS, FIX_ALL) if _is_wanted(kind, params.context)]
        desk = _desk(server, params.text_document.uri) if kinds else None
        return list(_actions(desk, params, kinds, last)) or None if desk else None

    @server.feature(lsp.CODE_ACTION_RESOLVE)
    def resolve(action: lsp.CodeAction) -> lsp.CodeAction | Coroutine[Any, Any, lsp.CodeAction]:
        data = action.data if isinstance(action.data, dict) else {}
        uri = data.get("uri")
        desk = _desk(server, uri) if isinstance(uri, str) else None
        if desk is None:
            raise JsonRpcContentModified("the document of this action is not open any more")
        if "refactoring" in data:
            return _made(action, desk, data)
        action.edit = Fixes(desk, last).edit_of(data)
        return action


async def _made(action: lsp.CodeAction, desk: Desk, data: dict[str, Any]) -> lsp.CodeAction:
    action.edit = await refactorings.edit_of(desk, data)
    return action


def _desk(server: Server, uri: str) -> Desk | None:
    shape = shape_of(server.session.client)
    place = asked(server, uri) if shape else None
    return Desk(place, shape) if place and shape else None


def _actions(
    desk: Desk, params: lsp.CodeActionParams, kinds: list[str], last: LastFindings
) -> Iterator[lsp.CodeAction]:
    start, end = (desk.place.offset_of(at) for at in (params.range.start, params.range.end))
    span, fixes = Span(start, max(start, end)), Fixes(desk, last)
    quick = list(fixes.quick_fixes(span, params.context.diagnostics)) if QUICK_FIX in kinds else []
    yield from quick
    if any(kind in kinds for kind in KINDS):
        titles = {action.title for action in quick}
        others = refactorings.offered(desk, span, kinds.__contains__)
        yield from (action for action in others if action.title not in titles)
    if FIX_ALL in kinds:
        yield from fixes.fix_all()


def _is_wanted(kind: str, context: lsp.CodeActionContext) -> bool:
    """Whether a kind is asked for: by its name, or by one that it is a part of.

    Nobody who types wants to hear on every key that there is something to fix in the file, or to move about.
    """
    if context.only is None:
        return kind == QUICK_FIX or context.trigger_kind is not lsp.CodeActionTriggerKind.Automatic
    names = [one.value if isinstance(one, lsp.CodeActionKind) else one for one in context.only]
    return any(not name or kind == name or kind.startswith(f"{name}.") for name in names)
