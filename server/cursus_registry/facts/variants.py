"""The step names that the variants of an interface file have (`variants: {training: {step_type: …}}`).

A variant is the file's own step as another job type, so its name nearly always begins with the step's. It must not know
which step that is.
"""

from __future__ import annotations

from collections.abc import Iterator

from cursus_registry.facts.compatible_sources import mention_in_yaml
from cursus_registry.facts.model import Mention, Surface
from cursus_registry.syntax.yaml import NodeKind, YamlNode, YamlText

KEY = "variants"
NAME_KEY = "step_type"


def read_variants(data: bytes, text: YamlText) -> tuple[Mention, ...]:
    """The mentions in the order of the text; of a key that stands twice the last counts, as the framework reads it."""
    names = (_value(variant, NAME_KEY) for _, variant in _pairs(_value(text.root, KEY)))
    found = (mention_in_yaml(data, name, Surface.VARIANT) for name in names if name is not None)
    return tuple(sorted((mention for mention in found if mention), key=lambda mention: mention.span))


def _value(node: YamlNode | None, key: str) -> YamlNode | None:
    return next((value for name, value in reversed(list(_pairs(node))) if name.text == key), None)


def _pairs(node: YamlNode | None) -> Iterator[tuple[YamlNode, YamlNode]]:
    if node is not None and node.kind is NodeKind.MAPPING:
        yield from node.pairs()
