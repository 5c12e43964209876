"""Two workspaces claim one id: by the same `developer_id`, or by folders whose names differ in nothing but case.

Usually one was copied from the other. Both are kept, each under its folder's name; but a disk that does not keep case
apart (macOS, Windows) would make two such folders one.

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
from cursus_registry.facts.model import FileFacts
from cursus_registry.facts.registry import METADATA
from cursus_registry.index.index import developer_id, metadata_field
from cursus_registry.layout import FileKind
from cursus_registry.text import Span

CODE = "CUR402"
NAME = "duplicate-developer-id"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """One finding in each of the workspaces: on the value, or for the folders' names on the first line."""
    if context.kind is not FileKind.WORKSPACE or context.workspace is None:
        return
    twins = [other for other in _claimants(context, context.workspace) if _is_twin(context, other)]
    if twins:
        yield _finding(context.first_line(), twins, "this workspace differs in nothing but case from another")
    field = metadata_field(context.facts, "developer_id")
    stated = developer_id(context.facts)
    if context.metadata is None or field is None or stated is None:
        return
    others = [other for other in _claimants(context, stated) if other not in twins and _states(other, stated)]
    if others:
        message = f"developer_id '{stated}' is claimed by another workspace too"
        yield _finding(context.metadata.value_span(field), others, message)


def _claimants(context: Context, claimed: str) -> list[FileFacts]:
    index = context.view.index
    paths = index.claims.get(claimed.casefold(), ())
    return [index.files[path] for path in paths if path != context.facts.path]


def _is_twin(context: Context, other: FileFacts) -> bool:
    mine, its = str(context.workspace), str(other.place.workspace)
    return mine != its and mine.casefold() == its.casefold()


def _states(facts: FileFacts, claimed: str) -> bool:
    return (developer_id(facts) or "").casefold() == claimed.casefold()


def _finding(span: Span, others: list[FileFacts], message: str) -> Finding:
    related, more = shown_related([_claim(other) for other in others])
    ids = ", ".join(str(other.place.workspace) for other in others[:3])
    return Finding(span, f"{message}: {ids}{more}", related)


def _claim(facts: FileFacts) -> Related:
    table = facts.table(METADATA)
    field = metadata_field(facts, "developer_id")
    span = field.value_span.shifted(table.starts[0]) if table and field else facts.source.line_span(0)
    return Related(facts.path, span, f"workspace {facts.place.workspace} claims it")
