"""The texts of a new workspace's registry, packages and page. `$name` and the like are filled in; it makes no file."""

REGISTRY_MINIMAL = '''\
"""The step registry of workspace $workspace.

An entry of $table is a step of this workspace. An entry of STEP_OVERRIDES
changes fields of a core step, in this workspace alone.
"""

$table = {
    # "MyStep": {
    #     "config_class": "MyStepConfig",
    #     "builder_step_name": "MyStepStepBuilder",
    #     "spec_type": "MyStep",
    #     "sagemaker_step_type": "Processing",
    #     "description": "What the step does, in one sentence",
    # },
}

STEP_OVERRIDES = {
    # "XGBoostTraining": {
    #     "description": "How it differs here from the core's",
    # },
}

WORKSPACE_METADATA = {
    "developer_id": "$workspace",
    "version": "0.1.0",
    "description": "The steps of $workspace",
}
'''

REGISTRY_STANDARD = '''\
"""The step registry of workspace $workspace.

An entry of $table is a step of this workspace. An entry of STEP_OVERRIDES
changes fields of a core step, in this workspace alone.
"""

$table = {
    # An example, with all its parts below steps/: make it one of yours, or remove it.
    "$name": {
        "config_class": "${name}Config",
        "builder_step_name": "${name}StepBuilder",
        "spec_type": "$name",
        "sagemaker_step_type": "Processing",
        "description": "Leaves out the rows of a table that have an empty cell",
    },
}

STEP_OVERRIDES = {
    # "XGBoostTraining": {
    #     "description": "How it differs here from the core's",
    # },
}

WORKSPACE_METADATA = {
    "developer_id": "$workspace",
    "version": "0.1.0",
    "description": "The steps of $workspace",
    "dependencies": [],
}
'''

REGISTRY_ADVANCED = '''\
"""The step registry of workspace $workspace.

An entry of $table is a step of this workspace. An entry of STEP_OVERRIDES
changes fields of a core step, in this workspace alone.
"""

$table = {
    # An example, with all its parts below steps/: make it one of yours, or remove it.
    "$name": {
        "config_class": "${name}Config",
        "builder_step_name": "${name}StepBuilder",
        "spec_type": "$name",
        "sagemaker_step_type": "Processing",
        "description": "Leaves out the rows of a table that have an empty cell",
        "framework": "sklearn",
        "job_types": ["training", "validation"],
        # The rest counts if another workspace declares a step of this name.
        "priority": 100,
        "framework_version": "1.2",
        "compatibility_tags": ["tabular"],
        "environment_tags": ["development"],
        "conflict_resolution_strategy": "workspace_priority",
    },
}

STEP_OVERRIDES = {
    # "XGBoostTraining": {
    #     "description": "How it differs here from the core's",
    #     "priority": 90,
    # },
}

WORKSPACE_METADATA = {
    "developer_id": "$workspace",
    "version": "0.1.0",
    "description": "The steps of $workspace",
    "dependencies": ["sagemaker>=2,<3"],
    "default_resolution_strategy": "workspace_priority",
    "preferred_frameworks": ["sklearn"],
    "environment_preferences": ["development"],
    "conflict_tolerance": "medium",
}
'''

PACKAGES = {
    "": "What workspace $workspace adds to Cursus.",
    "registry": "The registry of workspace $workspace.",
    "steps": "The steps of workspace $workspace.",
    "steps/builders": "What makes SageMaker steps of configurations.",
    "steps/configs": "What a person can set for each step.",
    "steps/contracts": "What each script reads and writes.",
    "steps/specs": "What each step needs and gives.",
    "steps/scripts": "What runs in the containers.",
}
"""What each package says of itself, by its folder below `cursus_dev`; the first two are in every template."""

README = """\
# Workspace $workspace

| what | where |
|---|---|
| the registry | `$registry` |
| configurations | `$source/steps/configs` |
| builders | `$source/steps/builders` |
| specifications | `$source/steps/specs` |
| contracts | `$source/steps/contracts` |
| scripts | `$source/steps/scripts` |

`$name` is an example: a step with all its parts. Make it a step of yours, or
remove it: its entry in the registry, and the files named `*$module*`.

```sh
cursus-registry check .                       # what is wrong here
cursus-registry list --workspace $workspace   # the steps that can be used here
```
"""
