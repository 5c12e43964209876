"""Which mentions of step names are judged at all, and how severely; what is wrong with them is for the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cursus_registry.checks.model import Context, LookedUp, Severity
from cursus_registry.facts.model import SAID_BY_REGISTRIES, Mention, Surface
from cursus_registry.index.callee import function_of
from cursus_registry.resolution.view import Status

_TESTS = ("tests", "test")


def judged_mentions(context: Context) -> Sequence[LookedUp]:
    """Each mention that is surely a step's name, with the workspace in which it is looked up."""
    if context.looked_up is None:
        context.looked_up = tuple(_judged(context))
    return context.looked_up


def missing_mentions(context: Context) -> Sequence[LookedUp]:
    """Those of them that name no step there."""
    if context.missing is None:
        look_up = context.view.look_up
        judged = judged_mentions(context)
        context.missing = tuple(one for one in judged if look_up(one[0].name, one[1]).status is Status.MISSING)
    return context.missing


def _judged(context: Context) -> Iterator[LookedUp]:
    if not context.facts.mentions or not context.view.indexed or is_test(context):
        return
    for mention in context.facts.mentions:
        if not mention.expected or not mention.name.strip() or _is_file_stem(mention):
            continue
        told, workspace = context.view.workspace_of(context.facts, mention)
        if told and context.view.is_certain(mention):
            yield mention, workspace


def is_guess(mention: Mention) -> bool:
    """Whether other things than steps stand in such a place too, so that no name there is surely wrong."""
    return mention.surface in SAID_BY_REGISTRIES


def severity_of(mention: Mention) -> Severity | None:
    """How much a wrong name in that place matters; None where it is as the rule says."""
    return Severity.HINT if mention.surface is Surface.COMPATIBLE_SOURCE else None


def is_test(context: Context) -> bool:
    """Whether a file is below a folder of tests, where names are wrong on purpose."""
    return any(part in _TESTS for part in context.relative.split("/")[:-1])


def _is_file_stem(mention: Mention) -> bool:
    """`load_interface` takes the stem of a file as well as a step's name, and the two are spelt differently."""
    is_call = mention.surface is Surface.CALL and mention.name.islower()
    return is_call and all(function_of(callee) == "load_interface" for callee in mention.callee)
