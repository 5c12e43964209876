"""textDocument/prepareRename."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.features.rename import CannotRenameError, Subject, find_subject
from cursus_registry.lsp.failure import RequestFailedError
from cursus_registry.lsp.requests.place import Asked, asked

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def register(server: Server) -> None:
    """Register the request."""

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def answer(params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
        place = asked(server, params.text_document.uri, params.position)
        subject = subject_at(place) if place else None
        if place is None or subject is None:
            return None
        return lsp.PrepareRenamePlaceholder(place.range(subject.span), subject.step.name)


def subject_at(place: Asked) -> Subject | None:
    """The step at a place; a refusal becomes the sentence that the client shows."""
    try:
        return find_subject(place.snapshot, place.path, place.offset)
    except CannotRenameError as error:
        raise RequestFailedError(str(error)) from None
