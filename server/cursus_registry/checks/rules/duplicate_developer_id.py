"""Two workspaces claim the same `developer_id`.

Usually one was copied from the other. Both are kept, each under its folder's name.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
STEP_OVERRIDES = {}
WORKSPACE_METADATA = {"developer_id": "alice"}
#                                     ^^^^^^^ error[CUR402]
#- /developer_workspaces/developers/bob/src/cursus_dev/registry/workspace_registry.py
STEP_OVERRIDES = {}
WORKSPACE_METADATA = {"developer_id": "alice"}
#                                     ^^^^^^^ error[CUR402]
#                                     ^^^^^^^ warning[CUR401]
```

## Fix

Give each workspace its own id: the name of its folder.
"""

from collections.abc import Iterator

from cursus_registry.checks.model import Context, Finding, Related, Severity, shown_related
from cursus_registry.index.index import metadata_field

CODE = "CUR402"
NAME = "duplicate-developer-id"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """One finding on the value in each of the workspaces."""
    metadata = context.metadata
    field = metadata.entry.find("developer_id") if metadata else None
    if metadata is None or field is None or not isinstance(field.value, str):
        return
    index = context.view.index
    others = [path for path in index.developer_ids.get(field.value, ()) if path != context.facts.path]
    if not others:
        return
    claims = [claim for path in others if (claim := _claim(context, path))]
    related, more = shown_related(claims)
    ids = ", ".join(str(index.files[path].place.workspace) for path in others[:3])
    message = f"developer_id '{field.value}' is claimed by another workspace too: {ids}{more}"
    yield Finding(metadata.value_span(field), message, related)


def _claim(context: Context, path: str) -> Related | None:
    facts = context.view.index.files[path]
    table = facts.table("WORKSPACE_METADATA")
    field = metadata_field(facts, "developer_id")
    if table is None or field is None:
        return None
    return Related(path, field.value_span.shifted(table.starts[0]), f"workspace {facts.place.workspace} claims it")
