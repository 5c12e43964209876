"""A setting that cannot be obeyed.

The settings stand in `cursus-registry.toml`, or under `[tool.cursus-registry]` in `pyproject.toml`. An unknown key, a
value of the wrong type or none of the allowed ones, a key that is set twice, a path that leads out of the project (only
`core` may), or a file that is not valid TOML: each is marked where it stands.

What is wrong counts as not written; every other setting applies. In an editor the last good value stays until the
mistake is mended, and if the whole file cannot be read, all last good settings do. `list`, `resolve` and the other
commands that would give a wrong answer stop.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /cursus-registry.toml
selct = ["CUR2"]
# <- error[CUR903]
ignore = ["CUR214", "CUR2O4"]
#                   ^^^^^^^^ error[CUR903]
severity = { CUR202 = "loud" }
#                     ^^^^^^ error[CUR903]
```

## Fix

Write what the message says; `docs/settings.md` has every setting with an example.
"""

from collections.abc import Iterator

from cursus_registry.checks.model import Context, Finding, Fix, Severity
from cursus_registry.text import Edit

CODE = "CUR903"
NAME = "invalid-setting"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """One finding on each mistake in the settings file."""
    for problem in context.facts.problems:
        if problem.code == CODE:
            edit = Edit(problem.span, problem.instead)
            title = "Change to '" + problem.instead.strip('"') + "'"
            fixes = (Fix(title, "unsafe", (edit,)),) if problem.instead else ()
            yield Finding(problem.span, problem.message, fixes=fixes)
