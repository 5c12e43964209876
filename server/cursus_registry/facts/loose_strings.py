"""The strings of a Python text that equal a name, where nothing says that they mean something else.

Only exact ones: no part of a longer string, no f-string, none with escapes. It must not know which steps there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from cursus_registry.facts.arguments import plain_string
from cursus_registry.syntax.python import is_too_deep, parse_python, text_of
from cursus_registry.text import Span

_NO_NAMES = frozenset({"concatenated_string", "type"})
_ASKING = frozenset({"comparison_operator", "subscript"})
"""What has a value of its own, whatever the string in it means."""
_SIDES = {
    "pair": "key",
    "keyword_argument": "name",
    "assignment": "left",
    "augmented_assignment": "left",
    "named_expression": "name",
    "default_parameter": "name",
    "typed_default_parameter": "name",
    "subscript": "value",
}
"""What a value is put beside, and the part of it that says what the value means."""
_OTHER_MEANING = re.compile(rb"sagemaker_(?:step_)?type|\b(?:__all__|__slots__|description|help|framework|environ)\b")
_OTHER_CALLS = frozenset(
    {"getattr", "hasattr", "setattr", "delattr", "cast", "TypeVar", "NewType", "ParamSpec", "namedtuple", "NamedTuple"}
    | {"TypedDict", "Enum", "StrEnum", "getLogger", "get_logger", "import_module", "__import__", "find_spec", "getenv"}
    | {"add_node", "add_edge", "add_conditional_edges", "set_entry_point", "set_finish_point"}
)
"""Functions whose strings name attributes, types, modules, or the nodes of some other graph."""
_ENDS = frozenset({"module", "block", "function_definition", "class_definition", "lambda"})


def loose_strings(data: bytes, name: str, known: Sequence[Span] = ()) -> Iterator[Span]:
    """Where such strings stand, without their quotes, in the order of the text; none where it nests too deeply.

    What lies in a stretch that is `known` is left out. Only a text with others is parsed.
    """
    token = name.encode("utf-8", "surrogatepass")
    pattern = re.compile(rb"(?P<quote>[\"'])" + re.escape(token) + rb"(?P=quote)")
    found = [start for match in pattern.finditer(data) if not _lies_in(known, start := match.start() + 1)]
    if not found or is_too_deep(data):
        return
    root = parse_python(data).root
    for start in found:
        node = _string_at(root, start)
        string = plain_string(node, data)
        if node is not None and string is not None and string.text == name and _may_be_meant(node, data):
            yield string.span


def _lies_in(known: Sequence[Span], offset: int) -> bool:
    return any(span.start <= offset < span.end for span in known)


def _string_at(root: Node, offset: int) -> Node | None:
    """The string around an offset."""
    node = root.descendant_for_byte_range(offset, offset)
    while node is not None and node.type != "string":
        node = node.parent
    return node


def _may_be_meant(node: Node, data: bytes) -> bool:
    """Whether a string can be the name of a step, by what stands around it, up to its call or statement."""
    inner, around = node, node.parent
    if around is None or around.type == "expression_statement":
        return False
    while around is not None and around.type not in _ENDS:
        if around.type in _NO_NAMES:
            return False
        if around.type == "argument_list":
            return around.parent is None or _function(around.parent, data) not in _OTHER_CALLS
        if any(_OTHER_MEANING.search(data, one.start_byte, one.end_byte) for one in _beside(inner, around)):
            return False
        if around.type in _ASKING or inner == around.child_by_field_name("key"):
            return True
        inner, around = around, around.parent
    return True


def _beside(inner: Node, around: Node) -> Iterator[Node]:
    """What says what a value means: the name that it is given, what it is compared with, what it is looked up in."""
    if around.type == "comparison_operator":
        yield from (one for one in around.named_children if one != inner)
        return
    if around.type == "case_clause" and around.parent is not None and around.parent.parent is not None:
        yield from around.parent.parent.children_by_field_name("subject")
        return
    side = around.child_by_field_name(_SIDES[around.type]) if around.type in _SIDES else None
    if side is not None and side != inner:
        yield side


def _function(call: Node, data: bytes) -> str:
    """The last name of what is called."""
    function = call.child_by_field_name("function")
    return text_of(function, data).rpartition(".")[2] if function is not None else ""
