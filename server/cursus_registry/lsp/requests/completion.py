"""textDocument/completion and completionItem/resolve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp

from cursus_registry.features.completion import Completion, CompletionKind, completion
from cursus_registry.features.completion.lookup import step_documentation
from cursus_registry.files.uris import to_path
from cursus_registry.lsp.protocol import JsonAnswer
from cursus_registry.lsp.requests.place import asked

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

_KINDS = {
    CompletionKind.STEP: lsp.CompletionItemKind.EnumMember.value,
    CompletionKind.ENTRY: lsp.CompletionItemKind.Snippet.value,
    CompletionKind.FIELD: lsp.CompletionItemKind.Property.value,
    CompletionKind.VALUE: lsp.CompletionItemKind.Value.value,
    CompletionKind.CLASS: lsp.CompletionItemKind.Class.value,
}
_STEPS = frozenset({CompletionKind.STEP, CompletionKind.ENTRY})


def register(server: Server) -> None:
    """Register both requests."""
    options = lsp.CompletionOptions(trigger_characters=['"', "'"], resolve_provider=True)

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, options)
    def answer(params: lsp.CompletionParams) -> JsonAnswer | None:
        place = asked(server, params.text_document.uri, params.position)
        found = completion(place.snapshot, place.path, place.source.data, place.offset) if place else None
        if place is None or found is None:
            return None
        replaced = place.json_range(found.span)
        shape = _shape(server)
        items = [
            _item(item, number, replaced, params.text_document.uri, shape) for number, item in enumerate(found.items)
        ]
        return JsonAnswer({"isIncomplete": found.incomplete, "items": items})

    @server.feature(lsp.COMPLETION_ITEM_RESOLVE)
    def resolve(item: lsp.CompletionItem) -> lsp.CompletionItem:
        documentation = _documentation(server, item)
        if documentation:
            item.documentation = documentation
        return item


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the client knows of completion items."""

    snippets: bool
    tags: bool
    deprecated: bool


def _shape(server: Server) -> _Shape:
    documents = server.session.client.text_document
    item = documents.completion.completion_item if documents and documents.completion else None
    tags = item.tag_support.value_set if item and item.tag_support else ()
    return _Shape(
        snippets=bool(item and item.snippet_support),
        tags=lsp.CompletionItemTag.Deprecated in tags,
        deprecated=bool(item and item.deprecated_support),
    )


def _item(found: Completion, number: int, replaced: dict[str, Any], uri: str, shape: _Shape) -> dict[str, Any]:
    """A `CompletionItem` as JSON: what is empty, or unknown to the client, is left out."""
    snippet = found.snippet if shape.snippets else None
    item: dict[str, Any] = {
        "label": found.label,
        "kind": _KINDS[found.kind],
        "sortText": f"{number:05d}",
        "textEdit": {"range": replaced, "newText": found.text if snippet is None else snippet},
    }
    if found.detail:
        item["detail"] = found.detail
    if found.documentation:
        item["documentation"] = found.documentation
    if snippet is not None:
        item["insertTextFormat"] = lsp.InsertTextFormat.Snippet.value
    if found.deprecated and shape.tags:
        item["tags"] = [lsp.CompletionItemTag.Deprecated.value]
    if found.deprecated and shape.deprecated:
        item["deprecated"] = True
    if found.kind in _STEPS:
        item["data"] = {"uri": uri, "step": found.label}
    return item


def _documentation(server: Server, item: lsp.CompletionItem) -> str:
    data = item.data
    if not isinstance(data, dict) or not isinstance(data.get("uri"), str) or not isinstance(data.get("step"), str):
        return ""
    path = to_path(data["uri"])
    project = server.session.project_of(path) if path else None
    if path is None or project is None:
        return ""
    return step_documentation(project.snapshot.view, data["step"], project.place(path).workspace)
