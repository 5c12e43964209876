"""The settings as a JSON schema and as a page for people: both are written from the model, and only for `docs/`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_type_hints

from pydantic import TypeAdapter

from cursus_registry.settings import shapes
from cursus_registry.settings.find import FILE_NAME, PYPROJECT, TABLE
from cursus_registry.settings.model import SettingsTable, to_key
from cursus_registry.settings.shapes import MAX_ITEMS, Example

_REPOSITORY = "cursus-registry/cursus-registry"
PAGE = f"https://github.com/{_REPOSITORY}/blob/main/docs/settings.md"
ADDRESS = f"https://raw.githubusercontent.com/{_REPOSITORY}/main/docs/cursus-registry.schema.json"
_SEVERITIES = (
    "must be mended: `check` fails",
    "should be mended: `check` fails",
    "worth knowing",
    "a quiet suggestion",
    "not reported",
)
_NOTES = f"""\
Settings stand in `{FILE_NAME}`, at the top of the file, or in `{PYPROJECT}` under
`[{".".join(TABLE)}]`. Of one folder the first of the two counts; a `{PYPROJECT}` without that table does
not. The file in the project's root decides; if there is none, the nearest one above it, up to the folder with `.git`
(or the top of the disk). A file above several projects serves them all, but for those that its `exclude` leaves out.

Patterns and `core` are seen from the folder of the settings file; `packs`, `workspaces` and `baseline` say how a
project is laid out, and are seen from the root of each. Patterns are those of `.gitignore`: `archive/` is a folder
anywhere, `/archive/` one beside the settings file, `**` any folders; of a list the last pattern that matches decides,
and `!` takes back what an earlier one said (not in `per-file-ignores`). A pattern has at most three `*` in one name and
three `**`; a list or table at most {MAX_ITEMS} items; the file at most 1 MB.

A repository's settings name no program, no log, and no place outside the project: absolute paths, `..`, `~`, drives,
variables, and links that lead out are refused. Only `core` may lead elsewhere, because it is only read.

A mistake is an error [CUR903](rules/CUR903.md) where it stands, a code that no rule has a warning
[CUR902](rules/CUR902.md). What is wrong counts as not written: the one setting, or in a table (`severity`,
`per-file-ignores`, `pins`) the one entry. All others apply. In an editor the last good value stays until the mistake is
mended; if the file cannot be read as TOML at all, all of them stay. `check` reports the mistakes and goes on; `list`,
`resolve` and other commands whose answer could be wrong stop with exit code 2. `# cursus: ignore[CUR902]` silences a
line of the settings too.

[`cursus-registry.schema.json`](cursus-registry.schema.json) describes `{FILE_NAME}` for editors; in one with
Taplo (such as VS Code with Even Better TOML) this first line is enough:

```toml
#:schema {ADDRESS}
```
"""

_EDITOR = """\
## In an editor

An editor has settings of its own, under `cursusRegistry`, for the whole session or for each folder. They take effect
at once. Of two that say something the nearest to the code wins, setting by setting:

1. the project's file,
2. the editor's settings for the folder (`workspace/configuration` with the section `cursusRegistry`, or what it sends
   with `workspace/didChangeConfiguration` if it cannot be asked),
3. `initializationOptions`: the settings themselves, or an object that has them as `settings` or `cursusRegistry`,
4. the defaults above.

An editor can set `select`, `ignore`, `severity`, `per-file-ignores`, `exclude`, `core`, `pins` and
`sagemaker-step-types` for projects whose file does not; patterns and `core` are then seen from the project's root, or
from the folder of its settings file if that lies above. `packs`, `workspaces` and `baseline` stand in the file only, so
that everybody has the same. Names may be written in camel case: `perFileIgnores`. Only an editor can set these:

| setting | values | default | what |
|---|---|---|---|
| `diagnostics.scope` | `project`, `open` | `project` | whether findings are shown in all files or only in open ones |
| `hints.derived` | true, false | true | whether the values that an entry has by its name stand beside it |
| `hints.namespaces` | true, false | true | whether the workspace or pack stands after a mention that leads there |
| `interpreter` | a path | none | the Python or environment that has Cursus, for projects without a core; never run |
| `lenses.mentions` | true, false | true | whether the number of mentions stands over an entry |
| `lenses.namespaces` | true, false | true | whether what it overrides, and who else has its name, stands there |
| `log.level` | `error`, `warning`, `info`, `debug` | `warning` | how much goes into the server's log |

`diagnostics.scope` and `log.level` count for the whole session. A wrong value is told once, in a window, and the last
good one stays in force.
"""


def json_schema() -> dict[str, Any]:
    """The JSON schema (draft 7, which TOML editors know) of a settings file."""
    schema = TypeAdapter(SettingsTable).json_schema()
    properties = {key: _finished(key, {"default": {}, **one}) for key, one in schema["properties"].items()}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": ADDRESS,
        "title": "Cursus Registry",
        "description": _plain(schema["description"]),
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }


def schema_text() -> str:
    """The JSON schema as it is committed."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def page() -> str:
    """The page of all settings, as Markdown."""
    return "\n".join(["# Settings", "", _NOTES, *_rows(), "", *_sections(), _EDITOR.rstrip(), ""])


def _finished(key: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A property with what pydantic leaves out: names of keys, the link to the page, what severities mean."""
    taplo: dict[str, Any] = {"links": {"key": f"{PAGE}#{key}"}}
    done = {**schema, "description": _plain(schema["description"]), "x-taplo": taplo}
    del done["title"]  # pydantic's own, which says no more than the key
    if "patternProperties" in done:
        [(pattern, values)] = done.pop("patternProperties").items()
        done |= {"propertyNames": {"pattern": pattern}, "additionalProperties": values}
        if "enum" in values:
            values["x-taplo"] = {"docs": {"enumValues": list(_SEVERITIES)}}
    return done


def _plain(text: str) -> str:
    return " ".join(text.split())


def _examples() -> dict[str, str]:
    hints = get_type_hints(SettingsTable, include_extras=True)
    return {
        to_key(name): mark.toml
        for name, hint in hints.items()
        for mark in getattr(hint, "__metadata__", ())
        if isinstance(mark, Example)
    }


def _rows() -> Iterator[str]:
    yield "| setting | type | default | example |"
    yield "|---|---|---|---|"
    examples = _examples()
    for key, schema in json_schema()["properties"].items():
        yield f"| [`{key}`](#{key}) | {_type(schema)} | {_default(schema)} | `{examples[key]}` |"


def _sections() -> Iterator[str]:
    examples = _examples()
    for key, schema in json_schema()["properties"].items():
        yield f"## {key}\n\n{schema['description']}\n\n```toml\n{examples[key]}\n```\n"


def _type(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"])
    if schema["type"] == "object":
        return f"table: {_noun(schema['propertyNames'])} = {_type(schema['additionalProperties'])}"
    if schema["type"] == "array":
        return f"list of {_noun(schema['items'])}s"
    return _noun(schema)


def _noun(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return "severity"
    kinds = [kind for kind in vars(shapes).values() if isinstance(kind, shapes.Text)]
    return next(kind.noun for kind in kinds if kind.pattern == schema["pattern"])


def _default(schema: dict[str, Any]) -> str:
    default = schema["default"]
    return f"`{json.dumps(default)}`" if default else "none"
