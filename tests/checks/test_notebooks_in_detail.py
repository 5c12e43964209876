"""Findings in notebooks on the disk, at their places in the JSON text.

`#- core` and `#- <workspace>` stand for the paths of registries. Only the rules named in front are asked.
"""

import pytest

from support.rules import cases, check_rules

HEAD = '{"cells": [{"cell_type": "code", "source": "from cursus.registry.step_names import get_config_class_name as f"}'
NOTEBOOKS = {
    "an import counts in every later cell": f"""
#- /notebooks/a.ipynb
{HEAD},
  {{"cell_type": "markdown", "source": ["f('Nope')"]}},
  {{"cell_type": "code", "outputs": [{{"text": "f('Nope')"}}], "source": [
    "ä, 🚀 = \\"🚀\\", f(\\"Pakage\\")\\n",
#                      ^^^^^^ warning[CUR301]
    "f('Package_training'), f('Pakage_training')"
#                              ^^^^^^^^^^^^^^^ warning[CUR301]
  ]}}]}}
""",
    "all on one line": f"""
#- /notebooks/a.ipynb
{HEAD}, {{"cell_type": "code", "source": "f('Pakage')\\nf('Nope')  # cursus: ignore[CUR301]\\nf('MIMSPackaging')"}}]}}
#                                                                                                                                                    ^^^^^^ warning[CUR301]
#                                                                                                                                                                                                      ^^^^^^^^^^^^^ warning[CUR303]
""",
    "a comment silences its line, not those of other cells": f"""
#- /notebooks/a.ipynb
{HEAD},
  {{"cell_type": "code", "source": ["f('Nope')  # noqa: CUR301\\n", "f('Nope')"]}},
#                                                                     ^^^^ warning[CUR301]
  {{"cell_type": "code", "source": ["1  # cursus: ignore[CUR301]"]}}]}}
#                                                       ^^^^^^ warning[CUR901]
""",
    "in a workspace, its own steps and overrides": f"""
#- alice
WORKSPACE_STEPS = {{"Alpha": {{}}, "Same": {{}}}}
STEP_OVERRIDES = {{"Package": {{}}}}
#- bob
WORKSPACE_STEPS = {{"Beta": {{}}, "Same": {{}}}}
#- /developer_workspaces/developers/alice/notebooks/a.ipynb
{HEAD},
  {{"cell_type": "code", "source": "f('Alpha'), f('Same'), f('Package'), f('Beta')"}}]}}
#                                                                          ^^^^ warning[CUR302]
#- /notebooks/a.ipynb
{HEAD},
  {{"cell_type": "code", "source": "f('Package'), f('Same'), f('Beta', workspace_id='bob')"}}]}}
#                                                   ^^^^ warning[CUR302]
""",
    "a DAG": """
#- /notebooks/a.ipynb
{"cells": [{"cell_type": "code", "source": ["from cursus.api.dag.base_dag import PipelineDAG\\n", "dag = PipelineDAG()"]},
  {"cell_type": "code", "source": ["dag.add_node('Pakage')\\n", "dag.add_edge('Package', 'Nope')"]}]}
#                                                 ^^^^^^ warning[CUR301]
#                                                                                        ^^^^ warning[CUR301]
""",
    "magics, and a cell that is half typed": f"""
#- /notebooks/a.ipynb
{HEAD}, {{"cell_type": "code", "source": "%%bash\\nf('Nope')"}},
  {{"cell_type": "code", "source": "!ls 'x\\n%time f('Nope')\\nx = (f('Pakage')"}},
#                                                   ^^^^ warning[CUR301]
#                                                                   ^^^^^^ warning[CUR301]
  {{"cell_type": "code", "source": "f('Nope')"}}]}}
#                                     ^^^^ warning[CUR301]
""",
    "another language": """
#- /notebooks/a.ipynb
{"cells": [{"cell_type": "code", "source": "from cursus.registry import get_step as f\\nf('Nope')"}],
 "metadata": {"kernelspec": {"language": "julia"}}}
""",
    "in tests, and where absence is expected": f"""
#- /tests/a.ipynb
{HEAD}, {{"cell_type": "code", "source": "f('Nope')"}}]}}
#- /notebooks/a.ipynb
{HEAD}, {{"cell_type": "code", "source": "try:\\n    f('Nope')\\nexcept ValueError:\\n    pass"}}]}}
#- /notebooks/.ipynb_checkpoints/a.ipynb
{HEAD}, {{"cell_type": "code", "source": "f('Nope')"}}]}}
""",
    "through a module of the project, which a notebook is not": """
#- /mylib/names.py
from cursus.registry.step_names import get_config_class_name
#- /notebooks/a.ipynb
{"cells": [{"cell_type": "code", "source": "from mylib.names import get_config_class_name as f\\nf('Nope')"}]}
#                                                                                                  ^^^^ warning[CUR301]
#- /notebooks/b.py
from notebooks.a import f
f("Nope")
""",
}


@pytest.mark.parametrize(("codes", "fixture"), cases({"CUR301 CUR302 CUR303 CUR901": NOTEBOOKS}))
def test_look_ups_p9(codes, fixture):
    check_rules(codes, fixture)
