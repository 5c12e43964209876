"""What is read of a pipeline without a tree is what the tree says, place by place."""

from __future__ import annotations

import ast
import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cursus_registry.facts.around import Surroundings
from cursus_registry.facts.dags import read_dags
from cursus_registry.facts.import_names import FileNames
from cursus_registry.facts.mentions import read_mentions
from cursus_registry.facts.plain_code import UnusualError, read_plain_code
from cursus_registry.facts.plain_module import PlainModule, read_plain_module
from cursus_registry.facts.scopes import module_scope, read_exports
from cursus_registry.syntax.python import parse_python

MODULE = "app.pipelines.main"
IMPORTS = """from cursus.api.dag import PipelineDAG
from cursus.registry.step_names import get_config_class_name, get_step_info as info, validate_step_name
"""
USUAL = '''"""A pipeline: it's a "usual" one, with PipelineDAG.

import this
"""

from __future__ import annotations

import logging, os.path
import json as js
from typing import (
    Any,  # anything
    Optional,
)

from ..api.dag.base_dag import PipelineDAG
from cursus.registry.step_names import get_config_class_name, get_step_info as info, validate_step_name

logger = logging.getLogger(__name__)
NAMES: list[str] = [
    "PipelineDAG is not looked for here",
]
LOOKED_UP = [
    get_config_class_name("Größe"),
    info('Package'),
]
KNOWN = validate_step_name("Payload")


@logged
def build(dag_name: str = "x", *, strict: bool = True) -> PipelineDAG:
    """Build the DAG with all of its nodes; PipelineDAG itself is made here."""
    dag = PipelineDAG()  # the graph

    dag.add_node("Größe")  # dag.add_node("Not")
    dag.add_node("Package")
    if strict:
        dag.add_edge("Größe", "Package")
    for name in names:
        logger.info(f"dag {name!r:>10} {len(dag.nodes)} {name['x']}")
    dag.add_edge(
        "Package",
        "Payload",
    )
    found = {"a": 1, "b": get(dag.edges)}
    config = get_config_class_name("Training_calibration")
    return dag


def check(dag: PipelineDAG, others: Optional[PipelineDAG] = None) -> tuple[PipelineDAG, Any]:
    try:
        return dag.nodes, [one for one in others.nodes]
    except KeyError as error:
        with open(error) as file:
            raise


async def load(
    dag: PipelineDAG,
    again: PipelineDAG = None,
) -> Optional[PipelineDAG]:
    return isinstance(dag, object)


if __name__ == "__main__":
    import sys

    config_path = sys.argv[1]
    args = parse(path=config_path, level=logging.INFO)
    if not config_path:
        config_path = args.config_path
    build()
'''


def by_tree(text: str) -> PlainModule:
    data = text.encode()
    module = module_scope(parse_python(data).root, data, MODULE)
    around = Surroundings(module)
    return PlainModule(read_mentions(module, around), read_dags(module, around), read_exports(module))


def by_looks(text: str) -> PlainModule | None:
    data = text.encode()
    return read_plain_module(data, FileNames(data, MODULE, is_package=False))


def told(module: PlainModule) -> tuple[object, ...]:
    """Everything that facts say, and where."""
    return (
        [(mention, mention.span) for mention in module.mentions],
        [(dag, dag.span, dag.node_spans, dag.edge_spans) for dag in module.dags],
        module.exports,
    )


def compare(text: str) -> bool:
    """Whether a text is read without a tree; then it is compared with what the tree says.

    A tree has no error then, but for Python that its grammar does not know (`x[:'y']`).
    """
    plain = by_looks(text)
    if plain is None:
        return False
    assert is_python(text) or not parse_python(text.encode()).has_error
    assert told(plain) == told(by_tree(text))
    return True


def is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True


def test_the_usual_pipeline() -> None:
    assert compare(USUAL)
    plain = by_looks(USUAL)
    assert plain is not None
    names = [mention.name for mention in plain.mentions]
    assert names[:5] == ["Größe", "Package", "Payload", "Größe", "Package"]
    assert [(dag.nodes, dag.complete) for dag in plain.dags] == [(("Größe", "Package"), True)]
    assert ("js", "json") in plain.exports
    assert ("PipelineDAG", "app.api.dag.base_dag.PipelineDAG") in plain.exports


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "x = 1\n",
        "info('A')",
        "x = info('A') \n",
        "def f():\n    return info('A')\n",
        "def f():\n    return {\n        'k': info('A'),\n    }\n",
        "def f(\n    x=info('A'),\n):\n    pass\n",
        "class A:\n    x = info('A')\n",
        "def f():\n    dag = PipelineDAG()\n    return dag\n",
        "def f():\n    '''PipelineDAG'''\n",
        "x = 'PipelineDAG'\nf(f\"PipelineDAG {x}\")\n",
        "import a\nimport a.b as c\n",
        "for x in y:\n    pass\n",
        "x: int\n",
        "if x: import y\n",
        "def f(dag: 'PipelineDAG'):\n    dag.nodes\n",
        "def f(dag: Optional['PipelineDAG']) -> 'PipelineDAG':\n    x: 'PipelineDAG' = dag\n    return x\n",
        "def f():\n    '''\n" + "    Words of a docstring.\n" * 100 + "    '''\n    info('A')\n",
        # brackets over several lines
        "def f(\n    x: int,\n) -> PipelineDAG:\n    dag = PipelineDAG()\n    dag.add_node('A')\n    return dag\n",
        "try:\n    import z\nexcept (\n    ImportError,\n):\n    from c import e\n",
        "if (\n    x\n    or y\n):\n    from c import e\n",
        "x = f(\n    y=z == 1,\n    a=info('A'),\n    b=g(x),\n    c=info('B'),\n)\n",
        "x: dict[\n    str, int\n] = y\n",
        "def f():\n    match x:\n        case 1:\n            return info('A')\n",
        # names that are bound in passing, but to nothing that an import brings
        "if x:\n    with open(y) as z:\n        pass\n",
        "try:\n    import a\nexcept ImportError as error:\n    pass\n",
        "@logged\n@cached(1)\nasync def f():\n    x: tuple[int, ...] = ()\n    y = a[-1:]\n",
    ],
)
def test_read_without_a_tree(rest: str) -> None:
    assert compare(IMPORTS + rest)


@pytest.mark.parametrize(
    "rest",
    [
        # names that are bound otherwise, or led on
        "x = info\n",
        "x = (info)\n",
        "x = y = info\n",
        "x = PipelineDAG\n",
        "import json as info\n",
        "def info(): pass\n",
        "class PipelineDAG: pass\n",
        "from x import *\n",
        "if x:\n    info = None\n",
        "if x:\n    y = info\n",
        "for info in x:\n    pass\n",
        "x = (y := 1)\n",
        "x, y = 1, info\n",
        "def f(info):\n    info('A')\n",
        "def f():\n    from x import get_config_class_name\n    get_config_class_name('A')\n",
        "try:\n    x()\nexcept info.Error as error:\n    pass\n",
        "with info.lock as z:\n    pass\n",
        "with (info.lock) as z:\n    pass\n",
        "with info . lock as z:\n    pass\n",
        "match x:\n    case info.C:\n        pass\n",
        "match x:\n    case info(y=1):\n        pass\n",
        "match(x):\n    case info.C:\n        pass\n",
        "if x:\n    match x:\n        case info.C:\n            pass\n",
        "match = info.x\n",
        "from re import match\nmatch = 5\n",
        "x: dict[\n    str, int\n] = info.x\n",
        "x: f(a=1) = info.x\n",
        "x = y['k'] = info.x\n",
        "x = info . x\n",
        "x = info. x\n",
        "x = y, info = 1, 2\n",
        "if x:\n    y = z['k'] = info.x\n",
        "def f():\n    if x: from y import PipelineDAG\n    dag = PipelineDAG()\n    dag.add_node('A')\n",
        "def f():\n    if x: PipelineDAG: int = 5\n    dag = PipelineDAG()\n    dag.add_node('A')\n",
        "def f():\n    if x: PipelineDAG, y = 1, 2\n    dag = PipelineDAG()\n    dag.add_node('A')\n",
        "def f():\n    try:\n        x\n    except y: PipelineDAG = 5\n    dag = PipelineDAG()\n    dag.add_node('A')\n",
        "def f():\n    if x:\n        y\n    else: PipelineDAG = 5\n    dag = PipelineDAG()\n    dag.add_node('A')\n",
        # what is expected to be missing, or chosen around
        "info('A') is None\n",
        "x = info('A') is None\n",
        "x = (\n    info('A')\n    is None\n)\n",
        "x = (\n    None is\n    info('A')\n)\n",
        "x = (\n    info('A')\n) is None\n",
        "assert g(\n    info('A'),\n) is None\n",
        "None is (\n    info('A')\n)\n",
        "x[\n    info('A')\n] = 1\n",
        "x[\n    y == 1,\n    info('A'),\n    z == 2] = 1\n",
        "x[\n    info('A')\n], y[\n    1\n] = (\n    1, 2\n)\n",
        "x[\n    info('A')\n] += 1\n",
        "x[\n    info('A')\n]: int\n",
        "g(\n    info('A'),\n).x = 1\n",
        "with (\n    raises(KeyError)\n):\n    info('A')\n",
        "try:\n    info('A')\nexcept KeyError:\n    pass\n",
        "with raises(KeyError):\n    info('A')\n",
        "def f():\n    with raises(KeyError):\n        info('A')\n",
        "assertIsNone(\n    info('A'),\n)\n",
        "def f():\n    with workspace_context('w'):\n        info('A')\n",
        "del (\n    info('A'),\n)\n",
        # calls that are written otherwise
        "info('A', 'w')\n",
        "info(step_name='A')\n",
        "info('A' 'B')\n",
        "info(f'A')\n",
        "x = [info('A'), info('B')]\n",
        "x = f\"{info('A')}\"\n",
        "info(\n    # why\n    'A')\n",
        "x[info('A')] = 1\n",
        "info('A').x = 1\n",
        # DAGs
        "dag = PipelineDAG()\ndag.add_node('A')\n",
        "def f():\n    dag = PipelineDAG()\n    dag.add_node(x)\n",
        "def f():\n    dag = PipelineDAG()\n    g(dag)\n",
        "def f():\n    dag = PipelineDAG()\n    dag.nodes.append('A')\n",
        "def f():\n    dag = PipelineDAG()\n    x = dag.nodes\n    dag.add_node('A')\n",
        "def f():\n    dag = PipelineDAG(nodes=['A'])\n",
        "def f():\n    dag = PipelineDAG()\n    dag = PipelineDAG()\n    dag.add_node('A')\n",
        "def f():\n    dag = PipelineDAG()\n    def g():\n        dag.add_node('A')\n",
        "def f():\n    dag = PipelineDAG()\n    [\n        dag.add_node('A')\n        for dag in x\n    ]\n",
        "def f(dag: PipelineDAG):\n    dag.add_node('A')\n",
        "def f(\n    dag=PipelineDAG()\n):\n    dag.add_node('A')\n",
        "def f():\n    g(\n        dag=PipelineDAG()\n    )\n    dag.add_node('A')\n",
        "def f(\n    x=dag.add_node('A'),\n):\n    dag = PipelineDAG()\n",
        "class A(PipelineDAG):\n    pass\n",
        "class A:\n    dag = PipelineDAG()\n    dag.add_node('A')\n",
        "graph.add_node('agent')\n",
        "def f(dag: 'PipelineDAG'):\n    dag.add_node('A')\n",
        # what cannot be told by its looks
        "x = 'a\n",
        "x = \\\n    info\n",
        "x = 1; y = info\n",
        "x = f(\n",
        "x =\n",
        "x = os.\n",
        'x = f"{y["z"]}"\n',
        "x = f'{{info}}'\n",
        "if x:\n\tpass\n",
        "x = 1\r\n",
        "\x0c\n",
        f"x = {'f(1), ' * 200}\n",
        "x += 1\n",
    ],
)
def test_left_to_the_tree(rest: str) -> None:
    assert by_looks(IMPORTS + rest) is None


@pytest.mark.parametrize(
    "rest",
    [
        "def f()\n    pass\n",
        "def f(x: int)\n",
        "def f(\n    x: int,\n)\n",
        "def f() ->\n    pass\n",
        "class A\n",
        "if x\n    y()\n",
        "if x[1:2]\n",
        "if\nx = 1\n",
        "for x in y\n",
        "while\n",
        "with x as y\n    z()\n",
        "try\n    x()\n",
        "try:\n    x()\nexcept KeyError as\n",
        "if x:\n    y()\nelse\n    z()\n",
        "@logged\nx = 1\n",
        "@logged\n",
        "@\ndef f():\n    pass\n",
        "def f():\n    x:\n",
        "def f():\n    return lambda:\n",
        "def f():\n    x = 1 +\n    return x\n",
        "def f():\n    x = 1 +  # and then?\n    return x\n",
        "def f():\n    x =  # what?\n    return x\n",
        "def f():\n    return (1 +)\n",
        "def f():\n    x = y.  # what?\n    return x\n",
        "def f():\n    if x +:\n        pass\n",
        "def f():\n    return [1,, 2]\n",
        "def f():\n    return not\n",
        "def f():\n    x = y if\n",
        "def f():\n    x = y if z else\n",
        "def f():\n    for x in:\n        pass\n",
        "def f():\n    from x\n",
        "def f():\n    import x as\n",
        "def f():\n    x = (]\n",
        "x = ]1[\n",
        "info('A'))(\n",
        "    info('A')\n",
        "import x\n    info('A')\n",
        "x = 1\n    info('A')\n",
        "if x: y()\n    info('A')\n",
        "def f():\n    dag = PipelineDAG()\n        dag.add_node('A')\n",
    ],
)
def test_half_typed_text_is_left_to_the_tree(rest: str) -> None:
    assert not is_python(rest)
    assert by_looks(IMPORTS + rest) is None


def test_half_typed_at_the_very_beginning() -> None:
    assert by_looks("    info('A')\n" + IMPORTS) is None


@pytest.mark.parametrize(
    "line", ['x = "' + '\\"' * 200_000, 'x = """' + '\\"""\n' * 100_000, "it's " + "\\' it" * 100_000]
)
def test_a_quote_that_does_not_close_is_looked_at_once(line: str) -> None:
    data = line.encode()
    start = perf_counter()
    with pytest.raises(UnusualError):
        read_plain_code(b"\n".join(data[at : at + 900] for at in range(0, len(data), 900)))
    with pytest.raises(UnusualError):
        read_plain_code(data)
    assert perf_counter() - start < 10


WORDS = re.compile(r"\w+|[^\w\s]")
"""What a line is typed by."""

NAMED = st.sampled_from(["info", "get_config_class_name", "dag", "x", "y", "PipelineDAG", "logging", "z"])
AT_MARGIN = [
    "import logging\n",
    "import a.b, c as {0}\n",
    "from .x import {0}\n",
    "from y import (\n    {0},\n    z as {1},\n)\n",
    "{0} = 1\n",
    "{0}: {1} = 1\n",
    "{0} = {1}\n",
    "{0} = {1}.x\n",
    "{0} = (\n    {1}\n)\n",
    "{0} = f({1})\n",
    "{0}('A')\n",
    "x = [\n    {0}('A'),\n    {1}('B'),\n]\n",
    "{0}.add_node('A')\n",
    "'''{0}\n{1} = 2\n'''\n",
    "if x:\n    {0} = {1}\n",
    "if {0}:\n    import {1}\nelse:\n    import logging\n",
    "for {0} in {1}:\n    pass\n",
    "with x as {0}:\n    y = {1}\n",
    "try:\n    import {0}\nexcept {1}:\n    pass\n",
    "class {0}({1}):\n    x = info('A')\n",
    "def {0}({1}):\n    pass\n",
    "try:\n    import z\nexcept (\n    ImportError,\n):\n    from y import {0}\n",
    "if (\n    x\n):\n    {0} = {1}\n",
    "try:\n    import z\nexcept {0}.Error as {1}:\n    pass\n",
    "with {0}.lock as {1}:\n    pass\n",
    "if x:\n    with {0}(z) as {1}:\n        pass\n",
    "match x:\n    case {0}.C:\n        pass\n",
    "match(x):\n    case {0}(y=1):\n        pass\n",
    "match = {0}.x\n",
    "{0}: dict[\n    str, {1}\n] = {1}.x\n",
    "{0} = x['k'] = {1}.x\n",
    "{0} = {1} . x\n",
    "{0} = 1, {1} = 1, 2\n",
    "x = (\n    {0}('A')\n) is None\n",
    "None is (\n    {0}('A')\n)\n",
    "x[\n    {0}('A')\n] = 1\n",
    "{1}(\n    {0}('A'),\n).x = 1\n",
    "def f(\n    {0}={1}()\n):\n    dag.add_node('A')\n",
    "def f(\n    x={0}.add_node('A'),\n):\n    dag = PipelineDAG()\n    dag.add_node('B')\n",
    "{0}(\n    dag={1}()\n)\n",
    "{0}: '{1}' = x\n",
    "class A:\n    {0}: '{1}' = x\n",
]
INSIDE = [
    "dag = PipelineDAG()\n",
    "{0} = {1}()\n",
    "dag.add_node('A')\n",
    "dag.add_edge('A', 'B')\n",
    "{0}.add_edge(\n        'A', 'B',\n    )\n",
    "x = {0}('C')\n",
    "return {0}\n",
    "return {0}('C')\n",
    "y = {{\n        'k': {0}('D'),\n    }}\n",
    "print(f'{{len({0}.nodes)}} {{{1}}}')\n",
    "print(len({0}.edges))\n",
    "x: {0} = {1}\n",
    "if {0} is None:\n        {1}.add_node('E')\n",
    "for {0} in {1}:\n        dag.add_node('F')\n",
    "with {0}('G') as {1}:\n        pass\n",
    "try:\n        {0}('H')\n    except KeyError:\n        pass\n",
    "[{0}('I') for {1} in x]\n",
    "def g({0}):\n        {1}('J')\n",
    "lambda {0}: {1}.add_node('K')\n",
    "nonlocal_ = '{0}'  # {1}\n",
    "import {0}\n",
    "'''{0} with try: PipelineDAG'''\n",
    "global {0}\n",
    "if x: from y import {0}\n",
    "if x: global {0}\n",
    "if x: {0}, z = 1, 2\n",
    "if x: {0}: {1} = 1\n",
    "z: '{0}' = {1}\n",
    "z: 'Optional[{0}]' = {1}\n",
    "g(\n        {0}={1}()\n    )\n",
    "assert g(\n        {0}('L'),\n    ) is {1}\n",
    "x[\n        {0}('M')\n    ] = {1}\n",
    "match x:\n        case {0}:\n            {1}('N')\n",
]
HEADS = [
    "def f({0}: '{1}'):\n",
    "def f({0}: Optional['{1}'] = None) -> '{1}':\n",
    "def f(\n    {0}={1}(),\n    ):\n",
    "def f():\n",
    "def f({0}):\n",
    "def f(x: {0} = None) -> {1}:\n",
    "def f(\n    {0}: {1},\n) -> PipelineDAG:\n",
]
BODIES = st.builds(
    lambda head, lines: head + "".join(f"    {line}" for line in lines),
    st.sampled_from(HEADS),
    st.lists(st.sampled_from(INSIDE), min_size=1, max_size=5),
)
PARTS = st.builds(
    lambda part, first, second: part.format(first, second), st.one_of(st.sampled_from(AT_MARGIN), BODIES), NAMED, NAMED
)


@given(st.lists(PARTS, max_size=4))
def test_random_modules(parts: list[str]) -> None:
    compare(IMPORTS + "".join(parts))
    compare("".join(parts))


@given(st.lists(PARTS, min_size=1, max_size=2), st.text("'\"()[]:=.,#\\\n fdag", max_size=4), st.integers(0, 400))
def test_random_slips(parts: list[str], slip: str, at: int) -> None:
    text = IMPORTS + "".join(parts)
    for slipped in (text[:at] + slip + text[at:], text[:at] + text[at + len(slip) :]):
        if is_python(slipped):
            compare(slipped)


def test_the_usual_pipeline_half_typed() -> None:
    """Each of its statements on one line, cut short behind each word and sign."""
    lines, before = USUAL.splitlines(keepends=True), ""
    for number, line in enumerate(lines):
        if not (is_open(before) or is_open(line)):
            typed = [found.end() for found in WORDS.finditer(line)]
            for end in typed[:-1]:
                compare("".join([*lines[:number], line[:end].rstrip(), "\n", *lines[number + 1 :]]))
        before += line


def is_open(text: str) -> bool:
    return any(text.count(one) != text.count(other) for one, other in ("()", "[]", "{}"))
