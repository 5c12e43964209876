"""A session of a day: what has been typed, asked and closed is not kept."""

import gc
from collections import Counter

from lsprotocol import types as lsp

from cursus_registry.facts.model import FileFacts
from cursus_registry.files.uris import to_uri
from cursus_registry.resolution.view import View
from support.checks import registry
from support.server import Desk
from support.worlds import RUN, WORLD, lookup

ALICE = registry("alice")
KEPT = (FileFacts, View)
ROUNDS = 30
MOST_SMALL = 10
"""So many objects of any kind may be left of a round, at most: a text, a tree or a list of answers has more."""


def alive():
    """How many of the large objects there are, and how many of any kind."""
    gc.collect()
    objects = gc.get_objects()
    return Counter(type(one).__name__ for one in objects if type(one) in KEPT), len(objects)


def work(desk, number):
    """Something is typed in a registry and in a program, looked at, and closed again."""
    registry_text = (
        f'WORKSPACE_STEPS = {{"Graph{number}": {{"description": "🚀 {number}", "framework": "f{number}"}}}}\n'
    )
    texts = {ALICE: registry_text, RUN: lookup(f"Graph{number}").split("\n", 1)[1]}
    for path, text in texts.items():
        desk.open(path, text[: len(text) // 2])
        desk.run()
        desk.type(path, text, 2)
        desk.run()
        document = lsp.TextDocumentIdentifier(to_uri(path))
        line = text.split("\n")[-2]
        place = lsp.Position(text.count("\n") - 1, line.index("Graph") + 3)
        assert desk.ask(lsp.TEXT_DOCUMENT_HOVER, lsp.HoverParams(document, place)), number
        desk.ask(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionParams(document, place))
        desk.ask(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, lsp.SemanticTokensParams(document))
    for path in texts:
        desk.close(path)
        desk.run()
    desk.pushed()


def test_what_is_typed_asked_and_closed_is_not_kept():
    desk = Desk(WORLD)
    desk.run()
    work(desk, 0)
    before, count = alive()
    assert min(before[kind.__name__] for kind in KEPT) > 0
    for number in range(1, ROUNDS):
        work(desk, number)
    after, more = alive()
    assert after == before
    assert more - count < MOST_SMALL * ROUNDS
