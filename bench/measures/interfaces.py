"""Goal: to read the interface files of a core costs at most three times what the parser alone needs for them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from time import perf_counter

import tree_sitter_yaml
from tree_sitter import Language, Parser

from client import WrongAnswerError
from cursus_registry.facts.read import read_source
from cursus_registry.layout import FileKind, Place
from cursus_registry.text import SourceText
from stage import Stage
from table import Row, best, compared

LIMIT = 3.0
FILES = 61
CHANNELS = 20
HEAD = """\
step_type: GridStep{number}
node_type: internal
registry:
  sagemaker_step_type: Processing  # runs in the shared container
  description: Does number {number} of what is done every night,
    and writes down what it did
compute:
  kind: sklearn
contract:
  entry_point: grid_step_{number}.py
  inputs:
"""
CHANNEL = """\
    channel_{channel}:
      path: /opt/ml/processing/input/channel_{channel}
      required: true
      type: processing_output
      compatible_sources: [GridStep1, GridStep2]
      semantic_keywords:
      - channel
      - '{channel} of many'
"""


def measure(stage: Stage) -> Iterator[Row]:
    """The one row, by turns: the parser alone, then us."""
    texts = [text_of(number).encode() for number in range(FILES)]
    ours, bare = [], []
    for _ in range(stage.scale.loads):
        bare.append(_parse(texts))
        ours.append(_read(texts))
    size = sum(map(len, texts)) // FILES / 1000
    yield compared(f"{FILES} interface files of {size:.1f} KB", best(ours), best(bare), "parse", LIMIT)


def text_of(number: int) -> str:
    """An interface file as large as real ones are."""
    channels = "".join(CHANNEL.format(channel=channel) for channel in range(CHANNELS))
    return HEAD.format(number=number) + channels


def _parse(texts: list[bytes]) -> float:
    parser = Parser(Language(tree_sitter_yaml.language()))
    gc.collect()
    started = perf_counter()
    for text in texts:
        assert not parser.parse(text).root_node.has_error
    return perf_counter() - started


def _read(texts: list[bytes]) -> float:
    place = Place(FileKind.INTERFACE)
    gc.collect()
    started = perf_counter()
    found = [read_source("/a.step.yaml", place, SourceText(text)).facts for text in texts]
    taken = perf_counter() - started
    names = {entry.name for facts in found for entry in facts.tables["registry"].entries}
    if len(names) != len(texts) or any(facts.problems for facts in found):
        raise WrongAnswerError(f"{len(names)} steps in {len(texts)} interface files, or problems with them")
    return taken
