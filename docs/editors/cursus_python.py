"""Preset of rass: a Python server and Cursus Registry as one. Put this into ~/.config/rassumfrassum/.

Both are asked about everything. A step is renamed by Cursus Registry, everything else by the Python server.
"""

from rassumfrassum.frassum import LspLogic

OURS = "cursus-registry"
FROM_ALL = {
    "textDocument/hover": "hoverProvider",
    "textDocument/documentHighlight": "documentHighlightProvider",
    "textDocument/codeLens": "codeLensProvider",
    "textDocument/inlayHint": "inlayHintProvider",
    "workspace/symbol": "workspaceSymbolProvider",
}


def servers():
    """The Python server first: it has the symbols of a file, its folds and its format."""
    return [["pylsp"], ["cursus-registry", "lsp"]]


def logic_class():
    """What is done with a question."""
    return Together


class Together(LspLogic):
    """Asks both where rass by itself asks the first."""

    async def on_client_request(self, method, params, servers):
        """Who is asked."""
        if method in FROM_ALL:
            return [server for server in servers if server.caps.get(FROM_ALL[method])]
        if method in {"textDocument/prepareRename", "textDocument/rename"}:
            [ours] = [server for server in servers if server.name == OURS]
            place = {key: params[key] for key in ("textDocument", "position")}
            is_error, found = await self.request_server(ours, "textDocument/prepareRename", place)
            if is_error or found:  # an error of ours says why not
                return [ours]
        return await super().on_client_request(method, params, servers)

    def process_responses(self, method, items):
        """One answer of several."""
        answers = [item.payload for item in items if item.payload and not item.is_error]
        if method == "textDocument/hover":
            return self._hover(answers), False
        if method in FROM_ALL:
            return [one for answer in answers for one in answer], False
        return super().process_responses(method, items)

    def _hover(self, answers):
        """The words of all, below each other."""
        if len(answers) < 2:
            return answers[0] if answers else None
        texts = [self._text(answer["contents"]) for answer in reversed(answers)]
        kinds = {answer["contents"].get("kind") for answer in answers if isinstance(answer["contents"], dict)}
        kind = "markdown" if "markdown" in kinds else "plaintext"
        return {"contents": {"kind": kind, "value": "\n\n---\n\n".join(texts)}}

    def _text(self, contents):
        if isinstance(contents, list):
            return "\n\n".join(map(self._text, contents))
        return contents["value"] if isinstance(contents, dict) else contents
