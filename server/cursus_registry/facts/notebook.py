"""The step names in a notebook: its Python cells are read as one module, and what is found is put where it stands.

On the disk that is a place in the JSON text; in an editor that sends the cells it is one in the cells' joined text. It
must not know which steps there are, nor how an editor names a cell.
"""

from __future__ import annotations

import json
import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from cursus_registry.facts.around import Surroundings
from cursus_registry.facts.dags import read_dags
from cursus_registry.facts.mentions import read_mentions
from cursus_registry.facts.model import Dag, FileFacts, Mention, NotebookCode, Suppression
from cursus_registry.facts.registry_calls import has_any_name
from cursus_registry.facts.scopes import module_scope
from cursus_registry.facts.suppressions import read_suppressions
from cursus_registry.layout import Place
from cursus_registry.syntax.cells import join_cells
from cursus_registry.syntax.json import JsonBoundError
from cursus_registry.syntax.notebook import CodeCell, find_code_cells
from cursus_registry.syntax.python import Parsed, is_too_deep, parse_python
from cursus_registry.text import Edit, SourceText, Span

MAX_CODE_BYTES = 2_000_000

_NOTEBOOK_ESCAPE = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\[^u]|\\", re.DOTALL
)


class NotebookBoundError(ValueError):
    """A notebook that is too much for us; the message says why, and what to do."""


def read_notebook(path: str, place: Place, source: SourceText) -> FileFacts:
    """The facts of a notebook by its JSON text. Raises NotebookBoundError.

    The text is kept only if something of ours is in it: with its outputs it may be very long.
    """
    try:
        found = find_code_cells(source.data)
    except JsonBoundError as error:
        raise NotebookBoundError(str(error)) from None
    code = _Code(source.data, found.cells)
    facts, _ = read_cells(path, place, SourceText(code.data))
    if not (facts.mentions or facts.suppressions):
        return FileFacts(path, place, SourceText(b""))
    return replace(
        facts,
        source=source,
        mentions=tuple(code.mentions(facts.mentions)),
        dags=tuple(map(code.dag, facts.dags)),
        suppressions=tuple(map(code.suppression, facts.suppressions)),
        broken=facts.broken or not found.whole,
        code=code.places(),
    )


def read_cells(
    path: str, place: Place, source: SourceText, previous: Parsed | None = None
) -> tuple[FileFacts, Parsed | None]:
    """The facts of a notebook by its cells as one text (`syntax/cells`), and the tree. Raises NotebookBoundError.

    It is no module that others could import, so it has no classes and no exports.
    """
    if len(source.data) > MAX_CODE_BYTES:
        raise NotebookBoundError(f"its code has more than {MAX_CODE_BYTES:,} bytes")
    suppressions = read_suppressions(source)
    if not (suppressions or has_any_name(source.data)):
        return FileFacts(path, place, source), None
    if is_too_deep(source.data):
        raise NotebookBoundError("its blocks are nested too deeply")
    parsed = parse_python(source.data, previous)
    module = module_scope(parsed.root, source.data, "")
    around = Surroundings(module)
    facts = FileFacts(
        path,
        place,
        source,
        mentions=read_mentions(module, around),
        dags=read_dags(module, around),
        suppressions=suppressions,
        broken=parsed.has_error,
    )
    return facts, parsed


def notebook_edits(source: SourceText, work_out: Callable[[bytes], Iterable[Edit]]) -> Iterator[Edit]:
    """Edits of a notebook's code in its JSON text; one that would touch an escape, or need one, is left out."""
    code = _Code(source.data, find_code_cells(source.data).cells)
    for edit in work_out(code.data):
        span = code.span(edit.span)
        stands = source.data[span.start : span.end] == code.data[edit.span.start : edit.span.end]
        if stands and json.dumps(edit.new_text, ensure_ascii=False) == f'"{edit.new_text}"':
            yield Edit(span, edit.new_text)


class _Piece(NamedTuple):
    """A piece of the code, and where it stands; `plain`: as it reads, without escapes."""

    text: bytes
    place: int
    end: int
    plain: bool


class _Code:
    """The code of a notebook, and for every offset in it the place in the JSON text.

    It is made of pieces that stand there as they read; between them are escapes, and what parts strings and cells.
    """

    def __init__(self, text: bytes, cells: Sequence[CodeCell]) -> None:
        self._text = text
        self._pieces: list[_Piece] = []
        self._starts = array("Q")
        self._cells = [(cell.strings[0].start, cell.number) for cell in cells if cell.strings]
        pieces = [list(_pieces(text, cell)) for cell in cells]
        self.data, starts = join_cells(b"".join(piece.text for piece in one) for one in pieces)
        for own, start in zip(pieces, starts, strict=True):
            at = start
            for piece in own:
                self._pieces.append(piece)
                self._starts.append(at)
                at += len(piece.text)

    def mentions(self, found: Iterable[Mention]) -> Iterator[Mention]:
        """Mentions with their places; one with escapes is left out, since its letters stand elsewhere."""
        for mention in found:
            span = self.span(mention.span)
            if self._text[span.start : span.end] == self.data[mention.span.start : mention.span.end]:
                yield replace(mention, span=span)

    def dag(self, dag: Dag) -> Dag:
        """A graph with its places."""
        return replace(
            dag,
            span=self.span(dag.span),
            node_spans=tuple(map(self.span, dag.node_spans)),
            edge_spans=tuple((self.span(first), self.span(second)) for first, second in dag.edge_spans),
        )

    def suppression(self, comment: Suppression) -> Suppression:
        """A comment with its places; its line counts in the code."""
        return replace(
            comment,
            span=self.span(comment.span),
            places=tuple(map(self.span, comment.places)),
            all_codes=tuple(map(self.span, comment.all_codes)),
        )

    def places(self) -> NotebookCode:
        """Where the lines and the cells of the code stand in the JSON text."""
        lines = map(self._place, SourceText(self.data).line_starts)
        return NotebookCode(
            array("Q", lines),
            array("Q", (place for place, _ in self._cells)),
            array("Q", (number for _, number in self._cells)),
        )

    def span(self, span: Span) -> Span:
        """Where a piece of the code stands, with the whole of the escapes at its ends."""
        start = self._place(span.start)
        return Span(start, max(start, self._end(span.end)) if span.end > span.start else start)

    def _place(self, offset: int) -> int:
        """Where a character of the code stands; what is an escape stands where that begins."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0:
            return 0
        piece = self._pieces[number]
        return piece.place + min(offset - self._starts[number], len(piece.text)) if piece.plain else piece.place

    def _end(self, offset: int) -> int:
        """Where what ends before a character of the code ends."""
        number = max(bisect_right(self._starts, offset - 1) - 1, 0)
        piece = self._pieces[number]
        return piece.place + min(offset - self._starts[number], len(piece.text)) if piece.plain else piece.end


def _pieces(text: bytes, cell: CodeCell) -> Iterator[_Piece]:
    for start, end in cell.strings:
        at = start
        for escape in _NOTEBOOK_ESCAPE.finditer(text, start, end):
            if escape.start() > at:
                yield _Piece(text[at : escape.start()], at, escape.start(), plain=True)
            yield _Piece(_unescaped(escape[0]), *escape.span(), plain=False)
            at = escape.end()
        if end > at:
            yield _Piece(text[at:end], at, end, plain=True)


def _unescaped(escape: bytes) -> bytes:
    """What an escape of JSON stands for; a blank for what is none."""
    try:
        text: str = json.loads(b'"' + escape + b'"')
    except ValueError:
        return b" "
    return text.encode("utf-8", "surrogatepass")
