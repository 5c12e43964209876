"""textDocument/rename."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcContentModified

from cursus_registry.features.rename import CannotRenameError, Plan, plan_rename
from cursus_registry.lsp.annotated_edit import asks_about_changes, to_annotated_edit, to_plain_edit
from cursus_registry.lsp.requests.place import asked
from cursus_registry.lsp.requests.prepare_rename import refused, subject_at
from cursus_registry.lsp.session import Session
from cursus_registry.lsp.to_lsp import ContentModifiedError

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def register(server: Server) -> None:
    """Register the request."""

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    def answer(params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        place = asked(server, params.text_document.uri, params.position)
        subject = subject_at(place) if place else None
        if place is None or subject is None:
            return None
        try:
            plan = plan_rename(place.snapshot, subject, params.new_name)
            return _edit(plan, server.session)
        except CannotRenameError as error:
            raise refused(str(error)) from None
        except ContentModifiedError:
            raise JsonRpcContentModified("a file that this changes has changed") from None


def _edit(plan: Plan, session: Session) -> lsp.WorkspaceEdit:
    """The edit in the shape that the client knows. Raises CannotRenameError if it could not ask what must be asked."""
    if asks_about_changes(session.client):
        return to_annotated_edit(plan.groups, session)
    if not plan.is_certain:
        asked_for = next(group for group in plan.of_name if group.needs_confirmation)
        raise CannotRenameError(
            f"'{asked_for.label}' should be looked at before it is done, which this editor cannot show; run"
            f" `cursus-registry rename {plan.old} {plan.new} --diff`"
        )
    return to_plain_edit(plan.of_name, session)
