"""What names of steps, fields and strategies mean, so that an editor can colour them by it: the core's, an override's.

Only what is surely one of ours has a token. It must not know which numbers stand for what in the protocol.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from cursus_registry.checks.fields import HYPERPARAMETER_FIELDS, KNOWN_FIELDS, METADATA_KEYS, STRATEGIES
from cursus_registry.checks.model import Context, Item
from cursus_registry.facts.model import FileFacts, Mention
from cursus_registry.index.declaration import RegistryType
from cursus_registry.layout import REGISTRIES
from cursus_registry.project import Snapshot
from cursus_registry.resolution.names import LEGACY_NAMES, split_suffix
from cursus_registry.syntax.quotes import inside_quotes
from cursus_registry.text import Span

_STRATEGY_FIELDS = frozenset({"conflict_resolution_strategy", "default_resolution_strategy"})
_FIELDS, _OF_HYPERPARAMETERS, _OF_METADATA = map(frozenset, (KNOWN_FIELDS, HYPERPARAMETER_FIELDS, METADATA_KEYS))


class TokenType(Enum):
    """What a stretch is; the value is the protocol's word for what is nearest to it."""

    STEP = "class"
    FIELD = "property"
    STRATEGY = "enumMember"


class Modifier(Enum):
    """What is special about it: declared here, the core's, an override, a name of old."""

    DECLARATION = "declaration"
    CORE = "defaultLibrary"
    OVERRIDE = "modification"
    LEGACY = "deprecated"


_OF_TYPE = {RegistryType.CORE: Modifier.CORE, RegistryType.OVERRIDE: Modifier.OVERRIDE}


@dataclass(frozen=True, slots=True)
class Token:
    """One stretch and what it means; quotes and job-type suffixes are not in it."""

    span: Span
    type: TokenType
    modifiers: frozenset[Modifier] = frozenset()


def semantic_tokens(snapshot: Snapshot, path: str, within: Span | None = None) -> list[Token]:
    """The tokens of a file, or those that begin in a stretch of it, in the order of the text; none lies in another."""
    facts = snapshot.facts(path)
    if facts is None:
        return []
    start, end = within or Span(0, len(facts.source.data))
    found = [*_mentioned(snapshot, facts), *_declared(snapshot, facts)]
    return _apart(sorted((one for one in found if start <= one.span.start <= end), key=lambda one: one.span))


def _apart(tokens: Iterable[Token]) -> list[Token]:
    kept: list[Token] = []
    for token in tokens:
        if token.span.start < token.span.end and (not kept or kept[-1].span.end <= token.span.start):
            kept.append(token)
    return kept


def _mentioned(snapshot: Snapshot, facts: FileFacts) -> Iterator[Token]:
    for mention in facts.mentions:
        told, workspace = snapshot.view.workspace_of(facts, mention)
        if told and snapshot.view.is_certain(mention):
            token = _mention(snapshot, mention, workspace)
            if token is not None:
                yield token


def _mention(snapshot: Snapshot, mention: Mention, workspace: str | None) -> Token | None:
    """The token of a look-up that leads to a step, or that has a name of old; none for any other."""
    lookup = snapshot.view.look_up(mention.name, workspace)
    name = lookup.name
    if lookup.declaration is None:
        name = split_suffix(mention.name, LEGACY_NAMES.__contains__)[0]
        if name not in LEGACY_NAMES:
            return None
    start = mention.span.start
    span = Span(start, start + len(name.encode("utf-8", "surrogatepass")))
    row = lookup.declaration
    return Token(span, TokenType.STEP, _modifiers(name, row.registry_type if row else None))


def _modifiers(name: str, registry_type: RegistryType | None) -> frozenset[Modifier]:
    of_type = _OF_TYPE.get(registry_type) if registry_type else None
    legacy = Modifier.LEGACY if name in LEGACY_NAMES else None
    return frozenset(one for one in (of_type, legacy) if one is not None)


def _declared(snapshot: Snapshot, facts: FileFacts) -> Iterator[Token]:
    if facts.place.kind not in REGISTRIES:
        return
    context = Context(snapshot.view, facts, snapshot.root)
    for item in context.items:
        modifiers = _modifiers(item.entry.name, item.registry_type) | {Modifier.DECLARATION}
        yield Token(inside_quotes(facts.source.data, item.name_span), TokenType.STEP, modifiers)
        yield from _fields(facts, item, _FIELDS)
    for item in context.hyperparameters:
        yield from _fields(facts, item, _OF_HYPERPARAMETERS)
    if context.metadata is not None:
        yield from _fields(facts, context.metadata, _OF_METADATA)


def _fields(facts: FileFacts, item: Item, known: frozenset[str]) -> Iterator[Token]:
    for field in item.entry.items():
        if field.name not in known:
            continue
        yield Token(inside_quotes(facts.source.data, item.key_span(field)), TokenType.FIELD)
        if field.name in _STRATEGY_FIELDS and field.value in STRATEGIES:
            yield Token(inside_quotes(facts.source.data, item.value_span(field)), TokenType.STRATEGY)
