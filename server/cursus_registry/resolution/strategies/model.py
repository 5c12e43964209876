"""The words of resolution across workspaces: strategies, modes, what is asked and what is answered. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from cursus_registry.index.declaration import Declaration
from cursus_registry.resolution.definitions import ConflictType, Definition, Strategy


class Mode(Enum):
    """What happens to several candidates: a strategy decides, none is ever taken, or a person is asked."""

    AUTOMATIC = "automatic"
    STRICT = "strict"
    INTERACTIVE = "interactive"


class Stated(Enum):
    """Where the strategy that was applied comes from."""

    CONTEXT = "the context"
    ENTRY = "the workspace's own entry"
    METADATA = "the workspace's metadata"
    FRAMEWORK = "a preferred framework"
    ENVIRONMENT = "environment tags"
    DEFAULT = "nothing else is stated"


class Outcome(Enum):
    """What became of a name. `MISSING` and `UNKNOWN` have no candidate; `UNKNOWN` if one could be hidden.

    `UNDECIDED`: several candidates, and neither strategy nor mode nor pin takes one. `REFUSED`: the strategy takes one
    by a mere tie-break, which the workspace does not tolerate.
    """

    RESOLVED = "resolved"
    UNDECIDED = "undecided"
    REFUSED = "refused"
    MISSING = "missing"
    UNKNOWN = "unknown"


Chooser = Callable[[str, tuple[Definition, ...]], str | None]
"""Asks a person: gets a step name and its candidates, gives the namespace of the chosen one, None for no answer."""

NO_CONFLICT = "no_conflict"
INTERACTIVE = "interactive"
INTERACTIVE_FALLBACK = "interactive_fallback"


class UnknownWorkspaceError(LookupError):
    """The context names a workspace that the project does not have: never a silent look-up in the core."""

    def __init__(self, workspace: str) -> None:
        super().__init__(f"there is no workspace '{workspace}'")
        self.workspace = workspace


class UnknownChoiceError(ValueError):
    """A chooser named a namespace that has no candidate."""

    def __init__(self, name: str, namespace: str) -> None:
        super().__init__(f"'{namespace}' was chosen for '{name}' and is none of its candidates")
        self.name, self.namespace = name, namespace


@dataclass(frozen=True, slots=True)
class ResolutionContext:
    """Who asks for a step, and what that one prefers. Without a strategy the workspace's own words decide."""

    workspace: str | None = None
    preferred_framework: str | None = None
    environment_tags: tuple[str, ...] = ()
    strategy: Strategy | None = None
    mode: Mode = Mode.AUTOMATIC
    chooser: Chooser | None = None


@dataclass(frozen=True, slots=True)
class StrategyCandidate:
    """One definition of the name, its resolution score (the lower the better), and why it was or was not taken."""

    definition: Definition
    chosen: bool
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class StrategyResolution:
    """The answer to "which definition of this name, of all workspaces, is meant?", explained.

    `name` is the step, `suffix` the job type that stood behind it, its separator included. `strategy` is the applied
    one's value, `no_conflict`, `interactive` or `interactive_fallback`; None if there was nothing to choose from.
    `visible` tells whether the chosen one is what the context's workspace sees by itself. `tied` are the candidates
    that only priority or id tells apart. `suggestions` are the nearest names, if there is no candidate.
    """

    outcome: Outcome
    name: str
    suffix: str
    context: ResolutionContext
    strategy: str | None
    stated: Stated | None
    chosen: Declaration | None
    visible: bool
    reason: str
    candidates: tuple[StrategyCandidate, ...] = ()
    tied: tuple[Definition, ...] = ()
    conflict_type: ConflictType | None = None
    suggestions: tuple[str, ...] = ()

    @property
    def resolved(self) -> bool:
        """Whether one definition was taken."""
        return self.outcome is Outcome.RESOLVED
