"""A code, or the beginning of one, that no rule has.

In a comment it silences nothing, and in the settings it selects, ignores or weighs nothing: a typing slip leaves the rule
that was meant as it is. In a comment codes are written out in full: `CUR204`, not `CUR2`.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /cursus-registry.toml
ignore = ["CUR2", "CUR204", "CUR299"]
#                           ^^^^^^^^ warning[CUR902]
severity = { CUR8 = "hint" }
#            ^^^^ warning[CUR902]
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {"sagemaker_step_type": "Processing", "description": "Samples"},  # noqa: CUR024
#                                                                                              ^^^^^^ warning[CUR902]
}
```

## Fix

Write the code that is meant: of similar ones the one that finds something there. `cursus-registry rule --all` lists them.
"""

from collections.abc import Iterator

from cursus_registry.checks.fixing import alternatives, fix_of
from cursus_registry.checks.model import Context, Finding, Severity
from cursus_registry.edits.entries import rewrite_code
from cursus_registry.facts.model import Suppression
from cursus_registry.resolution.names import near_names

CODE = "CUR902"
NAME = "unknown-code"
SEVERITY = Severity.WARNING
_MOST_PROPOSED = 3


def check(context: Context) -> Iterator[Finding]:
    """One finding on each such code."""
    for named in context.facts.codes:
        if not any(known.startswith(named.code) for known in context.codes):
            yield Finding(named.span, f"no rule has the code '{named.code}', nor one that begins so")
    for comment in context.facts.suppressions:
        for number, code in enumerate(comment.codes):
            if code not in context.codes:
                yield _finding(context, comment, number)


def _finding(context: Context, comment: Suppression, number: int) -> Finding:
    code = comment.codes[number]
    near = near_names(code, context.codes, limit=len(context.codes))
    near = [other for other in near if context.silence.would_cover(comment, other)] or near[:_MOST_PROPOSED]
    free = [other for other in near if other not in comment.codes]
    fixes = [fix for other in free for fix in fix_of(f"Change to '{other}'", rewrite_code(comment, number, other))]
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    return Finding(comment.places[number], f"no rule has the code '{code}'{hint}", fixes=alternatives(fixes))
