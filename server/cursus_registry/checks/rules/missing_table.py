"""A registry file holds no step table, or a project has no core registry.

A workspace registry declares steps in `WORKSPACE_STEPS` or `LOCAL_STEPS` and overrides in `STEP_OVERRIDES`; the
core declares them in `STEP_NAMES`. A file without any of them adds nothing, which is rarely meant; nor does an
interface file without a `step_type` at its top. A core file that only gives access to another core source is fine.
Where a project has no core at all, this is an information, and nothing is called missing.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
STEPS = {}
# <- warning[CUR002]
```

## Fix

Name the table as the framework reads it, or remove the file. A dictionary whose name is nearly that of a table can be
renamed; else an empty table can be inserted. In an interface file, write `step_type: <Name>`.
"""

import re
from collections.abc import Iterator

from cursus_registry.checks.fixing import alternatives, fix_of, step_variables
from cursus_registry.checks.model import Context, Finding, Fix, Severity
from cursus_registry.checks.problems import problems_with
from cursus_registry.edits.entries import insert_table
from cursus_registry.facts.literal import parse_dictionaries
from cursus_registry.facts.registry import CORE_TABLE, METADATA, OVERRIDES, STEP_TABLES
from cursus_registry.layout import FileKind
from cursus_registry.resolution.names import nearest
from cursus_registry.text import Edit, Span

CODE = "CUR002"
NAME = "missing-table"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """One finding on the first line, or one on each workspace file if there is no core."""
    yield from problems_with(CODE)(context)
    if not (context.is_core or context.is_workspace) or not context.facts.readable:
        return
    if not context.view.index.core and context.is_workspace and context.view.indexed:
        message = (
            "no core registry was found, so nothing is called missing; expected src/cursus/registry/step_names.py"
            " below the project's root, an installed Cursus, or the setting 'core'"
        )
        yield Finding(context.first_line(), message, severity=Severity.INFORMATION)
    if context.kind not in {FileKind.CORE, FileKind.WORKSPACE}:
        return
    tables = [name for name in context.facts.tables if name != METADATA]
    is_access = context.facts.path in context.view.base.access_modules
    if tables or context.facts.broken or is_access:
        return
    wanted = CORE_TABLE if context.is_core else f"{', '.join(STEP_TABLES)} or {OVERRIDES}"
    meant = _nearly_named(context)
    hint = f"; is {context.facts.source.slice(meant[0][0])} meant to be it?" if meant else ""
    message = f"no step table in this registry: assign a dictionary to {wanted}{hint}"
    yield Finding(context.first_line(), message, fixes=_fixes(context, meant))


def _nearly_named(context: Context) -> list[tuple[Span, str]]:
    """The variables with a dictionary whose names are nearly that of a table, with the table's name."""
    known = (CORE_TABLE,) if context.is_core else (*STEP_TABLES, OVERRIDES)
    found = parse_dictionaries(context.facts.source.data)
    return [(span, near) for name, span in found if (near := nearest(name, known))]


def _fixes(context: Context, meant: list[tuple[Span, str]]) -> tuple[Fix, ...]:
    """Another name for the dictionary that is surely meant, else a table."""
    if context.is_core and (len(context.view.index.core) > 1 or context.view.index.workspaces):
        return ()  # what the other registries lack then is for a person to see first
    if meant:
        return alternatives(fix for span, near in meant for fix in _rename(context, span, near))
    variable = CORE_TABLE if context.is_core else step_variables(context.view, context.facts)[0]
    return fix_of(f"Insert an empty {variable}", insert_table(context.facts, variable))


def _rename(context: Context, span: Span, near: str) -> tuple[Fix, ...]:
    """The fix that renames a variable which is used nowhere else in its file."""
    name = context.facts.source.slice(span)
    is_used = len(re.findall(rf"\b{re.escape(name)}\b", str(context.facts.source))) > 1
    return () if is_used else fix_of(f"Rename {name} to {near}", Edit(span, near))
