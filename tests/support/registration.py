"""A project that programs register steps in, and the steps that they register."""

from __future__ import annotations

import json

from cursus_registry.api.legacy import from_legacy_format
from support.checks import CORE, registry

ALICE, BOB = registry("alice").lstrip("/"), registry("bob").lstrip("/")
CORE_FILE = "src/cursus/registry/step_names.py"
PROJECT = f"""{CORE}
#- /{ALICE}
# Alice's own.
WORKSPACE_STEPS = {{
    # How we sample.
    "Sampling": {{  # since May
        'sagemaker_step_type': 'Processing',  # no GPU
        "description": "Hers",
        "job_types": [
            "training",  # the first
            "validation",
        ],
    }},
    "Pruning": {{"sagemaker_step_type": "Processing", "description": "Prunes"}},
}}

STEP_OVERRIDES = {{
    "Package": {{"description": "Hers"}},
}}
#- /{BOB}
LOCAL_STEPS = {{}}
"""
INTERFACES = """
#- /src/cursus/registry/step_names.py
from cursus.registry.interface_registry_loader import get_step_names
STEP_NAMES = get_step_names()
#- /src/cursus/steps/interfaces/package.step.yaml
step_type: Package
registry:
  sagemaker_step_type: Processing
  description: Packs a model
"""


def entry(description="New", **more):
    return {"sagemaker_step_type": "Processing", "description": description, **more}


def step(name="Grading", **fields):
    return from_legacy_format(name, fields or entry(), "workspace", "alice")


def core_step(name="Grading", **more):
    classes = {"config_class": f"{name}Config", "builder_step_name": f"{name}StepBuilder", "spec_type": name}
    return from_legacy_format(name, {**classes, **entry(), **more})


def told(root):
    return [json.loads(line) for line in (root / ".cursus-registry/audit.jsonl").read_text().splitlines()]
