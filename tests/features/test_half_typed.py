"""A string that is being typed is completed as a finished one is: the same list, and what is chosen is put right.

At every place, cut at every letter, in every way in which an editor leaves a text that is being typed.
"""

import pytest

from support.checks import registry
from support.features import at_cursor, completions_at, labels_at
from support.fixture import CURSOR
from support.worlds import BLOCKS, CLASSES, MENTIONS, REGISTRY_PLACES, SOURCES, WORLD

WORDS = {
    "p1 step": "Sampling",
    "p2 interface value": "Training",
    "p2 interface class": "PackageConfig",
    "p2 interface list": "training",
    "p2 interface item": "training",
    "p2 field": "framework",
    "p2 value": "Training",
    "p2 class": "PackageConfig",
    "p2 item": "training",
    "p3 key": "developer_id",
    "p3 value": "medium",
    "p3 item": "dgl",
    **dict.fromkeys(CLASSES, "PackageConfig"),
}
"""What is typed at a place; elsewhere it is `Package`."""
NEEDS_REST = {"p6 entry_points", "p7 config_types"}
"""Where the nodes, or the other keys, stand behind the cursor, and job types that are used nowhere else."""
IN_USE = f"""{WORLD}
#- {registry("dora")}
WORKSPACE_STEPS = {{"D": {{"sagemaker_step_type": "Training", "framework": "dgl", "job_types": ["a", "b", "training"]}}}}
#- /developer_workspaces/developers/carol/src/cursus_dev/steps/builders/builder_sampling_step.py
class SamplingStepBuilder:
    pass
"""
PLACES = {**MENTIONS, **CLASSES, **REGISTRY_PLACES, **SOURCES, **BLOCKS}
TAILS = {
    "nothing gone": lambda left, behind: left + behind,
    "quote gone": lambda left, behind: left + behind[1:],
    "rest of string gone": lambda left, behind: behind[1:],
    "rest of line gone": lambda left, behind: behind[behind.index("\n") :],
    "rest of file gone": lambda left, behind: "\n",
}
"""What stands behind the cursor, of the letters that are left of the word and the text behind them."""


@pytest.mark.parametrize("how", TAILS)
@pytest.mark.parametrize("place", PLACES)
def test_completion(place, how):
    word = WORDS.get(place, "Package")
    before, behind = PLACES[place]("\0").split("\0")
    wanted = labels_at(f"{IN_USE}{before}{word}{CURSOR}{behind}")
    assert word in wanted
    for at in range(len(word) + 1):
        half = f"{IN_USE}{before}{word[:at]}{CURSOR}{TAILS[how](word[at:], behind)}"
        if how == "rest of file gone" and place in NEEDS_REST:
            assert set(labels_at(half)) >= {label for label in wanted if "_" not in label}, half
        else:
            assert labels_at(half) == wanted, half
        after = chosen(half, word)
        assert after.startswith(f"{before}{word}{behind[0]}"), after
        if not how.endswith(("line gone", "file gone")):
            assert after.rstrip("\n") == f"{before}{word}{behind}".rstrip("\n")


def chosen(text, label):
    """The last file after a label was chosen, as a fixture writes it."""
    _, _, path, data, offset = at_cursor(text)
    found = completions_at(text)
    [item] = [item for item in found.items if item.label == label]
    assert found.span.start <= offset <= found.span.end
    after = data[: found.span.start] + item.text.encode() + data[found.span.end :]
    return f"#- {path}\n{after.decode()}"
