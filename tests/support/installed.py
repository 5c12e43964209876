"""A checkout with an installed Cursus: a workspace whose classes come from packages in the project's environment."""

from support.checks import CORE, registry

ALICE = registry("alice")
STEPS = "/developer_workspaces/developers/alice/src/cursus_dev/steps"
CONFIG = f"{STEPS}/configs/config_graph_sampling_step.py"
OTHER = f"{STEPS}/configs/config_other_step.py"
BUILDER = f"{STEPS}/builders/builder_graph_sampling_step.py"
SITE = "/.venv/lib/python3.11/site-packages"
BASE = f"{SITE}/cursus/steps/configs/config_processing_step_base.py"
ROOT = f"{SITE}/cursus/core/base/config_base.py"
READY = f"{SITE}/cursus/steps/configs/config_ready_step.py"
BUILDER_BASE = f"{SITE}/cursus/core/base/builder_base.py"

INSTALLED = f"""
#- {SITE}/cursus/__init__.py
#- {SITE}/cursus/core/__init__.py
#- {SITE}/cursus/core/base/__init__.py
from .config_base import *
from .builder_base import StepBuilderBase
#- {ROOT}
from pydantic import BaseModel, Field

class BasePipelineConfig(BaseModel):
    '''What every step needs.'''

    author: str = Field(description="ä🚀")
    region: str = "NA"
    _hidden: int = 1
#- {BUILDER_BASE}
class StepBuilderBase:
    '''Builds steps.'''

    def __init__(self, config, session=None):
        raise SystemExit("never run")
#- {SITE}/cursus/steps/__init__.py
#- {SITE}/cursus/steps/configs/__init__.py
from .config_processing_step_base import ProcessingStepConfigBase
#- {BASE}
'''ä🚀'''
from ...core.base import BasePipelineConfig

class ProcessingStepConfigBase(BasePipelineConfig):
    '''Runs in a processing job.'''

    instance_count: int = 1
#- {READY}
class ReadyConfig:
#     ^^^^^^^^^^^ target
    '''Ready made.'''

    def __init__(self, size: int):
        self.size = size
"""
"""Cursus as it is installed in the environment of a project."""

PROJECT = f"""{CORE}
#- {ALICE}
WORKSPACE_STEPS = {{
    "GraphSampling": {{
        "sagemaker_step_type": "Processing",
        "description": "Samples nodes",
        "builder_step_name": "GraphSamplingStepBuilder",
        "config_class": "GraphSamplingConfig",
        "spec_type": "GraphSampling",
    }},
    "Other": {{
        "sagemaker_step_type": "Processing",
        "description": "Does other things",
        "builder_step_name": "OtherStepBuilder",
        "config_class": "ReadyConfig",
        "spec_type": "Other",
    }},
}}
WORKSPACE_METADATA = {{"developer_id": "alice"}}
#- {CONFIG}
from cursus.steps.configs.config_processing_step_base import ProcessingStepConfigBase


class GraphSamplingConfig(ProcessingStepConfigBase):
    nodes: int
#- {OTHER}
from cursus.steps.configs.config_ready_step import ReadyConfig

__all__ = ["ReadyConfig"]
#- {BUILDER}
from cursus.core.base import StepBuilderBase as Base


class GraphSamplingStepBuilder(Base):
    pass
"""
"""A workspace one of whose classes has its bases outside, and another of which is only imported."""

SIGNATURE = 'class GraphSamplingConfig(*, author: str, region: str = "NA", instance_count: int = 1, nodes: int)'
DOCSTRING = "Runs in a processing job."
