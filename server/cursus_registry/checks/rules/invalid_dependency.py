"""An item of `dependencies` is no requirement that an installer understands.

Dependencies are written as `pip` takes them ([PEP 508](https://peps.python.org/pep-0508/)): `pandas>=2.1,<3`,
`optbinning[distributed]>=0.19`, `tool @ https://…`, with a marker behind `;` if need be.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
STEP_OVERRIDES = {}
WORKSPACE_METADATA = {
    "developer_id": "alice",
    "dependencies": ["pandas>=2.1", "networkx=3.2"],
#                                   ^^^^^^^^^^^^^^ warning[CUR404]
}
```

## Fix

Write the requirement as the message says.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from cursus_registry.checks.fields import is_list
from cursus_registry.checks.lists import placed_items
from cursus_registry.checks.model import Context, Finding, Severity
from cursus_registry.facts.values import Value

CODE = "CUR404"
NAME = "invalid-dependency"
SEVERITY = Severity.WARNING
_FIELD = "dependencies"
_WORD = r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*"
_BOUND = r"(?:(?:[<>]=?|[=!]=)[0-9]+(?:\.[0-9]+)*|~=[0-9]+(?:\.[0-9]+)+)"
_MARKER = r"(?: ?; ?python_version ?(?:[<>]=?|[=!]=) ?(?:'[0-9.]+'|\"[0-9.]+\"))"
_USUAL = re.compile(rf"{_WORD}(?:\[{_WORD}(?:,{_WORD})*\])?(?:{_BOUND}(?:,{_BOUND})*)?{_MARKER}?")


def check(context: Context) -> Iterator[Finding]:
    """One finding on each item that is no requirement."""
    if context.metadata is None or _FIELD not in context.metadata.entry.fields:
        return
    for field in context.metadata.entry.items():
        if field.name != _FIELD or not is_list(field.value) or not any(_reason(item) for item in field.value.items):
            continue
        for item, place in placed_items(context, field.value, context.metadata.value_span(field)):
            reason = _reason(item)
            if reason:
                yield Finding(place, f"'{item}' is no requirement (PEP 508): {reason}")


def _reason(item: Value) -> str | None:
    return _fault(item) if isinstance(item, str) else None


@lru_cache(maxsize=1000)
def _fault(text: str) -> str | None:
    """Why a text is no requirement; None if it is one."""
    if _USUAL.fullmatch(text):
        return None
    from packaging.requirements import InvalidRequirement, Requirement  # noqa: PLC0415 - the command's start waits for it

    try:
        Requirement(text)
    except InvalidRequirement as error:
        reason = str(error).partition("\n")[0]
        return reason[:1].lower() + reason[1:]
    return None
