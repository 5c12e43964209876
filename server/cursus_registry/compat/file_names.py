"""Which step a file's name stands for: five ways, in their order (registry semantics, "Looking a step up").

It knows no table but the names that it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cursus_registry.resolution.names import near_names

JOB_TYPES = ("training", "validation", "testing", "calibration")
_SPELLINGS = {"xgb": "XGBoost", "xgboost": "XGBoost", "pytorch": "PyTorch", "mims": "", "preprocess": "Preprocessing"}
_COMPOUND_SPELLINGS = {"evaluation": "Eval", **_SPELLINGS}
_ENOUGH = 0.8


def canonical_name(file_name: str, names: Iterable[str], where: str) -> str:
    """The step of a file name such as `model_evaluation_xgb`; of equally similar ones the first.

    Raises ValueError with the spellings that were tried, `where`, the nearest and all known names.
    """
    if not file_name:
        raise ValueError("a file name cannot be empty")
    known = dict.fromkeys(names)
    tried = list(dict.fromkeys(_spellings(file_name.split("_"))))
    found = next((spelling for spelling in tried if spelling in known), None) or _most_similar(file_name, known)
    if found is None:
        raise ValueError(_not_found(file_name, tried, list(known), where))
    return found


def similarity(file_name: str, name: str) -> float:
    """How much a file name looks like a step's, from 0 to 1."""
    wanted, given = _plain(name), _plain(file_name)
    if given == wanted:
        return 1.0
    if given in wanted:
        return 0.9
    parts = file_name.lower().split("_")
    share = sum(part in wanted for part in parts) / len(parts)
    if share == 1:
        return 0.85
    return _ENOUGH if share >= _ENOUGH else share * 0.7


def _spellings(parts: Sequence[str]) -> Iterator[str]:
    """All names that are tried to the letter, in their order."""
    has_job_type = len(parts) > 1 and parts[-1] in JOB_TYPES
    yield "".join(part.capitalize() for part in parts)
    if has_job_type:
        yield "".join(part.capitalize() for part in parts[:-1])
    spelt = [word for part in parts if (word := _SPELLINGS.get(part, part.capitalize()))]
    yield "".join(spelt)
    if has_job_type and len(spelt) > 1:
        yield "".join(spelt[:-1])
    if len(parts) > 2:
        first, second, last = parts[0], parts[1], parts[-1]
        for combination in ((last, first, second), (first, second, last)):
            yield "".join(_COMPOUND_SPELLINGS.get(part, part.capitalize()) for part in combination)


def _most_similar(file_name: str, names: Iterable[str]) -> str | None:
    scores = [(similarity(file_name, name), name) for name in names]
    best = max((score for score, _ in scores), default=0.0)
    return next((name for score, name in scores if score == best), None) if best >= _ENOUGH else None


def _plain(name: str) -> str:
    return name.lower().replace("_", "")


def _not_found(file_name: str, tried: Sequence[str], names: Sequence[str], where: str) -> str:
    spellings = [spelling for spelling in tried if spelling]
    near = sorted({other for spelling in spellings for other in near_names(spelling, names)})
    nearest = f" Nearest names: {', '.join(near)}." if near else ""
    return (
        f"no step is known by the file name {file_name!r} ({where}). Tried: {', '.join(spellings)}.{nearest} "
        f"Known names: {', '.join(sorted(names))}"
    )
