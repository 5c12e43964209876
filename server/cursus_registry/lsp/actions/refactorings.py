"""Refactorings of one document: offered by kind and place, and made when they are chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcContentModified

from cursus_registry.features.refactor import CannotRefactorError, Refactoring, making, refactorings
from cursus_registry.lsp.actions.desk import Desk
from cursus_registry.lsp.failure import RequestFailedError
from cursus_registry.lsp.turns import between_messages
from cursus_registry.text import Span
from cursus_registry.turns import Turns

_MOST_MADE = 10


def offered(desk: Desk, span: Span, is_wanted: Callable[[str], bool]) -> Turns[list[lsp.CodeAction]]:
    """What is offered of the kinds that are wanted; to a client that does not ask again what can be made, in turns."""
    found = (one for one in _all(desk, span) if is_wanted(one.kind))
    actions: list[lsp.CodeAction] = []
    for one in found if desk.shape.lazy else islice(found, _MOST_MADE):
        action = lsp.CodeAction(one.title, one.kind)
        if (yield from _complete(desk, action, one, span)):
            actions.append(action)
    return actions


async def edit_of(desk: Desk, data: dict[str, Any]) -> lsp.WorkspaceEdit:
    """The edit of a refactoring that was offered for this very text, worked out between messages.

    Raises JsonRpcContentModified for another text, also one that comes meanwhile, and RequestFailedError with the
    reason if it cannot be made.
    """
    span = _span(data)
    if data.get("version") != desk.version or span is None:
        raise JsonRpcContentModified("the text has changed")
    chosen = next((one for one in _all(desk, span) if one.title == data.get("refactoring")), None)
    if chosen is None or chosen.disabled:
        raise JsonRpcContentModified("there is nothing of that name here any more")
    try:
        files = await between_messages(making(desk.place.snapshot, chosen))
    except CannotRefactorError as error:
        raise RequestFailedError(str(error)) from None
    desk.require_unchanged()
    return desk.edit(files)


def _span(data: dict[str, Any]) -> Span | None:
    """The place that the client was given with the action."""
    start, end = data.get("start"), data.get("end")
    if isinstance(start, int) and isinstance(end, int) and 0 <= start <= end:
        return Span(start, end)
    return None


def _all(desk: Desk, span: Span) -> Iterator[Refactoring]:
    return refactorings(desk.place.snapshot, desk.place.path, span)


def _complete(desk: Desk, action: lsp.CodeAction, chosen: Refactoring, span: Span) -> Turns[bool]:
    """Give an action its edit, or what it can be found by; false if it cannot be offered at all."""
    if chosen.disabled:
        return desk.refused(action, chosen.disabled)
    if desk.shape.lazy:
        action.data = desk.data({"refactoring": chosen.title, "start": span.start, "end": span.end})
        return True
    try:
        return desk.complete(action, (yield from making(desk.place.snapshot, chosen)))
    except CannotRefactorError as error:
        return desk.refused(action, str(error))
