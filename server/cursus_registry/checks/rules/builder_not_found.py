"""A builder class that is defined nowhere.

Looked for are classes in the workspace, and outside all workspaces, wherever they stand. If a class is there that is
nearly of the name, or of the same words but for `Step`, that one is probably meant; otherwise this is an information,
since the class may still be planned. Nothing is said where there are no builders at all (newer versions of the
framework make them at run time), of steps that an interface file declares, and while a file of the folder could not
be read.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {
    "PyTorchModel": {
        "config_class": "PyTorchModelConfig",
        "builder_step_name": "PyTorchModelStepBuilder",
#                            ^^^^^^^^^^^^^^^^^^^^^^^^^ warning[CUR601]
        "spec_type": "PyTorchModel",
        "sagemaker_step_type": "CreateModel",
        "description": "Makes a deployable model",
    },
}
#- /src/cursus/steps/builders/builder_pytorch_model_step.py
class PyTorchModelBuilder:
    pass
```

## Fix

Write the name of the class as it is defined, or define it.
"""

from cursus_registry.checks.classes import must_be_found
from cursus_registry.checks.model import Severity

CODE = "CUR601"
NAME = "builder-not-found"
SEVERITY = Severity.WARNING
check = must_be_found("builder_step_name", "builder", "builder")
