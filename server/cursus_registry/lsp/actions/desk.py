"""One document and what its client knows of code actions: what any action is completed with, an edit or its data.

It must not know what actions there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcContentModified

from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.lsp.failure import RequestFailedError
from cursus_registry.lsp.session import Session
from cursus_registry.lsp.to_lsp import ContentModifiedError, knows_new_files, knows_versioned_edits, to_lsp_edit

if TYPE_CHECKING:
    from cursus_registry.lsp.requests.place import Asked

_SEVERAL_FILES = "This changes several files at once, which the editor cannot do safely"
_NEW_FILES = "This makes a new file, which the editor cannot do"


@dataclass(frozen=True, slots=True)
class Shape:
    """What the client knows of code actions. `lazy`: it asks for the edit of the one that is chosen."""

    preferred: bool
    disabled: bool
    lazy: bool


def shape_of(client: lsp.ClientCapabilities) -> Shape | None:
    """None for a client that only knows commands."""
    documents = client.text_document
    known = documents.code_action if documents else None
    if known is None or known.code_action_literal_support is None:
        return None
    resolved = known.resolve_support.properties if known.resolve_support else ()
    return Shape(
        preferred=bool(known.is_preferred_support),
        disabled=bool(known.disabled_support),
        lazy=bool(known.data_support) and "edit" in resolved,
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """One document that actions are asked for."""

    place: Asked
    shape: Shape

    @property
    def session(self) -> Session:
        """The state behind all answers."""
        return self.place.server.session

    @property
    def version(self) -> int | None:
        """The version of the document."""
        return dict(self.place.document.parts()).get(self.place.uri, self.place.document.version)

    @property
    def changes_others(self) -> bool:
        """Whether the client can change any file but the one that it asks about."""
        return knows_versioned_edits(self.session.client)

    def data(self, identity: dict[str, Any]) -> dict[str, Any]:
        """By what an action is found again when its edit is asked for."""
        return {"uri": self.place.uri, "version": self.version, **identity}

    def reason_against(self, files: Sequence[FileEdits]) -> str:
        """Why the client cannot make a change: several files only as one whole, held to their versions."""
        if any(one.path != self.place.path for one in files) and not self.changes_others:
            return _SEVERAL_FILES
        return _NEW_FILES if any(one.is_new for one in files) and not knows_new_files(self.session.client) else ""

    def refused(self, action: lsp.CodeAction, reason: str) -> bool:
        """Give an action the reason why it cannot be had; false if the client does not show such actions."""
        if self.shape.disabled:
            action.disabled = lsp.CodeActionDisabled(reason)
        return self.shape.disabled

    def complete(self, action: lsp.CodeAction, files: Sequence[FileEdits]) -> bool:
        """Give an action its edit, or the reason why it cannot be made; false if it cannot be offered at all."""
        reason = self.reason_against(files)
        if reason:
            return self.refused(action, reason)
        try:
            action.edit = to_lsp_edit(files, self.session)
        except ContentModifiedError:
            return False
        return True

    def require_unchanged(self) -> None:
        """Raises JsonRpcContentModified if the document has changed, or was closed, since it was asked about."""
        if self.session.documents.get(self.place.uri) is not self.place.document:
            raise JsonRpcContentModified("the text has changed")

    def edit(self, files: Sequence[FileEdits]) -> lsp.WorkspaceEdit:
        """The edit that was asked for. Raises RequestFailedError; JsonRpcContentModified for a text that moved on."""
        reason = self.reason_against(files)
        if reason:
            raise RequestFailedError(reason)
        try:
            return to_lsp_edit(files, self.session)
        except ContentModifiedError:
            raise JsonRpcContentModified("a file that this changes has changed") from None
