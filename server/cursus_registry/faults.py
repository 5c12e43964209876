"""Faults that cannot happen, and still must not cost a person the editor: where tests run they raise, elsewhere they
are logged. It knows nothing of the program, and all of the program may use it.
"""

from __future__ import annotations

import logging

_log = logging.getLogger(__name__)
_strict = False


class UnexpectedError(Exception):
    """Something that the program rules out has happened."""


def be_strict() -> None:
    """From now on `unexpected` raises."""
    global _strict  # noqa: PLW0603 - one switch for the process, set when it starts
    _strict = True


def unexpected(what: str, *values: object) -> None:
    """Tell of a fault that cannot happen; `what` has a `%s` for each value. The caller goes on with what it has left.

    Raises `UnexpectedError` under `CURSUS_REGISTRY_STRICT=1`, as in all tests.
    """
    if _strict:
        raise UnexpectedError(what % values)
    _log.error("this cannot happen: %s", what % values, stack_info=True)
