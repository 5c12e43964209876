"""Dictionaries that follow the registries: what they hold is decided anew each time that somebody looks.

What holds, and what cannot:

- Everything that Python code does with such a dictionary sees the workspace of the thread or task that looks, and the
  files as they are: `d[k]`, `get`, `in`, `len`, iteration, `keys`, `values`, `items`, `==`, `|`, `**d`, `dict(d)`,
  `repr`, `copy`, `deepcopy`, `pickle` (a plain dictionary comes back), `json.dumps`. This is so because the interpreter
  reads a subclass with an `__iter__` of its own through `keys` and `[]`, and the JSON encoder through `items`.
- What is handed out is the caller's own: changing it changes no table. The dictionary itself refuses to be changed.
- It really is a dictionary, and has its content inside, for code in C that reads past all methods (`PyDict_Next`, or
  `dict.items(d)`). That content is brought up to date whenever anything looks, and when a context is set. It is one for
  all threads: code that reads so, in several threads with different workspaces, must be given `d.copy()`.
- The inside is never empty, not even for a moment, since the JSON encoder asks there, and only there, whether to write
  `{}`; an empty table has one key "" inside.

It must not know what the tables are about.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from typing import Any, NamedTuple, NoReturn, SupportsIndex, cast

from cursus_registry.api.errors import RegistryError

Plain = dict[str, Any]
_NOTHING = ""


class Content(NamedTuple):
    """One state of a table: `table` is shared by those who only read, `copy` makes one for others."""

    table: Plain
    copy: Callable[[], Plain]
    copy_value: Callable[[Any], Any]


class LiveTable(dict[str, Any]):
    """A dictionary that asks for its content each time. Made by `live_table`; called like `dict`, it makes a `dict`."""

    __slots__ = ("_inside", "_lock", "_read")

    _read: Callable[[], Content]
    _inside: Content | None
    _lock: threading.Lock

    def __new__(cls, *args: Any, **kwargs: Any) -> LiveTable:
        """A plain dictionary: what makes another of the same type (`dataclasses.asdict`) wants what it was given."""
        return cast("LiveTable", dict(*args, **kwargs))

    def follow(self) -> None:
        """Bring the inside up to date; what cannot be read is told when somebody looks."""
        try:
            self._now()
        except RegistryError:
            if not dict.__len__(self):
                dict.__setitem__(self, _NOTHING, None)

    def _now(self) -> Content:
        content = self._read()
        if content is not self._inside:
            self._take_in(content)
        return content

    def _take_in(self, content: Content) -> None:
        with self._lock:
            dict.__setitem__(self, _NOTHING, None)
            for name in [name for name in dict.__iter__(self) if name != _NOTHING]:
                dict.__delitem__(self, name)
            dict.update(self, content.copy())
            if content.table and _NOTHING not in content.table:
                dict.__delitem__(self, _NOTHING)
            self._inside = content

    def __getitem__(self, key: str) -> Any:
        content = self._now()
        return content.copy_value(content.table[key])

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key, else something else."""
        content = self._now()
        return content.copy_value(content.table[key]) if key in content.table else default

    def __contains__(self, key: object) -> bool:
        return key in self._now().table

    def __len__(self) -> int:
        return len(self._now().table)

    def __iter__(self) -> Iterator[str]:
        return iter(self._now().table)

    def __reversed__(self) -> Iterator[str]:
        return reversed(self._now().table)

    def keys(self) -> KeysView[str]:  # type: ignore[override]
        """The keys, as they are now."""
        return self.copy().keys()

    def values(self) -> ValuesView[Any]:  # type: ignore[override]
        """The values, as they are now."""
        return self.copy().values()

    def items(self) -> ItemsView[str, Any]:  # type: ignore[override]
        """Keys and values, as they are now."""
        return self.copy().items()

    def copy(self) -> Plain:
        """A plain dictionary with what is in it now, the caller's own."""
        return self._now().copy()

    def __copy__(self) -> Plain:
        return self.copy()

    def __deepcopy__(self, _: Any) -> Plain:
        return self.copy()

    def __reduce_ex__(self, _: SupportsIndex) -> tuple[type[Plain], tuple[Plain]]:
        return dict, (self.copy(),)

    def __repr__(self) -> str:
        return repr(self._now().table)

    def __eq__(self, other: object) -> bool:
        return self._now().table == (other._now().table if isinstance(other, LiveTable) else other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None

    def __or__(self, other: Mapping[str, Any]) -> Plain:  # type: ignore[override]
        return self.copy() | dict(other) if isinstance(other, dict) else NotImplemented

    def __ror__(self, other: Mapping[str, Any]) -> Plain:  # type: ignore[override]
        return dict(other) | self.copy() if isinstance(other, dict) else NotImplemented

    @classmethod
    def fromkeys(cls, keys: Iterable[str], value: Any = None) -> Plain:  # type: ignore[override]
        """A plain dictionary of some keys."""
        return dict.fromkeys(keys, value)

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError(
            "this table follows the registries and cannot be changed; register a step with the registry manager, or "
            "change a copy of the table"
        )

    __setitem__ = __delitem__ = __ior__ = update = setdefault = pop = popitem = clear = _refuse


def live_table(read: Callable[[], Content]) -> LiveTable:
    """A dictionary whose content is what `read` gives: the same object as long as nothing has changed."""
    table = dict.__new__(LiveTable)
    table._read, table._inside, table._lock = read, None, threading.Lock()
    table.follow()
    return table
