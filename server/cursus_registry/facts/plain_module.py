"""The usual pipeline, read without a tree: imports, look-ups by a plain string, graphs made by plain calls.

It is several times faster than parsing, and most files that name steps are like that. A text that names a step in any
other way is not read here at all; what is read here is what the tree would have said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cursus_registry.facts.arguments import PlainString
from cursus_registry.facts.around import EXPECTING
from cursus_registry.facts.dag_uses import MAX_DAGS, Parts, graph_of, parts_of_strings
from cursus_registry.facts.import_names import FileNames
from cursus_registry.facts.model import Dag, Mention, Surface
from cursus_registry.facts.plain_call import CALL, PlainCall, call_of
from cursus_registry.facts.plain_code import MAX_LINE, STRING, UnusualError, ends_line, read_plain_code
from cursus_registry.facts.plain_lines import check_lines, join_lines
from cursus_registry.facts.plain_outline import NAME, Outline, Statement, read_outline
from cursus_registry.facts.registry_calls import (
    ADDING,
    DAG_CLASS,
    DAG_METHODS,
    FUNCTIONS,
    NAMES,
    WORKSPACE_CONTEXT,
    names_in,
    places_of,
)
from cursus_registry.text import Span

_DAG = DAG_CLASS.encode()
_CHANGES_INSIDE = re.compile(rb"\b(?:try|with|del|class|def|%b)\b" % "|".join(sorted(EXPECTING)).encode())
"""What may make a call in a statement mean something else, or be in a scope of its own."""
_CHANGES_AROUND = re.compile(rb"\bis\b|\n[^\n)\]}]*+[)\]}][^\n=:]*+(?:(?:==|(?<=[!<>])=)[^\n=:]*+)*+(?:=|:[ ]*+[^ \n])")
"""What may do the same in a statement over several lines: `is None`, and `] = value` behind the brackets."""
_STRING = rb"(?:\"[^\"\\\n]*+\"|'[^'\\\n]*+')"
_CALL_LINE = re.compile(
    rb"[ ]*+(?:%b(?:\.%b)*+(?:[ ]*+:[^=\n]*+)?[ ]*+=[ ]*+|return[ ]++|%b[ ]*+:[ ]*+)?+"
    rb"%b[ ]*+,?+[ ]*+(?:\#[^\n]*+)?(?=\n|\Z)" % (NAME, NAME, _STRING, CALL)
)
_MADE = re.compile(rb"[ ]++(%b)[ ]*+=[ ]*+%b\(\)[ ]*+(?=\n|\Z)" % (NAME, _DAG))
_BEFORE_CLASS = re.compile(rb"(?:->|(?<![\w\x80-\xff])%b[ ]*+:)[\w.,|\[\] \x01]*+\Z" % NAME)
_BEFORE_DEFAULT = re.compile(rb"(?:\A|[(,])[ ]*+%b[ ]*+:[\w.,|\[\] \x01]*+\Z" % NAME)
_BLOCK = re.compile(rb"[ ]*+(?:if|elif|else|for|while|try|except|finally|with|class|async[ ]++(?:for|with))\b")
_NO_ANNOTATION = re.compile(rb"\b(?:import|global|nonlocal)\b")
_BEHIND_CLASS = re.compile(rb"[\]]*+[ ]*+(?:[,)|:\n]|(=)(?!=))")
_SEEN = re.compile(rb"\.(?:nodes|edges)(?=[)\x01])")
_OPENING = frozenset({0x28, STRING})
_DOT, _LINE_END = 0x2E, 0x0A
_TAIL = f".{DAG_CLASS}"
_RETURNED = re.compile(rb"[ ]*+return[ ]++\Z")


class PlainModule(NamedTuple):
    """What a module says of steps and DAGs, and what can be imported from it."""

    mentions: tuple[Mention, ...]
    dags: tuple[Dag, ...]
    exports: tuple[tuple[str, str], ...]


def read_plain_module(data: bytes, file: FileNames) -> PlainModule | None:
    """The facts of a module; None if it is written in any way but the usual one."""
    if WORKSPACE_CONTEXT.encode() in data or data.count(_DAG) > MAX_DAGS:
        return None
    try:
        code = read_plain_code(data)
        joined = join_lines(code)
        check_lines(joined)
        outline = read_outline(code, joined, file)
        reader = _Reader(data, code, joined, outline)
        reader.read()
    except UnusualError:
        return None
    exports = tuple((name, path) for name, path in outline.imports.items() if path is not None)
    return PlainModule(tuple(reader.mentions), tuple(reader.dags), exports)


class _Reader:
    """Reads the places of one module where a wanted name stands: each has to be a usual one."""

    def __init__(self, data: bytes, code: bytes, joined: bytes, outline: Outline) -> None:
        self.data, self.code, self.joined, self.outline = data, code, joined, outline
        self.mentions: list[Mention] = []
        self.dags: list[Dag] = []
        self._added: set[int] = set()
        self._plain: dict[int, bool] = {}
        self._checked = (0, 0)

    def read(self) -> None:
        """Finds all facts. Raises UnusualError if a place is not a usual one."""
        for start, end in self.places():
            if start not in self._added:
                self.read_place(start, end)
        self.mentions.sort(key=lambda mention: mention.span)

    def places(self) -> list[tuple[int, int]]:
        """Where a wanted name stands, or what an import calls it; any other name for it takes an unusual place."""
        words = names_in(self.code)
        imports = self.outline.imports.items()
        renamed = ((name, path) for name, path in imports if path is not None and not path.endswith(f".{name}"))
        others = {name.encode() for name, path in renamed if path.rpartition(".")[2] in NAMES} - words
        found = [place for word in words for place in places_of(word, self.code)]
        # behind a dot it is an attribute of that name, and no import's
        found += (place for word in others for place in places_of(word, self.code) if self.code[place[0] - 1] != _DOT)
        return sorted(found)

    def read_place(self, start: int, end: int) -> None:
        """`f("X")`, `dag = PipelineDAG()`, `dag: PipelineDAG`."""
        statement = self.outline.statement_at(start)
        if statement is None:
            raise UnusualError
        if statement.kind == "imports":
            return
        line = self.line_start(start)
        if self.code[start:end] == _DAG:
            made = _MADE.match(self.code, line)
            if made is None:
                self.check_annotation(line, start, end)
                return
            self.read_dag(made, start, statement)
            return
        call = self.call_at(line, end, statement)
        path = self.path_of(call.words[0]) if len(call.words) == 1 and len(call.strings) == 1 else ""
        signature = FUNCTIONS.get(path.rpartition(".")[2])
        if signature is None:
            raise UnusualError
        self.mention(call.strings[0], path, Surface.CALL, expected=not signature.asks)

    def read_dag(self, made: re.Match[bytes], start: int, statement: Statement) -> None:
        """A DAG that a function makes, and all that the function does with it."""
        name, path = made[1], self.path_of(DAG_CLASS)
        if statement.kind != "defined" or self.code.startswith(b"class", statement.start) or not path.endswith(_TAIL):
            raise UnusualError
        if made.start() and self.joined[made.start() - 1] != _LINE_END:  # an argument or a default
            raise UnusualError
        self.check_statement(statement)
        parts = [
            part
            for place in places_of(name, self.code, statement.start, statement.end)
            if place[0] != made.start(1)
            for part in self.parts_of_use(place, made.start(1), path, statement)
        ]
        dag = graph_of(parts, (path,), Span(start, start + len(_DAG) + 2), whole=True)
        if dag.nodes or dag.edges:
            self.dags.append(dag)

    def parts_of_use(self, place: tuple[int, int], made: int, path: str, statement: Statement) -> Iterator[Parts]:
        """What a use of the variable gives to its DAG."""
        start, end = place
        if start < made:  # perhaps a default, which belongs to the scope around
            raise UnusualError
        line = self.line_start(start)
        if self.code[end : end + 1] != b".":
            if _RETURNED.match(self.code, line, start) and ends_line(self.code, end):
                return
            raise UnusualError
        if self.code[start - 1] in _OPENING and _SEEN.match(self.code, end):
            return
        call = self.call_at(line, None, statement)
        method = call.words[-1]
        if len(call.words) != 2 or method not in ADDING or call.start != start:
            raise UnusualError
        self._added.add(end + 1)
        for string in call.strings[: len(DAG_METHODS[method])]:
            self.mention(string, f"{path}().{method}", Surface.DAG_CALL, expected=True)
        yield parts_of_strings(method, call.strings)

    def call_at(self, line: int, end: int | None, statement: Statement) -> PlainCall:
        """The usual call of a line, alone or behind `name = `, `return` or a key; its name ends at `end`."""
        call = _CALL_LINE.match(self.data, line)
        if call is None or (end is not None and call.end(2 if call[2] else 1) != end):
            raise UnusualError
        self.check_statement(statement)
        if line and self.joined[line - 1] != _LINE_END:
            self.check_around(line)
        return call_of(call)

    def check_statement(self, statement: Statement) -> None:
        """Whether calls in a statement mean what they say."""
        if statement.start not in self._plain:
            start = statement.inside if statement.kind == "defined" else statement.start
            self._plain[statement.start] = _CHANGES_INSIDE.search(self.code, start, statement.end) is None
        if not self._plain[statement.start]:
            raise UnusualError

    def check_around(self, offset: int) -> None:
        """Whether calls on lines of their own mean what they say in the brackets around them."""
        if not self._checked[0] <= offset < self._checked[1]:
            end = self.joined.find(b"\n", offset)
            start, end = self.joined.rfind(b"\n", 0, offset) + 1, len(self.code) if end < 0 else end
            if _CHANGES_AROUND.search(self.code, start, end):
                raise UnusualError
            self._checked = start, end

    def check_annotation(self, line: int, start: int, end: int) -> None:
        """Whether the class only says of what kind something is."""
        behind = _BEHIND_CLASS.match(self.code, end)
        before = _BEFORE_CLASS if behind is None or behind[1] is None else _BEFORE_DEFAULT
        if behind is None or start - line > MAX_LINE:
            raise UnusualError
        text = self.code[line:start]
        if before.search(text) is None or _NO_ANNOTATION.search(text):
            raise UnusualError
        # a statement behind the colon of a block would bind the name
        if _BLOCK.match(self.joined, self.joined.rfind(b"\n", 0, start) + 1):
            raise UnusualError

    def mention(self, string: PlainString, path: str, surface: Surface, *, expected: bool) -> None:
        """One more mention."""
        self.mentions.append(Mention(string.text, (path,), None, False, expected, string.span, surface))

    def path_of(self, name: str) -> str:
        """What an import of the module says that a name stands for."""
        path = self.outline.imports.get(name)
        if path is None:
            raise UnusualError
        return path

    def line_start(self, offset: int) -> int:
        return self.code.rfind(b"\n", 0, offset) + 1
