"""The texts of an example step's parts: configuration, builder, specification, contract, script, and a test of it.

They follow the framework's own steps, and are filled in like the registry's.
"""

CONFIG = '''\
"""What a person can set for the $name step."""

from cursus.steps.configs.config_processing_step_base import ProcessingStepConfigBase
from pydantic import Field


class ${name}Config(ProcessingStepConfigBase):
    """The configuration of `$name`."""

    processing_entry_point: str = Field(
        default="$module.py",
        description="The script that runs in the container.",
    )
    job_type: str = Field(
        default="training",
        description="Which part of the data the step is for.",
    )
'''

CONTRACT = '''\
"""What the script of the $name step reads and writes."""

from cursus.core.base.contract_base import ScriptContract

${constant}_CONTRACT = ScriptContract(
    entry_point="$module.py",
    expected_input_paths={"DATA": "/opt/ml/processing/input/data"},
    expected_output_paths={"processed_data": "/opt/ml/processing/output"},
    required_env_vars=[],
    description="Leaves out the rows of a table that have an empty cell",
)
'''

SPEC = '''\
"""What the $name step needs from other steps, and what it gives to them."""

from cursus.core.base.specification_base import (
    DependencySpec,
    DependencyType,
    NodeType,
    OutputSpec,
    StepSpecification,
)

from ..contracts.${module}_contract import ${constant}_CONTRACT

${constant}_SPEC = StepSpecification(
    step_type="$name",
    node_type=NodeType.INTERNAL,
    script_contract=${constant}_CONTRACT,
    dependencies=[
        DependencySpec(
            logical_name="DATA",
            dependency_type=DependencyType.PROCESSING_OUTPUT,
            semantic_keywords=["data", "table"],
            description="A folder of CSV files",
        ),
    ],
    outputs=[
        OutputSpec(
            logical_name="processed_data",
            output_type=DependencyType.PROCESSING_OUTPUT,
            property_path=(
                "properties.ProcessingOutputConfig"
                ".Outputs['processed_data'].S3Output.S3Uri"
            ),
            description="The same files, without the rows that have an empty cell",
        ),
    ],
)
'''

BUILDER = '''\
"""Makes the SageMaker step of $name from its configuration."""

from cursus.core.base.builder_base import StepBuilderBase
from sagemaker.processing import ProcessingInput, ProcessingOutput
from sagemaker.sklearn import SKLearnProcessor
from sagemaker.workflow.functions import Join
from sagemaker.workflow.steps import ProcessingStep

from ..configs.config_${module}_step import ${name}Config
from ..specs.${module}_spec import ${constant}_SPEC


class ${name}StepBuilder(StepBuilderBase):
    """Builder of `$name`."""

    def __init__(
        self,
        config: ${name}Config,
        sagemaker_session=None,
        role=None,
        registry_manager=None,
        dependency_resolver=None,
    ):
        super().__init__(
            config=config,
            spec=${constant}_SPEC,
            sagemaker_session=sagemaker_session,
            role=role,
            registry_manager=registry_manager,
            dependency_resolver=dependency_resolver,
        )

    def validate_configuration(self):
        """Refuse a configuration that cannot work. Raises ValueError."""
        if not self.config.job_type:
            raise ValueError("job_type is empty")

    def create_step(self, **kwargs):
        """The step, for the inputs, outputs and dependencies of a pipeline."""
        dependencies = kwargs.get("dependencies", [])
        inputs = self.extract_inputs_from_dependencies(dependencies)
        inputs.update(kwargs.get("inputs", {}))
        step = ProcessingStep(
            name=self._get_step_name(),
            processor=self._create_processor(),
            inputs=self._get_inputs(inputs),
            outputs=self._get_outputs(kwargs.get("outputs", {})),
            code=self.config.get_script_path(),
            depends_on=dependencies,
            cache_config=self._get_cache_config(kwargs.get("enable_caching", True)),
        )
        step._spec = self.spec
        return step

    def _create_processor(self):
        config = self.config
        instance_type = config.processing_instance_type_small
        if config.use_large_processing_instance:
            instance_type = config.processing_instance_type_large
        return SKLearnProcessor(
            framework_version=config.processing_framework_version,
            role=self.role,
            instance_type=instance_type,
            instance_count=config.processing_instance_count,
            volume_size_in_gb=config.processing_volume_size,
            base_job_name=self._generate_job_name(),
            sagemaker_session=self.session,
            env=self._get_environment_variables(),
        )

    def _get_inputs(self, inputs):
        paths = self.contract.expected_input_paths
        return [
            ProcessingInput(
                input_name=name,
                source=inputs[name],
                destination=paths[name],
            )
            for name, dependency in self.spec.dependencies.items()
            if dependency.required or name in inputs
        ]

    def _get_outputs(self, outputs):
        paths = self.contract.expected_output_paths
        base = self._get_base_output_path()
        return [
            ProcessingOutput(
                output_name=name,
                source=paths[name],
                destination=outputs.get(name)
                or Join(on="/", values=[base, "$module", name]),
            )
            for name in self.spec.outputs
        ]
'''

SCRIPT = '''\
"""The script of the $name step: it leaves out incomplete rows of CSV files."""

import csv
from pathlib import Path

INPUT = Path("/opt/ml/processing/input/data")
OUTPUT = Path("/opt/ml/processing/output")


def is_complete(row):
    """Whether no cell of a row is empty."""
    return all(cell.strip() for cell in row)


def main(source=INPUT, target=OUTPUT):
    """Copy every CSV file of a folder without its incomplete rows."""
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.glob("*.csv")):
        with path.open(newline="", encoding="utf-8") as before:
            rows = [row for row in csv.reader(before) if is_complete(row)]
        with (target / path.name).open("w", newline="", encoding="utf-8") as after:
            csv.writer(after).writerows(rows)


if __name__ == "__main__":
    main()
'''

TEST = '''\
"""What the script of the $name step leaves out. Run it with pytest."""

import runpy
from pathlib import Path

SCRIPT = Path(__file__).parents[1] / "src/cursus_dev/steps/scripts/$module.py"


def test_rows_with_an_empty_cell_are_left_out(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "table.csv").write_text("id,amount\\n1,20\\n2,\\n")
    runpy.run_path(str(SCRIPT))["main"](tmp_path / "in", tmp_path / "out")
    kept = (tmp_path / "out" / "table.csv").read_text()
    assert kept.split() == ["id,amount", "1,20"]
'''

COMPONENTS = {
    "configs/config_${module}_step.py": CONFIG,
    "builders/builder_${module}_step.py": BUILDER,
    "specs/${module}_spec.py": SPEC,
    "contracts/${module}_contract.py": CONTRACT,
    "scripts/${module}.py": SCRIPT,
}
"""The parts by their file below `steps`."""
