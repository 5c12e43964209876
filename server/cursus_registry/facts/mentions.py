"""The step names that a Python file hands to functions and tables which its imports bring.

It must not know whether a path really leads to a registry: that takes the other files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from tree_sitter import Node

from cursus_registry.facts.arguments import (
    COMPUTED,
    Arguments,
    Choice,
    PlainString,
    named_workspace,
    plain_string,
    read_arguments,
    workspace_of_instance,
)
from cursus_registry.facts.around import CHANGING, RAISING, Around, Surroundings
from cursus_registry.facts.dag_calls import names_for_dag, of_dags
from cursus_registry.facts.model import Mention, Surface
from cursus_registry.facts.plain_call import PlainCall
from cursus_registry.facts.read_value import named
from cursus_registry.facts.registry_calls import (
    DAG_METHODS,
    FUNCTIONS,
    LISTINGS,
    TABLES,
    NamesInUse,
    Signature,
    names_in_use,
)
from cursus_registry.facts.scopes import Scope, Target, Targets, tail_name
from cursus_registry.syntax.python import children_at


def read_mentions(module: Scope, around: Surroundings | None = None) -> tuple[Mention, ...]:
    """All step names in calls, subscripts and membership tests of a module, in the order of the text.

    `around` is what is known already of the places of that file.
    """
    in_use = names_in_use(module.file.data)
    if not in_use.places:
        return ()
    found = _Reader(module, around or Surroundings(module), in_use).mentions()
    return tuple(sorted(found, key=lambda mention: mention.span))


class _Callee(NamedTuple):
    """What a call leads to: all that its mentions have in common, whatever the strings in it."""

    path: tuple[str, ...]
    signature: Signature | None
    names: int
    choice: Choice | None


class _Reader:
    """Reads the mentions of one module."""

    def __init__(self, module: Scope, around: Surroundings, in_use: NamesInUse) -> None:
        self.root, self.data, self.around = module.node, module.file.data, around
        self.wanted, self.offsets = in_use.names, [start for start, _ in in_use.places]
        self._plain: dict[tuple[Scope, tuple[str, ...]], _Callee | None] = {}

    def mentions(self) -> Iterator[Mention]:
        """Walks only where a wanted name stands: large files hold few of them."""
        stack = [(self.root, self.around.at(self.root))]
        while stack:
            node, around = stack.pop()
            kind = node.type
            if kind == "call":
                plain = self.around.plain_call(node, around)
                callee = None if plain is None else self.callee(plain.words, around.scope)
                if plain is not None and callee is not None and not (callee.signature and len(plain.strings) > 1):
                    yield from self.read_plain(plain, callee, around)
                    continue
            reader = _READERS.get(kind)
            if reader is not None:
                yield from reader(self, node, around)
            inside = reversed(children_at(node, self.offsets))
            if kind in CHANGING:
                stack.extend((child, self.around.through(node, child, around)) for child in inside)
            else:
                stack.extend((child, around) for child in inside)

    def read_call(self, call: Node, around: Around) -> Iterator[Mention]:
        """`f("X")`, `TABLE.get("X")`, `dag.add_node("X")`, `assertRaises(E, f, "X")`."""
        function = call.child_by_field_name("function")
        arguments = read_arguments(call, self.data)
        targets = self.functions(function, around.scope)
        name = tail_name(function, self.data)
        if targets:
            yield from self.read_targets(arguments, targets, around)
        elif name == "get" and function is not None and function.type == "attribute":
            tables = self.tables(function.child_by_field_name("object"), around.scope, TABLES)
            string = plain_string(arguments.find(("key",), 0), self.data)
            yield from self.mention(string, tables, around)
        elif name in RAISING:
            yield from self.read_handed_over(arguments, around)

    def read_plain(self, call: PlainCall, callee: _Callee, around: Around) -> Iterator[Mention]:
        """The names of a call that has nothing but strings in it."""
        choice = callee.choice or around.choice
        asks, surface = False, Surface.DAG_CALL
        if callee.signature is not None:
            asks, surface = callee.signature.asks, Surface.CALL
        for string in call.strings[: callee.names]:
            yield Mention(
                string.text,
                callee.path,
                choice.workspace,
                choice.computed,
                not (asks or around.tolerant),
                string.span,
                surface,
            )

    def callee(self, words: tuple[str, ...], scope: Scope) -> _Callee | None:
        """What `f` or `object.method` leads to; None if that takes a closer look."""
        key = (scope, words)
        if key not in self._plain:
            self._plain[key] = self.find_callee(words, scope)
        return self._plain[key]

    def find_callee(self, words: tuple[str, ...], scope: Scope) -> _Callee | None:
        """See `callee`."""
        targets = self.chosen(scope.resolve_words(words)) if words[-1] in self.wanted else ()
        if not targets:
            return None
        tail = _tail(targets[0])
        signature = FUNCTIONS.get(tail)
        names = len(DAG_METHODS.get(tail, ())) if signature is None else 1
        return _Callee(tuple(target.path for target in targets), signature, names, self.made_for(targets))

    def read_targets(self, arguments: Arguments, targets: Targets, around: Around) -> Iterator[Mention]:
        """The names that a call hands to what it leads to."""
        signature = FUNCTIONS.get(_tail(targets[0]))
        if signature is None:
            for name in names_for_dag(arguments, _tail(targets[0]), self.data):
                yield from self.mention(name, targets, around, surface=Surface.DAG_CALL)
            return
        own = self.own_workspace(arguments, signature)
        string = plain_string(arguments.find(signature.keywords, 0), self.data)
        yield from self.mention(string, targets, around, own=own, asks=signature.asks)

    def read_handed_over(self, arguments: Arguments, around: Around) -> Iterator[Mention]:
        """A function handed to something that will call it, and expects an error."""
        for function, argument in zip(arguments.positional, arguments.positional[1:], strict=False):
            targets = self.functions(function, around.scope)
            if targets and function.type != "call" and _tail(targets[0]) in FUNCTIONS:
                yield from self.mention(plain_string(argument, self.data), targets, around, asks=True)
                return

    def read_subscript(self, node: Node, around: Around) -> Iterator[Mention]:
        """`TABLE["X"]`."""
        keys = node.children_by_field_name("subscript")
        tables = self.tables(node.child_by_field_name("value"), around.scope, TABLES)
        if len(keys) == 1:
            yield from self.mention(plain_string(keys[0], self.data), tables, around)

    def read_membership(self, node: Node, around: Around) -> Iterator[Mention]:
        """`"X" in TABLE`, `"X" not in TABLE.keys()`, `"X" in get_all_step_names()`."""
        operands = list(named(node))
        if len(operands) != 2 or not any(child.type in {"in", "not in"} for child in node.children):
            return
        table: Node | None = operands[1]
        if table is not None and table.type == "call" and tail_name(table, self.data) == "keys":
            keys = table.child_by_field_name("function")
            table = None if keys is None else keys.child_by_field_name("object")
        tables = self.tables(table, around.scope, TABLES | LISTINGS)
        yield from self.mention(plain_string(operands[0], self.data), tables, around, asks=True)

    def functions(self, node: Node | None, scope: Scope) -> Targets:
        """The functions for step names, those of DAGs among them, that an expression can stand for."""
        if node is None or node.type == "call" or tail_name(node, self.data) not in self.wanted:
            return ()
        return self.chosen(scope.resolve(node))

    def chosen(self, found: Targets) -> Targets:
        """Those of some targets that are functions for step names, those of DAGs among them."""
        made_here = (target for target in found if not target.received)
        return tuple(target for target in made_here if _tail(target) in FUNCTIONS) or of_dags(found)

    def tables(self, node: Node | None, scope: Scope, names: frozenset[str]) -> Targets:
        """The tables, or lists, of step names that an expression can stand for."""
        if tail_name(node, self.data) not in self.wanted or node is None:
            return ()
        found = (target for target in scope.resolve(node) if _tail(target) in names and not target.received)
        return tuple(Target(f"{target.path}[]", target.calls) for target in found)

    def own_workspace(self, arguments: Arguments, signature: Signature) -> Choice | None:
        """The workspace that the call itself names."""
        if signature.workspace is None:
            return None
        node = arguments.find(signature.workspace_keywords, signature.workspace)
        return COMPUTED if node is None and arguments.spread else named_workspace(node, self.data)

    def made_for(self, targets: Targets) -> Choice | None:
        """The workspace that the objects on the way to a callee were made for, if it is said."""
        makers = [workspace_of_instance(call, self.data) for target in targets for call in target.calls]
        return max((made for made in makers if made is not None), key=lambda made: made.computed, default=None)

    def mention(
        self,
        string: PlainString | None,
        targets: Targets,
        around: Around,
        *,
        own: Choice | None = None,
        asks: bool = False,
        surface: Surface = Surface.CALL,
    ) -> Iterator[Mention]:
        """The mention, if the name is a plain string and the way to the callee is known."""
        if string is None or not targets:
            return
        choice = own or self.made_for(targets) or around.choice
        callee = tuple(target.path for target in targets)
        expected = not (asks or around.tolerant)
        yield Mention(string.text, callee, choice.workspace, choice.computed, expected, string.span, surface)


_READERS: dict[str, Callable[[_Reader, Node, Around], Iterator[Mention]]] = {
    "call": _Reader.read_call,
    "subscript": _Reader.read_subscript,
    "comparison_operator": _Reader.read_membership,
}


def _tail(target: Target) -> str:
    return target.path.rpartition(".")[2]
