"""textDocument/inlayHint and inlayHint/resolve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp

from cursus_registry.features.inlay_hints import Hint, HintKind, explain, inlay_hints
from cursus_registry.lsp.requests.place import Asked, asked
from cursus_registry.lsp.requests.sent_back import data_of, member_of, uri_of
from cursus_registry.settings import HintsTable
from cursus_registry.text import Span

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def register(server: Server) -> None:
    """Register both requests."""

    @server.feature(lsp.TEXT_DOCUMENT_INLAY_HINT, lsp.InlayHintOptions(resolve_provider=True))
    def answer(params: lsp.InlayHintParams) -> list[lsp.InlayHint] | None:
        uri = params.text_document.uri
        place = asked(server, uri)
        if place is None:
            return None
        wanted = server.session.editor_at(place.path).server.hints
        hints = inlay_hints(place.snapshot, place.path, _span(place, params.range))
        lazy = _resolves_tooltips(server)
        own = (one for one in hints if _is_wanted(one, wanted) and place.has(Span(one.offset, one.offset)))
        return [_shown(place, uri, one, lazy=lazy) for one in own] or None

    @server.feature(lsp.INLAY_HINT_RESOLVE)
    def resolve(hint: lsp.InlayHint) -> lsp.InlayHint:
        hint.tooltip = _tooltip(server, data_of(hint.data))
        return hint


def _span(place: Asked, asked_for: lsp.Range) -> Span:
    start, end = (place.offset_of(at) for at in (asked_for.start, asked_for.end))
    return Span(start, max(start, end))


def _is_wanted(hint: Hint, wanted: HintsTable) -> bool:
    return wanted.namespaces if hint.kind is HintKind.NAMESPACE else wanted.derived


def _shown(place: Asked, uri: str, hint: Hint, *, lazy: bool) -> lsp.InlayHint:
    data = {"uri": uri, "kind": hint.kind.value, "name": hint.name, "workspace": hint.workspace}
    return lsp.InlayHint(
        position=place.range(Span(hint.offset, hint.offset)).start,
        label=hint.label,
        padding_left=True,
        data=data if lazy else None,
    )


def _tooltip(server: Server, data: dict[str, Any]) -> str | None:
    """The sentence for a hint that a client sends back; None for one that is not ours, or is not true any more."""
    uri, name, workspace = uri_of(data), data.get("name"), data.get("workspace")
    kind = member_of(HintKind, data.get("kind"))
    place = asked(server, uri) if uri else None
    if place is None or kind is None or not isinstance(name, str) or not isinstance(workspace, str | None):
        return None
    return explain(place.snapshot, kind, name, workspace)


def _resolves_tooltips(server: Server) -> bool:
    documents = server.session.client.text_document
    known = documents.inlay_hint if documents else None
    return bool(known and known.resolve_support and "tooltip" in known.resolve_support.properties)
