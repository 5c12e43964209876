"""Names beside names: how near two are, which step a name with a job-type suffix means, what old names became."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from cursus_registry.facts.model import LONGEST_STEP_NAME
from cursus_registry.text.near import edits_between, is_near, is_within, near_names, nearest

__all__ = [
    "LEGACY_NAMES",
    "PASCAL_CASE",
    "VALID_CHARACTERS",
    "edits_between",
    "is_near",
    "is_within",
    "near_names",
    "nearest",
    "pascal_case",
    "split_suffix",
]

LEGACY_NAMES = {
    "MIMSPackaging": "Package",
    "MIMSPayload": "Payload",
    "ModelRegistration": "Registration",
    "PytorchTraining": "PyTorchTraining",
    "PytorchModel": "PyTorchModel",
}
PASCAL_CASE = re.compile(r"[A-Z][A-Za-z0-9]*\Z")
VALID_CHARACTERS = re.compile(r"[A-Za-z0-9_-]+\Z")

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z0-9]+")
_SEPARATORS = re.compile(r"[\s_\-.]+")


def has_same_words(left: str, right: str) -> bool:
    """Whether two class names have the same words but for `Step`: `PyTorchModelConfig`, `PyTorchModelStepConfig`."""
    return _without_step(left) == _without_step(right)


def _without_step(name: str) -> str:
    return "".join(word for word in _WORDS.findall(name) if word != "Step").casefold()


def split_suffix(name: str, is_step: Callable[[str], bool]) -> tuple[str, str]:
    """The step that a name means and the job-type suffix behind it, its separator included.

    Prefixes are tried against the table, longest first: `XGBoostModelEval` is no `XGBoostModel` cut short, and a
    suffix is never looked up in a list. Without such a step the name itself, and no suffix.
    """
    if is_step(name):
        return name, ""
    for at in range(min(len(name), LONGEST_STEP_NAME) - 1, 0, -1):
        if name[at] in "_-" and at + 1 < len(name) and is_step(name[:at]):
            return name[:at], name[at:]
    return name, ""


def pascal_case(name: str, known: Iterable[str]) -> str:
    """A name in PascalCase, its words spelt as the known names spell them (`xgboost` as `XGBoost`)."""
    spelling: dict[str, str] = {}
    for other in known:
        for word in _spelt_words(other):
            spelling.setdefault(word.casefold(), word)
    words = [word for word in _SEPARATORS.split(name) if word]
    if len(words) == 1 and not words[0].islower() and not words[0].isupper():
        words = _WORDS.findall(words[0])
    return "".join(spelling.get(word.casefold(), word[:1].upper() + word[1:]) for word in words)


def counted(count: int, noun: str) -> str:
    """A number of things in a sentence."""
    return f"{count} {noun}{'s' if count != 1 else ''}"


def listed(names: Sequence[str], most: int = 10) -> str:
    """Some names in a sentence: at most so many, then a number."""
    left = len(names) - most
    if left > 0:
        return f"{', '.join(names[:most])} and {left} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _spelt_words(name: str) -> Iterator[str]:
    """The words of a PascalCase name, an acronym together with the word it begins (`XGBoost`, `PyTorch`)."""
    words = _WORDS.findall(name)
    yield from words
    for first, second in pairwise(words):
        yield first + second
