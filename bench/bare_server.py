"""A pygls server that does next to nothing: what the framework itself costs.

    python bench/bare_server.py [COMPLETIONS]

Its hover is a constant; its completion is the list in the JSON file COMPLETIONS, whatever is asked.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from lsprotocol import converters
from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

ANSWER = "A bare answer"


def create_server(completions: lsp.CompletionList) -> LanguageServer:
    """The server; pygls keeps the open documents by itself."""
    server = LanguageServer("bare", "1")
    answer = lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, ANSWER))

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(_params: lsp.DidChangeTextDocumentParams) -> None:
        pass

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(_params: lsp.HoverParams) -> lsp.Hover:
        return answer

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION)
    def completion(_params: lsp.CompletionParams) -> lsp.CompletionList:
        return completions

    return server


def read_completions(path: Path | None) -> lsp.CompletionList:
    """The list in a file; an empty one without a file."""
    raw = json.loads(path.read_text("utf-8")) if path else {"isIncomplete": False, "items": []}
    return converters.get_converter().structure(raw, lsp.CompletionList)


if __name__ == "__main__":
    create_server(read_completions(Path(sys.argv[1]) if len(sys.argv) > 1 else None)).start_io()
