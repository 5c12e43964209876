"""A step name that is not what it seems.

It holds a character that cannot be seen (of no width, or one that turns the direction of writing) or one that looks
like a letter of another alphabet, or it looks like another name although both are plain: `ModelO` and `Model0`. To
the registry these are different names, and nobody sees why a look-up fails.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSаmpling": {"sagemaker_step_type": "Processing", "description": "The first a is Cyrillic"},
#   ^^^^^^^^^^^^^^^ warning[CUR211]
}
```

## Fix

Type the name anew.
"""

import unicodedata
from collections.abc import Iterator

from cursus_registry.checks.fixing import change_name
from cursus_registry.checks.model import Context, Finding, Item, Related, Severity
from cursus_registry.resolution.names import VALID_CHARACTERS
from cursus_registry.text import folded
from cursus_registry.text.look_alikes import is_unseen, look_alike, plain_spelling, skeleton

CODE = "CUR211"
NAME = "confusable-name"
SEVERITY = Severity.WARNING
_MOST_SHOWN = 3


def check(context: Context) -> Iterator[Finding]:
    """One finding on each name with such characters, and on each that looks like one of base or an earlier one."""
    seen: dict[str, Item] = {}
    for item in context.in_order:
        name = item.entry.name
        bones = skeleton(name)
        earlier = seen.setdefault(bones, item)
        if name.isascii() and earlier is item and bones not in context.view.base.skeletons:
            continue
        if not name.isascii():
            yield from _odd_characters(context, item, _twin(context, item, earlier, bones))
        elif other := _twin(context, item, earlier, bones):
            twin, place = other
            if folded(twin) != folded(name):
                yield Finding(item.name_span, f"'{name}' looks like '{twin}'", (place,))


def _twin(context: Context, item: Item, earlier: Item, bones: str) -> tuple[str, Related] | None:
    """Another step that the name looks like: one of base, else an earlier one of the file."""
    name, base = item.entry.name, context.view.base
    if context.is_workspace and name in base.steps:
        return None
    below = base.skeletons.get(bones)
    if below is not None and name not in base.steps:
        return below, context.related(base.steps[below], f"'{below}' is here")
    if earlier.entry.name != name:
        twin = earlier.entry.name
        return twin, Related(context.facts.path, earlier.name_span, f"'{twin}' is here")
    return None


def _odd_characters(context: Context, item: Item, twin: tuple[str, Related] | None) -> Iterator[Finding]:
    name = item.entry.name
    odd = list(dict.fromkeys(one for one in name if is_unseen(one) or look_alike(one)))
    if not odd:
        return
    shown = ", ".join(_described(one) for one in odd[:_MOST_SHOWN])
    more = f" and {len(odd) - _MOST_SHOWN} more" if len(odd) > _MOST_SHOWN else ""
    read = plain_spelling(name)
    meant = twin[0] if twin and twin[0].isascii() else read
    fixes = change_name(context, item, meant) if VALID_CHARACTERS.match(meant) else ()
    related = (twin[1],) if twin else ()
    yield Finding(
        item.name_span, f"what reads '{read}' here is another name: it holds {shown}{more}", related, fixes=fixes
    )


def _described(character: str) -> str:
    known = f"U+{ord(character):04X} ({unicodedata.name(character, 'a character without a name')})"
    return f"{known}, which cannot be seen" if is_unseen(character) else f"{known} for '{look_alike(character)}'"
