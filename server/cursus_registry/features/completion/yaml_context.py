"""Where in an interface file the cursor is: read from the lines around it, so that half-typed text does not matter.

Only block style is followed, and lists in brackets on one line; it must not know what a key means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from cursus_registry.facts.yaml_values import resolve
from cursus_registry.text import SourceText, Span

_KEY = re.compile(rb"(?P<indent> *)(?P<key>\"[^\"\r\n]*\"|'[^'\r\n]*'|[A-Za-z_][\w.-]*)[ \t]*:(?=[ \t]|\Z)[ \t]*")
_LIST_ITEM = re.compile(rb"(?P<indent> *+)-(?:[ \t]++|\Z)")
_HALF_KEY = re.compile(rb"(?P<indent> *+)(?P<word>[\w.-]*+)[ \t]*+\Z")
_IN_LIST = re.compile(rb"\"[^\"]*\"?|'[^']*'?|[^,\[\]\s\"'#][^,\[\]#]*")
_SCALAR = re.compile(rb"\"[^\"]*\"?|'[^']*'?|(?:[^\s#]|(?<=\S)#|[ \t]++(?![#\s]))*+")
_QUOTED = re.compile(rb"\"[^\"\r\n]*+(\"?)|'[^'\r\n]*+('?)")
_WORD = re.compile(rb"[\w.\x80-\xff-]*")
_LINE_END = re.compile(rb"[\r\n]|\Z")
_NO_SCALAR = (b"{", b"&", b"*", b"!", b"|", b">")
_BARE_WORDS = re.compile(r"[A-Za-z][\w./+-]*+(?: [\w./+-]++)*+")
_STEP = re.compile(rb"^step_type[ \t]*:[ \t]+[\"']?([\w-]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class YamlToken:
    """A scalar, whole or half-typed, or nothing yet. `span` is the stretch to replace, its quotes left out."""

    span: Span
    quote: str = ""
    closed: bool = True
    lead: str = ""

    def written(self, text: str) -> str:
        """A string of that text, in the quotes that are there, or in those that it needs."""
        in_double = text.replace("\\", "\\\\").replace('"', '\\"')
        inside = text.replace("'", "''") if self.quote == "'" else in_double
        if self.quote:
            return inside if self.closed else f"{inside}{self.quote}"
        is_plain = _BARE_WORDS.fullmatch(text) and isinstance(resolve(text), str)
        return f"{self.lead}{text}" if is_plain else f'{self.lead}"{inside}"'


@dataclass(frozen=True, slots=True)
class YamlPlace:
    """A place in a mapping: of a key, or with `key` of that key's value, or with `is_item` of an item of its list.

    `parents` are the keys around the mapping, the nearest first. `siblings` are the mapping's other keys. `step` is the
    name that the file declares. `colon` is true if a colon follows already.
    """

    token: YamlToken
    key: str | None
    parents: tuple[str, ...]
    siblings: frozenset[str]
    step: str
    colon: bool = False
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """What the cursor's own line tells."""

    token: YamlToken
    indent: int
    key: str | None = None
    colon: bool = False
    is_item: bool = False


def find_yaml_place(source: SourceText, offset: int) -> YamlPlace | None:
    """The place at an offset; None in comments, in texts of several lines and where nothing can be proposed."""
    number = source.line_at(offset)
    span = source.line_span(number)
    line = source.data[span.start : span.end]
    at = offset - span.start
    if at > len(line) or _in_comment(line, at):
        return None
    found = _on_line(line, at, span.start)
    if found is None:
        return None
    parents = _parents(source, number, found.indent, is_item=found.is_item and found.key is None)
    if parents is None:
        return None
    key = found.key
    if found.is_item and key is None:
        if not parents:
            return None
        key, parents = parents[0], parents[1:]
    step = _STEP.search(source.data)
    name = step[1].decode("utf-8", "replace") if step else ""
    siblings = _siblings(source, number, found.indent) if key is None else frozenset[str]()
    return YamlPlace(found.token, key, parents, siblings, name, found.colon, found.is_item)


def quoted_token(data: bytes, begin: int, end: int, at: int) -> YamlToken | None:
    """A string in quotes, whole or not, if the cursor is in it.

    One that is not closed ends with the word at the cursor; so does one whose closing quote opens the next string, as
    the rest of the line tells.
    """
    quote = data[begin : begin + 1]
    closed = end - begin > 1 and data[end - 1 : end] == quote
    if not begin < at <= end - closed:
        return None
    word = _WORD.match(data, at, end)
    word_end = word.end() if word else at
    if closed and (word_end == end - 1 or not _is_torn(data, end)):
        return YamlToken(Span(begin + 1, end - 1), quote.decode())
    return YamlToken(Span(begin + 1, word_end), quote.decode(), closed=False)


def _is_torn(data: bytes, behind: int) -> bool:
    """Whether a string is never closed in the rest of a line."""
    line_end = _LINE_END.search(data, behind)
    stop = line_end.start() if line_end else len(data)
    return any(not (match[1] or match[2]) for match in _QUOTED.finditer(data, behind, stop))


def _on_line(line: bytes, at: int, start: int) -> _Found | None:
    item = _LIST_ITEM.match(line)
    if item is not None:
        return _item(line, item, at, start)
    key = _KEY.match(line)
    if key is None:
        half = _HALF_KEY.match(line)
        if half is None or not half.start("word") <= at <= half.end("word"):
            return _blank(line, at, start)
        return _Found(YamlToken(Span(*half.span("word")).shifted(start)), len(half["indent"]))
    indent, name = len(key["indent"]), _name(key["key"])
    if key.start("key") <= at <= key.end("key"):
        quoted = key["key"][:1] in {b'"', b"'"}
        inside = Span(key.start("key") + quoted, key.end("key") - quoted)
        return _Found(YamlToken(inside.shifted(start)), indent, colon=True) if inside.contains(at) else None
    if at <= line.index(b":", key.end("key")):
        return None
    return _value(line, key.end(), at, start, _Found(YamlToken(Span(at, at)), indent, name))


def _item(line: bytes, item: re.Match[bytes], at: int, start: int) -> _Found | None:
    """An item of a list in block style; one that is a mapping is none of ours."""
    is_empty = not line[item.end() :].strip()
    if at <= line.index(b"-") or (at < item.end() and not is_empty) or _KEY.match(line, item.end()):
        return None
    token = _scalar(line, at if is_empty else item.end(), at, start)
    return _Found(token, len(item["indent"]), is_item=True) if token else None


def _blank(line: bytes, at: int, start: int) -> _Found | None:
    """A line of blanks: the cursor's column is where a key would begin."""
    return None if line.strip() else _Found(YamlToken(Span(start + at, start + at)), at)


def _value(line: bytes, value: int, at: int, start: int, found: _Found) -> _Found | None:
    if line[value : value + 1] == b"[":
        if at <= value or b"]" in line[value:at]:
            return None
        inside = next((m for m in _IN_LIST.finditer(line, value + 1) if m.start() <= at <= m.end()), None)
        token = (
            _token(line, inside.start(), _stripped_end(inside), at, start)
            if inside
            else YamlToken(Span(start + at, start + at))
        )
        return _Found(token, found.indent, found.key, is_item=True) if token else None
    scalar = _scalar(line, min(value, at) if not line[value:].strip() else value, at, start)
    return _Found(scalar, found.indent, found.key) if scalar else None


def _scalar(line: bytes, value: int, at: int, start: int) -> YamlToken | None:
    """The scalar that begins at a place of a line, if the cursor is in it or where it would begin."""
    if line.startswith(_NO_SCALAR, value):
        return None
    match = _SCALAR.match(line, value)
    end = match.end() if match else value
    if not line[value:end].strip():
        lead = " " if line[at - 1 : at] in {b":", b"-"} else ""
        return YamlToken(Span(start + at, start + at), lead=lead)
    return _token(line, value, end, at, start) if value <= at <= end else None


def _token(line: bytes, begin: int, end: int, at: int, start: int) -> YamlToken | None:
    """A scalar around the cursor; none outside its quotes."""
    if line[begin : begin + 1] not in {b'"', b"'"}:
        return YamlToken(Span(start + begin, start + max(end, at)))
    token = quoted_token(line, begin, end, at)
    return replace(token, span=token.span.shifted(start)) if token else None


def _stripped_end(match: re.Match[bytes]) -> int:
    return match.start() + len(match.group().rstrip())


def _name(key: bytes) -> str:
    return key.strip(b"\"'").decode("utf-8", "replace")


def _in_comment(line: bytes, at: int) -> bool:
    before = re.sub(rb"\"[^\"]*\"|'[^']*'", lambda match: b"x" * len(match.group()), line[:at])
    return re.search(rb"(?:\A|[ \t])#", before) is not None


def _parents(source: SourceText, number: int, indent: int, *, is_item: bool) -> tuple[str, ...] | None:
    """The keys above that a line belongs to, the nearest first; None inside the items of a list."""
    found: list[str] = []
    limit = indent + 1 if is_item else indent
    for above in range(number - 1, -1, -1):
        if limit <= 0:
            break
        span = source.line_span(above)
        line = source.data[span.start : span.end]
        text = line.lstrip(b" ")
        if not text.strip() or text.startswith(b"#") or len(line) - len(text) >= limit:
            continue
        if _LIST_ITEM.match(line):
            if is_item and not found:
                continue
            return None
        key = _KEY.match(line)
        if key is None:
            return None
        found.append(_name(key["key"]))
        limit = len(key["indent"])
    return tuple(found)


def _siblings(source: SourceText, number: int, indent: int) -> frozenset[str]:
    """The other keys of the mapping that a line is in."""
    found: set[str] = set()
    for numbers in (range(number - 1, -1, -1), range(number + 1, len(source.line_starts))):
        for other in numbers:
            span = source.line_span(other)
            line = source.data[span.start : span.end]
            text = line.lstrip(b" ")
            if not text.strip() or text.startswith(b"#"):
                continue
            if len(line) - len(text) < indent:
                break
            key = _KEY.match(line)
            if key is not None and len(key["indent"]) == indent:
                found.add(_name(key["key"]))
    return frozenset(found)
