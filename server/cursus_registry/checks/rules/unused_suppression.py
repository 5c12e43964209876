"""A comment that silences nothing.

The rule finds nothing there any more, so the comment only misleads, and would hide the next mistake. It is greyed
out. Codes that the settings leave out, and those of other tools, are never called unused. Nothing is said while
something that the rule must know could not be read, nor of `CUR901` itself.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {"sagemaker_step_type": "Processing"},  # cursus: ignore[CUR104]
#                                                                             ^^^^^^ warning[CUR901]
}
```

## Fix

Remove the code, or the whole comment if it is the only one. Keep it with `# cursus: ignore[CUR104, CUR901]`.
"""

from collections.abc import Iterator

from cursus_registry.checks.classes import can_tell
from cursus_registry.checks.model import Context, Finding, Fix, Severity, Tag
from cursus_registry.edits.entries import remove_codes
from cursus_registry.facts.model import Suppression
from cursus_registry.text import Span

CODE = "CUR901"
NAME = "unused-suppression"
SEVERITY = Severity.WARNING

_OF_BASE = frozenset({"CUR002", "CUR003", "CUR009", "CUR105"})
_OF_OTHERS = frozenset({"CUR204", "CUR302", "CUR402", "CUR405"})
_OF_CLASSES = {"CUR601": "builder", "CUR602": "config"}


def check(context: Context) -> Iterator[Finding]:
    """One finding on each comment with such codes; to be asked when all other rules have spoken."""
    facts = context.facts
    if not facts.suppressions or not facts.readable or facts.broken or not context.view.indexed:
        return
    for number, comment in enumerate(facts.suppressions):
        unused = [at for at, code in enumerate(comment.codes) if _is_unused(context, number, code)]
        if unused:
            yield _finding(context, comment, unused)


def _is_unused(context: Context, number: int, code: str) -> bool:
    if code == CODE or code not in context.codes or not context.asks(code):
        return False
    return not context.silence.is_used(number, code) and _is_certain(context, code)


def _is_certain(context: Context, code: str) -> bool:
    """Whether the rule of a code would have spoken: it is silent while what it must know could not be read."""
    view = context.view
    if code in _OF_CLASSES:
        return can_tell(context, _OF_CLASSES[code])
    if code in _OF_OTHERS and not view.is_whole:
        return False
    if code.startswith("CUR3") and not _can_look_up(context):
        return False
    alone = code[:4] in {"CUR0", "CUR1", "CUR4", "CUR5", "CUR9"} and code not in _OF_BASE
    return alone or view.base.complete


def _can_look_up(context: Context) -> bool:
    """Whether no table is incomplete in which a name of this file is looked up."""
    workspaces = {mention.workspace or context.workspace for mention in context.facts.mentions}
    return all(context.view.own(workspace).complete for workspace in workspaces)


def _finding(context: Context, comment: Suppression, unused: list[int]) -> Finding:
    codes = " and ".join(dict.fromkeys(comment.codes[at] for at in unused))
    span = Span(comment.places[unused[0]].start, comment.places[unused[-1]].end)
    where = "in this file" if comment.whole_file else "on this line"
    fix = Fix(f"Remove {codes}", "safe", remove_codes(context.facts, comment, unused))
    message = f"there is no {codes} {where} to silence"
    return Finding(span, message, tags=(Tag.UNNECESSARY,), fixes=(fix,))
