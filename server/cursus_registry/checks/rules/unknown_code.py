"""A code, or the beginning of one, that no rule has.

In the settings it selects, ignores or weighs nothing. A typing slip leaves the rule that was meant as it is.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /cursus-registry.toml
ignore = ["CUR2", "CUR204", "CUR299"]
#                           ^^^^^^^^ warning[CUR902]
severity = { CUR8 = "hint" }
#            ^^^^ warning[CUR902]
```

## Fix

Write a code that `cursus-registry rule --all` lists, or remove it.
"""

from collections.abc import Iterator

from cursus_registry.checks.model import Context, Finding, Severity

CODE = "CUR902"
NAME = "unknown-code"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """One finding on each code of the settings that begins no rule's."""
    for named in context.facts.codes:
        if not any(known.startswith(named.code) for known in context.codes):
            yield Finding(named.span, f"no rule has the code '{named.code}', nor one that begins so")
