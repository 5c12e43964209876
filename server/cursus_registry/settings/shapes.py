"""What the strings and lists of a settings file may look like, once for the reader and for the JSON schema.

A kind of string is a list of faults that it must not have; each fault is a regular expression in the dialect that
Python and JSON schemas share. It must not know which setting uses which kind. Pydantic calls the hooks below when it
builds its validators, and is not imported before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

MAX_ITEMS = 1000
MAX_CHARACTERS = 1000
ERROR = "setting"
"""The type of the errors that pydantic hands back for a fault; `ctx` has its reason."""
TOO_MANY = "too_many"
"""The type of the error for a list or a table that is too long."""

_MOST_SHOWN = 60

_END = r"(?![\s\S])"


def quoted(text: str) -> str:
    """A text in a message: cut to a readable length, and without what cannot be seen."""
    shown = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
    return "'" + "".join(character if character.isprintable() else "\ufffd" for character in shown) + "'"


class Fault(NamedTuple):
    """What a text must not be, matched from its start, and how to say so."""

    expression: str
    reason: str


class Form(NamedTuple):
    """What the whole of a text must be, and how to say that it is not."""

    expression: str
    reason: str


@dataclass(frozen=True, slots=True)
class Text:
    """A kind of string; `noun` is what people call it."""

    noun: str
    faults: tuple[Fault, ...]
    form: Form | None = None

    def fault_in(self, text: str) -> Fault | Form | None:
        """The first fault of a text, or the form that it lacks."""
        for fault in self.faults:
            if re.match(fault.expression, text):
                return fault
        return self.form if self.form and not re.fullmatch(self.form.expression, text) else None

    @property
    def pattern(self) -> str:
        """The regular expression that a good text is found by."""
        form = f"(?:{self.form.expression}){_END}" if self.form else ""
        return "^" + "".join(f"(?!{fault.expression})" for fault in self.faults) + form

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import PydanticCustomError, core_schema  # noqa: PLC0415 - see above

        def check(text: str) -> str:
            fault = self.fault_in(text)
            if fault is None:
                return text
            raise PydanticCustomError(ERROR, "{reason}", {"reason": fault.reason})

        return core_schema.no_info_after_validator_function(check, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> Any:
        return {**handler(schema), "pattern": self.pattern}


@dataclass(frozen=True, slots=True)
class AtMost:
    """A list or table of at most so many items: what each file is compared with must not grow without bound."""

    items: int

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import PydanticCustomError, core_schema  # noqa: PLC0415 - see above

        def check(value: object) -> object:
            if isinstance(value, list | dict) and len(value) > self.items:
                raise PydanticCustomError(TOO_MANY, "too many items")
            return value

        return core_schema.no_info_before_validator_function(check, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> Any:
        inner = handler(schema)
        return {**inner, "maxItems" if inner["type"] == "array" else "maxProperties": self.items}


@dataclass(frozen=True, slots=True)
class OneOrMany:
    """A list that may be written as its only item."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema  # noqa: PLC0415 - see above

        def as_list(value: object) -> object:
            return [value] if isinstance(value, str) else value

        return core_schema.no_info_before_validator_function(as_list, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> Any:
        many = handler(schema)
        return {"anyOf": [many["items"], many]}


@dataclass(frozen=True, slots=True)
class Example:
    """How a setting is written, as TOML."""

    toml: str

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> Any:
        import tomllib  # noqa: PLC0415 - see above

        [value] = tomllib.loads(self.toml).values()
        return {**handler(schema), "examples": [value]}


_EMPTY = Fault(f" *{_END}", "is empty")
_CONTROL = Fault(r"[\s\S]*[\x00-\x1f\x7f]", "holds a control character")
_LONG = Fault(rf"[\s\S]{{{MAX_CHARACTERS + 1}}}", f"is longer than {MAX_CHARACTERS} characters")
_HOME = Fault(r"~|\$|%[A-Za-z_]+%", "begins with `~` or a variable, which are not expanded; write the path itself")
_UP = Fault(rf"(?:[\s\S]*/)?\.\.(?:/|{_END})", "leads out of the project with `..`")
_ABSOLUTE = Fault(r"/|[A-Za-z]:", "is absolute; write it from the project's root")
_BACKSLASH = Fault(r"[\s\S]*\\", "holds a backslash; write `/` between folders")
_INSIDE = (_CONTROL, _LONG, _HOME, _ABSOLUTE, _UP, _BACKSLASH)

CODE = Text("code", (), Form("CUR[0-9]{0,3}", "is no code and no beginning of one; write them as CUR204 or CUR2"))
NAME = Text("name", (_EMPTY, _CONTROL, _LONG))
NAMESPACE = Text(
    "namespace",
    (*NAME.faults, Fault(r"[\s\S]*[/\\]", "is no namespace; write `core`, `pack` or the id of a workspace")),
)
INNER_PATH = Text("path", (_EMPTY, *_INSIDE))
INNER_PATH_OR_NONE = Text("path", (Fault(f" +{_END}", _EMPTY.reason), *_INSIDE))
WORKSPACE_PATH = Text(
    "path",
    INNER_PATH.faults,
    Form(r"[^{}]*\{id\}[^{}]*", "must hold `{id}` once, where a workspace's id stands"),
)
ANY_PATH = Text(
    "path",
    (
        _EMPTY,
        _CONTROL,
        _LONG,
        _HOME,
        Fault(r"//|\\", "names another machine; name a folder of this one"),
        Fault(r"[A-Za-z]:(?![/\\])", "has no `/` after the drive"),
        Fault(r"(?![A-Za-z]:)[\s\S]*\\", _BACKSLASH.reason),
    ),
)

# A set in brackets: single characters, and ranges that cannot run backwards.
_SET = r"\[!?(?:a-[a-z]|A-[A-Z]|0-[0-9]|[^\[\]\\/^&~|-])+\]"
_PATTERN_FAULTS = (
    Fault(f"!?[/ ]*{_END}", _EMPTY.reason),
    _CONTROL,
    _LONG,
    Fault("#", "is a comment to git; write `\\#` for a name that starts with `#`"),
    Fault(
        rf"~(?:/|{_END})|\$\{{?[A-Za-z_]+\}}?/|%[A-Za-z_]+%",
        "begins with `~` or a variable, which are not expanded; write it from the settings file's folder",
    ),
    Fault(r"[A-Za-z]:[/\\]", "names a drive; write it from the settings file's folder"),
    _UP,
    Fault(r"[\s\S]*\*[^*/]+\*[^*/]+\*[^*/]+\*", "has more than three `*` in one name"),
    Fault(r"(?:(?:(?!\*\*)[\s\S])*\*\*){4}", "has more than three `**`"),
)
_PATTERN_FORM = Form(
    rf"(?:[^\[\\]|\\[^/]|{_SET})*",
    "is no pattern: look at its brackets (sets are written [abc] or [0-9]) and its last backslash",
)
_NOT = Fault("!", "starts with `!`, which has no meaning here; name the files themselves")
PATTERN = Text("pattern", _PATTERN_FAULTS, _PATTERN_FORM)
FILE_PATTERN = Text("pattern", (_NOT, *_PATTERN_FAULTS), _PATTERN_FORM)
