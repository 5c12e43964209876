"""textDocument/rename."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcContentModified

from cursus_registry.features.rename import CannotRenameError, Plan, Subject, planning
from cursus_registry.lsp.annotated_edit import asks_about_changes, to_annotated_edit, to_plain_edit
from cursus_registry.lsp.failure import RequestFailedError
from cursus_registry.lsp.requests.place import Asked, asked
from cursus_registry.lsp.requests.prepare_rename import subject_at
from cursus_registry.lsp.session import Session
from cursus_registry.lsp.to_lsp import ContentModifiedError
from cursus_registry.lsp.turns import between_messages

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def register(server: Server) -> None:
    """Register the request."""

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    def answer(params: lsp.RenameParams) -> Coroutine[Any, Any, lsp.WorkspaceEdit] | None:
        place = asked(server, params.text_document.uri, params.position)
        subject = subject_at(place) if place else None
        return _rename(place, subject, params.new_name) if place and subject else None


async def _rename(place: Asked, subject: Subject, new_name: str) -> lsp.WorkspaceEdit:
    try:
        plan = await between_messages(planning(place.snapshot, subject, new_name))
        return _edit(plan, subject, place.server.session)
    except CannotRenameError as error:
        raise RequestFailedError(str(error)) from None
    except ContentModifiedError:
        raise JsonRpcContentModified("a file that this changes has changed") from None


def _edit(plan: Plan, subject: Subject, session: Session) -> lsp.WorkspaceEdit:
    """The edit in the shape that the client knows. Raises CannotRenameError if it could not ask what must be asked."""
    if asks_about_changes(session.client):
        return to_annotated_edit(plan.groups, session)
    if not plan.is_certain:
        asked_for = next(group for group in plan.of_name if group.needs_confirmation)
        whose = f" --workspace {subject.step.workspace}" if subject.step.workspace else ""
        raise CannotRenameError(
            f"{asked_for.label}: this should be looked at before it is done, which this editor cannot show; run"
            f" `cursus-registry rename {plan.old} {plan.new}{whose} --diff`"
        )
    return to_plain_edit(plan.of_name, session)
