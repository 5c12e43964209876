"""Every rule does what its own page says, and says nothing where its page shows nothing."""

import re

import pytest

from cursus_registry.checks.catalogue import RULES
from cursus_registry.settings import Settings
from support.checks import CORE, check_diagnostics, registry

_EXAMPLE = re.compile(r"## Example\n\n```\n(?P<text>.*?)\n```", re.DOTALL)


@pytest.mark.parametrize("code", RULES)
def test_the_example_of_the_page(code):
    example = _EXAMPLE.search(RULES[code].__doc__)
    assert example, f"the page of {code} has no example"
    assert f"[{code}]" in example["text"], "the example shows the rule"
    check_diagnostics(example["text"], Settings(select=(code, *_others(code, example["text"]))))


def _others(code, text):
    return tuple(set(re.findall(r"\[(CUR\d{3})\]", text)) - {code})


@pytest.mark.parametrize("code", RULES)
def test_the_page_is_whole(code):
    page = RULES[code].__doc__
    assert "## Example" in page
    assert "## Fix" in page
    assert re.sub(r"[^a-z-]", "", RULES[code].NAME) == RULES[code].NAME


def test_two_workspaces_with_one_step_name():
    check_diagnostics(
        f"""{CORE}
#- {registry("alice")}
WORKSPACE_STEPS = {{
    "GraphSampling": {{"sagemaker_step_type": "Processing", "description": "Samples nodes"}},
#   ^^^^^^^^^^^^^^^ warning[CUR204]
#   ^^^^^^^^^^^^^^^ hint[CUR110]
}}
#- {registry("bob")}
LOCAL_STEPS = {{
    "GraphSampling": {{"sagemaker_step_type": "Processing", "description": "Samples edges"}},
#   ^^^^^^^^^^^^^^^ warning[CUR204]
#   ^^^^^^^^^^^^^^^ hint[CUR110]
}}
"""
    )
