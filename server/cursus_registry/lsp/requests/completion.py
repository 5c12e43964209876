"""textDocument/completion and completionItem/resolve."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp

from cursus_registry.components.outside import Outside
from cursus_registry.features.completion import LONGEST, Completion, CompletionKind, completion
from cursus_registry.features.hover import Markup, describe_class, describe_step
from cursus_registry.lsp.outside import HOVER_SECONDS
from cursus_registry.lsp.protocol import JsonAnswer
from cursus_registry.lsp.requests.locations import all_snapshots
from cursus_registry.lsp.requests.place import asked
from cursus_registry.lsp.requests.sent_back import uri_of
from cursus_registry.project import Project

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

_KINDS = {
    CompletionKind.STEP: lsp.CompletionItemKind.EnumMember.value,
    CompletionKind.ENTRY: lsp.CompletionItemKind.Snippet.value,
    CompletionKind.FIELD: lsp.CompletionItemKind.Property.value,
    CompletionKind.VALUE: lsp.CompletionItemKind.Value.value,
    CompletionKind.CLASS: lsp.CompletionItemKind.Class.value,
}


def register(server: Server) -> None:
    """Register both requests."""
    options = lsp.CompletionOptions(trigger_characters=['"', "'"], resolve_provider=True)

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, options)
    def answer(params: lsp.CompletionParams) -> JsonAnswer | None:
        place = asked(server, params.text_document.uri, params.position)
        found = completion(place.snapshot, place.path, place.source.data, place.offset) if place else None
        if place is None or found is None:
            return None
        draw = _Drawer(_shape(server), place.json_range(found.span), params.text_document.uri, found.workspace)
        items = [draw.item(item, number) for number, item in enumerate(found.items)]
        return JsonAnswer({"isIncomplete": found.incomplete, "items": items})

    @server.feature(lsp.COMPLETION_ITEM_RESOLVE)
    def resolve(item: lsp.CompletionItem) -> lsp.CompletionItem | Coroutine[Any, Any, lsp.CompletionItem]:
        project = _project_of(server, item.data)
        folders = project.package_folders if project else ()
        return server.outside.answer(folders, lambda outside: document(item, project, outside), HOVER_SECONDS)

    def document(item: lsp.CompletionItem, project: Project | None, outside: Outside) -> lsp.CompletionItem:
        described = _described(server, project, item.data or {}, outside) if project else None
        if described is not None:
            item.documentation = (
                lsp.MarkupContent(lsp.MarkupKind.Markdown, described.markdown)
                if _shape(server).markdown
                else described.plain
            )
        return item


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the client knows of completion items; the rest is left out."""

    snippets: bool = False
    tags: bool = False
    deprecated: bool = False
    markdown: bool = False
    label_details: bool = False


def _shape(server: Server) -> _Shape:
    """What the client has announced."""
    documents = server.session.client.text_document
    item = documents.completion.completion_item if documents and documents.completion else None
    if item is None:
        return _Shape()
    tags = item.tag_support.value_set if item.tag_support else ()
    return _Shape(
        snippets=bool(item.snippet_support),
        tags=lsp.CompletionItemTag.Deprecated in tags,
        deprecated=bool(item.deprecated_support),
        markdown=lsp.MarkupKind.Markdown in (item.documentation_format or ()),
        label_details=bool(item.label_details_support),
    )


@dataclass(frozen=True, slots=True)
class _Drawer:
    """Makes items as JSON for one list. What is empty, or unknown to the client, is left out."""

    shape: _Shape
    replaced: dict[str, Any]
    uri: str
    workspace: str | None

    def item(self, found: Completion, number: int) -> dict[str, Any]:
        """One `CompletionItem`."""
        snippet = found.snippet if self.shape.snippets else None
        item: dict[str, Any] = {
            "label": found.label,
            "kind": _KINDS[found.kind],
            "sortText": f"{number:05d}",
            "textEdit": {"range": self.replaced, "newText": found.text if snippet is None else snippet},
        }
        if snippet is not None:
            item["insertTextFormat"] = lsp.InsertTextFormat.Snippet.value
        if found.documentation:
            item["documentation"] = found.documentation
        if found.deprecated and self.shape.tags:
            item["tags"] = [lsp.CompletionItemTag.Deprecated.value]
        elif found.deprecated and self.shape.deprecated:
            item["deprecated"] = True
        return item | self.details(found)

    def details(self, found: Completion) -> dict[str, Any]:
        """What stands beside the label, and what the item can be described by when it is asked for."""
        item: dict[str, Any] = {}
        if found.detail:
            item["detail"] = found.detail[:LONGEST]
        if found.detail and self.shape.label_details:
            item["labelDetails"] = {"description": item["detail"]}
        if found.step or found.class_name:
            about = {"step": found.step} if found.step else {"class": found.class_name}
            item["data"] = {"uri": self.uri, "workspace": self.workspace, **about}
        return item


def _project_of(server: Server, data: object) -> Project | None:
    """The project that an item is of, with all edits in it; a client may send anything back."""
    uri = uri_of(data)
    path = server.session.documents.path_of(uri) if uri else None
    project = server.session.project_of(path) if path else None
    if project is not None:
        server.work.refresh()
    return project


def _described(server: Server, project: Project, data: dict[str, Any], outside: Outside) -> Markup | None:
    """The step or the class that an item stands for."""
    workspace = data.get("workspace")
    if not (workspace is None or isinstance(workspace, str)):
        return None
    if isinstance(step := data.get("step"), str):
        return describe_step(project.snapshot, step, workspace, all_snapshots(server, project.root)[1:])
    name = data.get("class")
    return describe_class(project.snapshot, name, workspace, outside) if isinstance(name, str) else None
