"""The step names in a config file of the framework, and the class that each has there.

Such a file may have any name: it is known by its keys. It must not know which steps there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from cursus_registry.facts.dag_file import mentions_in
from cursus_registry.facts.model import ConfigType, Mention, Surface
from cursus_registry.syntax.json import JsonString, find, pairs, parse_json, string_of, top_of
from cursus_registry.syntax.mended_json import mended

CONFIG_TYPES, SPECIFIC = ("metadata", "config_types"), ("configuration", "specific")
MODEL_TYPE = "__model_type__"
_MARKS = (b'"config_types"', b'"__model_type__"')


class ConfigFile(NamedTuple):
    """What a config file says."""

    mentions: tuple[Mention, ...]
    config_types: tuple[ConfigType, ...]
    broken: bool


def is_config_file(data: bytes) -> bool:
    """Whether a JSON text can be a config file of the framework."""
    return any(mark in data for mark in _MARKS)


def read_config_file(data: bytes) -> ConfigFile:
    """The step names and their classes. Raises JsonBoundError."""
    root = parse_json(data)
    top = top_of(mended(root, data))
    types = list(pairs(find(top, CONFIG_TYPES, data), data))
    specific = list(pairs(find(top, SPECIFIC, data), data))
    found = [*_types(types, data), *_model_types(specific, data)]
    return ConfigFile(
        tuple(mentions_in((key for key, _ in (*types, *specific)), Surface.CONFIG_KEY)), tuple(found), root.has_error
    )


def _types(types: list[tuple[JsonString, Node]], data: bytes) -> Iterator[ConfigType]:
    for key, node in types:
        value = string_of(node, data)
        if value is not None and value.is_plain and key.is_plain:
            yield ConfigType(key.text, value.text, value.span)


def _model_types(specific: list[tuple[JsonString, Node]], data: bytes) -> Iterator[ConfigType]:
    for key, node in specific:
        value = string_of(find(node, (MODEL_TYPE,), data), data)
        if value is not None and value.is_plain and key.is_plain:
            yield ConfigType(key.text, value.text, value.span)
