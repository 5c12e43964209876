"""A configuration class that is defined nowhere.

Looked for are classes in the workspace, and outside all workspaces, wherever they stand. If a class is there that is
nearly of the name, or of the same words but for `Step`, that one is probably meant; otherwise this is an information,
since the class may still be planned. Nothing is said where there are no configurations at all, of steps that an
interface file declares, and while a file of the folder could not be read.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {
    "PyTorchModel": {
        "config_class": "PyTorchModelConfig",
#                       ^^^^^^^^^^^^^^^^^^^^ warning[CUR602]
        "builder_step_name": "PyTorchModelStepBuilder",
        "spec_type": "PyTorchModel",
        "sagemaker_step_type": "CreateModel",
        "description": "Makes a deployable model",
    },
}
#- /src/cursus/steps/configs/config_pytorch_model_step.py
class PyTorchModelStepConfig:
    pass
```

## Fix

Write the name of the class as it is defined, or define it.
"""

from cursus_registry.checks.classes import must_be_found
from cursus_registry.checks.model import Severity

CODE = "CUR602"
NAME = "config-class-not-found"
SEVERITY = Severity.WARNING
check = must_be_found("config_class", "config", "configuration class")
