"""Step names in calls, subscripts and membership tests: which are mentions, and of whose functions."""

from __future__ import annotations

import random
import time

import pytest

from cursus_registry.facts.mentions import read_mentions
from cursus_registry.facts.model import Mention
from cursus_registry.facts.registry_calls import FUNCTIONS
from cursus_registry.facts.scopes import module_scope, read_exports
from cursus_registry.syntax.python import parse_python

NAMES = "cursus.registry.step_names"
FROM = f"from {NAMES} import get_config_class_name as f\n"
IMPORT = f"from {NAMES} import get_config_class_name, STEP_NAMES, validate_step_name, get_all_step_names\n"
MANAGER = "from cursus.registry import UnifiedRegistryManager, StepCatalog, get_global_registry_manager\n"


def mentions(text: str, module: str = "app.main", *, is_package: bool = False) -> tuple[Mention, ...]:
    data = text.encode()
    return read_mentions(module_scope(parse_python(data).root, data, module, is_package=is_package))


def only(text: str, **where: object) -> Mention:
    (mention,) = mentions(text, **where)  # type: ignore[arg-type]
    return mention


def exports(text: str, module: str = "app.main", *, is_package: bool = False) -> tuple[tuple[str, str], ...]:
    data = text.encode()
    return read_exports(module_scope(parse_python(data).root, data, module, is_package=is_package))


class TestCallee:
    @pytest.mark.parametrize(
        ("text", "callee"),
        [
            (f"from {NAMES} import get_step_info\nget_step_info('A')", f"{NAMES}.get_step_info"),
            (f"from {NAMES} import get_step_info as g\ng('A')", f"{NAMES}.get_step_info"),
            (f"import {NAMES}\n{NAMES}.get_step_info('A')", f"{NAMES}.get_step_info"),
            (
                "import cursus.registry as r\nr.step_names.get_config_class_name('A')",
                f"{NAMES}.get_config_class_name",
            ),
            ("from cursus.registry import step_names as sn\nsn.get_step('A')", f"{NAMES}.get_step"),
            ("from mylib.names import get_step\nget_step('A')", "mylib.names.get_step"),
            ("from mylib import *\nget_step('A')", "mylib.get_step"),
            (FROM + "g = f\ng('A')", f"{NAMES}.get_config_class_name"),
            (IMPORT + "g = get_config_class_name\ng('A')", f"{NAMES}.get_config_class_name"),
            (IMPORT + "def run():\n    get_config_class_name('A')", f"{NAMES}.get_config_class_name"),
            (
                IMPORT + "class A:\n    x = 1\n    def run(self):\n        get_config_class_name('A')",
                f"{NAMES}.get_config_class_name",
            ),
            (IMPORT + "x = [get_config_class_name('A') for y in z]", f"{NAMES}.get_config_class_name"),
            (IMPORT + "x = lambda y: get_config_class_name('A')", f"{NAMES}.get_config_class_name"),
            (f"def run():\n    from {NAMES} import get_step\n    get_step('A')", f"{NAMES}.get_step"),
            (FROM + "a = f\nb = a\nc = b\nc('A')", f"{NAMES}.get_config_class_name"),
            (
                f"def run():\n    global get_step\n    get_step('A')\nfrom {NAMES} import get_step",
                f"{NAMES}.get_step",
            ),
        ],
    )
    def test_follows_the_imports_of_the_file(self, text: str, callee: str) -> None:
        assert only(text).callee == (callee,)

    @pytest.mark.parametrize(
        ("text", "module", "is_package", "callee"),
        [
            (
                "from .step_names import get_step\nget_step('A')",
                "cursus.registry.x",
                False,
                f"{NAMES}.get_step",
            ),
            ("from .step_names import get_step\nget_step('A')", "cursus.registry", True, f"{NAMES}.get_step"),
            (
                "from ...registry import step_names\nstep_names.get_step('A')",
                "cursus.steps.specs.x",
                False,
                f"{NAMES}.get_step",
            ),
            ("from . import get_step\nget_step('A')", "cursus.registry.x", False, "cursus.registry.get_step"),
        ],
    )
    def test_resolves_relative_imports(self, text: str, module: str, is_package: bool, callee: str) -> None:
        assert only(text, module=module, is_package=is_package).callee == (callee,)

    @pytest.mark.parametrize("module", ["main", "a.main", ""])
    def test_leaves_out_imports_from_beyond_the_top(self, module: str) -> None:
        assert mentions("from ..names import get_step\nget_step('A')", module) == ()

    @pytest.mark.parametrize(
        ("text", "callee"),
        [
            (
                "m = UnifiedRegistryManager()\nm.get_step_definition('A')",
                "UnifiedRegistryManager().get_step_definition",
            ),
            ("catalog = StepCatalog()\ncatalog.get_step_info('A')", "StepCatalog().get_step_info"),
            ("with StepCatalog() as m:\n    m.get_step('A')", "StepCatalog().get_step"),
            ("StepCatalog().get_step('A')", "StepCatalog().get_step"),
            ("StepCatalog.create().get_step('A')", "StepCatalog.create().get_step"),
            (
                "def run():\n    m: object = get_global_registry_manager()\n    return m.get_step('A')",
                "get_global_registry_manager().get_step",
            ),
            ("if (m := StepCatalog()):\n    m.get_step('A')", "StepCatalog().get_step"),
            ("m = None\nif x:\n    m = StepCatalog()\nm.get_step('A')", "StepCatalog().get_step"),
            ("m = StepCatalog()\ng = m.get_step\ng('A')", "StepCatalog().get_step"),
        ],
    )
    def test_follows_managers_and_catalogs_made_here(self, text: str, callee: str) -> None:
        assert only(MANAGER + text).callee == (f"cursus.registry.{callee}",)

    def test_lists_every_import_of_a_fallback(self) -> None:
        text = "try:\n    from a import get_step\nexcept ImportError:\n    from b import get_step\nget_step('A')"
        assert only(text).callee == ("a.get_step", "b.get_step")

    @pytest.mark.parametrize("fallback", ["get_step = None", "get_step: object = None", "pass"])
    def test_a_fallback_to_nothing_does_not_count(self, fallback: str) -> None:
        text = f"try:\n    from a import get_step\nexcept ImportError:\n    {fallback}\nget_step('A')"
        assert only(text).callee == ("a.get_step",)


@pytest.mark.parametrize(
    "text",
    [
        "graph.add_node('A')",
        "get_step('A')",
        "def get_step(name): ...\nget_step('A')",
        "m = Workflow()\nm.get_step('A')",
        "def run(catalog):\n    catalog.get_step('A')",
        "class A:\n    def run(self):\n        self.manager.get_step('A')",
        IMPORT + "def run(get_config_class_name):\n    get_config_class_name('A')",
        IMPORT + "def run(*, get_config_class_name: object = None):\n    get_config_class_name('A')",
        IMPORT + "def run():\n    def get_config_class_name(x): ...\n    get_config_class_name('A')",
        IMPORT + "def run():\n    for get_config_class_name in x:\n        get_config_class_name('A')",
        IMPORT + "def run():\n    a, get_config_class_name = x\n    get_config_class_name('A')",
        IMPORT + "def run():\n    (get_config_class_name := 1)\n    get_config_class_name('A')",
        IMPORT + "def run():\n    [get_config_class_name := y for y in z]\n    get_config_class_name('A')",
        IMPORT + "def run():\n    match x:\n        case get_config_class_name: get_config_class_name('A')",
        IMPORT + "def run():\n    with open(x) as get_config_class_name:\n        get_config_class_name('A')",
        IMPORT + "class A:\n    def get_config_class_name(x): ...\n    y = get_config_class_name('A')",
        IMPORT + "x = lambda get_config_class_name: get_config_class_name('A')",
        IMPORT + "x = [get_config_class_name('A') for get_config_class_name in y]",
        IMPORT + "get_config_class_name = wrap(get_config_class_name)\nget_config_class_name('A')",
        IMPORT + "def get_config_class_name(x): ...\nget_config_class_name('A')",
        IMPORT + "get_config_class_name = get_config_class_name\nget_config_class_name('A')",
        f"def a():\n    from {NAMES} import get_step\ndef b():\n    get_step('A')",
        f"class A:\n    from {NAMES} import get_step\n    def b(self):\n        get_step('A')",
        "import cursus\n# cursus.get_step('A')\n'get_step(1)'",
    ],
)
def test_no_mention_without_an_import_that_brings_the_callee(text: str) -> None:
    assert mentions(text) == ()


class TestArguments:
    @pytest.mark.parametrize("function", sorted(FUNCTIONS))
    @pytest.mark.parametrize("argument", ["'A'", "step_name='A'"])
    def test_every_function_takes_it_first_or_by_keyword(self, function: str, argument: str) -> None:
        assert only(f"from cursus.registry import {function} as g\ng({argument})").name == "A"

    def test_takes_the_keyword_of_that_function(self) -> None:
        text = MANAGER + "StepCatalog().get_builder_for_step_type(job='B', step_type='A')"
        assert only(text).name == "A"

    @pytest.mark.parametrize("string", ['"A_b"', "'A_b'", '"""A_b"""', "r'A_b'", "\n  # why\n  'A_b',"])
    def test_span_is_the_content_without_quotes(self, string: str) -> None:
        text = f"# é\r\n{FROM}f({string})"
        span = only(text).span
        assert text.encode()[span.start : span.end] == b"A_b"

    @pytest.mark.parametrize(
        "arguments",
        [
            *(
                "f'A'",
                "f'{x}'",
                "b'A'",
                r"'A\x41'",
                "'A' 'B'",
                "'A' + x",
                "x",
                "*'A'",
                "*x, 'A'",
                "",
                "['A']",
            ),
            *("'A' for x in y", "'''A\n'''", "label='A'", "x, 'A'", "'A", "'A\n"),
        ],
    )
    def test_leaves_out_what_is_no_plain_string(self, arguments: str) -> None:
        assert mentions(f"{FROM}f({arguments})\n") == ()

    def test_an_empty_name_is_a_mention_with_an_empty_span(self) -> None:
        assert only(FROM + "f('')").span == (len(FROM) + 3, len(FROM) + 3)


class TestTables:
    @pytest.mark.parametrize("table", ["STEP_NAMES", "BUILDER_STEP_NAMES", "SPEC_STEP_TYPES", "get_step_names()"])
    @pytest.mark.parametrize("use", ["['A']", ".get('A')", ".get('A', {})", "['A']['x']"])
    def test_a_look_up_in_a_table(self, table: str, use: str) -> None:
        mention = only(f"import {NAMES} as s\nx = s.{table}{use}")
        assert mention.callee == (f"{NAMES}.{table}[]",)
        assert mention.expected

    @pytest.mark.parametrize("text", ["x = STEP_NAMES\nx['A']", "x: object = STEP_NAMES\nx.get('A')"])
    def test_a_table_by_another_name(self, text: str) -> None:
        assert only(IMPORT + text).callee == (f"{NAMES}.STEP_NAMES[]",)

    @pytest.mark.parametrize(
        "text",
        [
            *("CONFIG_STEP_REGISTRY['A']", "STEP_NAMES['A', 'B']", "STEP_NAMES[x]", "STEP_NAMES.pop('A')"),
            *(
                "OTHER.get('A')",
                "'A' in STEP_NAMES['x'].y",
                "'A' == STEP_NAMES",
                "'A' in STEP_NAMES.values()",
            ),
        ],
    )
    def test_leaves_out_other_uses(self, text: str) -> None:
        assert not [mention for mention in mentions(IMPORT + text) if mention.name == "A"]


class TestExpected:
    @pytest.mark.parametrize(
        "text",
        [
            "validate_step_name('A')",
            "'A' in STEP_NAMES",
            "'A' not in STEP_NAMES.keys()",
            "assert 'A' in get_all_step_names()",
            "STEP_NAMES['A'] = {}",
            "del STEP_NAMES['A']",
            "with pytest.raises(ValueError):\n    get_config_class_name('A')",
            "with a, self.assertRaises(ValueError) as e:\n    x = get_config_class_name('A')",
            "with contextlib.suppress(KeyError):\n    get_config_class_name('A')",
            "self.assertRaises(ValueError, lambda: get_config_class_name('A'))",
            "self.assertRaises(ValueError, get_config_class_name, 'A')",
            "get_config_class_name('A') is None",
            "self.assertIsNone(get_config_class_name('A'))",
            "try:\n    get_config_class_name('A')\nexcept ValueError:\n    pass",
            "try:\n    if x:\n        get_config_class_name('A')\nexcept (OSError, KeyError) as e:\n    pass",
            "try:\n    get_config_class_name('A')\nexcept OSError: pass\nexcept LookupError: pass",
            "try:\n    get_config_class_name('A')\nexcept Exception:\n    pass",
            "try:\n    get_config_class_name('A')\nexcept:\n    pass",
        ],
    )
    def test_not_where_the_code_asks_or_expects_absence(self, text: str) -> None:
        assert not only(IMPORT + text).expected

    def test_not_for_a_predicate_of_a_manager(self) -> None:
        assert not only(MANAGER + "UnifiedRegistryManager().has_step('A')").expected

    @pytest.mark.parametrize(
        "text",
        [
            "get_config_class_name('A')",
            "try:\n    get_config_class_name('A')\nexcept ImportError:\n    pass",
            "try:\n    pass\nexcept ValueError:\n    get_config_class_name('A')",
            "try:\n    pass\nexcept ValueError:\n    pass\nelse:\n    get_config_class_name('A')",
            "try:\n    def run():\n        get_config_class_name('A')\nexcept ValueError:\n    pass",
            "with open(x):\n    get_config_class_name('A')",
            "with pytest.raises(ValueError):\n    pass\nget_config_class_name('A')",
        ],
    )
    def test_elsewhere(self, text: str) -> None:
        assert only(IMPORT + text).expected


class TestWorkspace:
    @pytest.mark.parametrize(
        ("call", "workspace", "computed"),
        [
            ("f('A')", None, False),
            ("f('A', workspace_id='bob')", "bob", False),
            ("f('A', 'bob')", "bob", False),
            ("f('A', workspace_id=None)", None, False),
            ("f('A', workspace_id=bob)", None, True),
            ("f('A', workspace_id=f'{bob}')", None, True),
            ("f('A', **options)", None, True),
        ],
    )
    def test_named_by_the_call(self, call: str, workspace: str | None, computed: bool) -> None:
        mention = only(FROM + call)
        assert (mention.workspace, mention.computed_workspace) == (workspace, computed)

    @pytest.mark.parametrize(
        ("context", "workspace", "computed"),
        [
            ("workspace_context('bob')", "bob", False),
            ("r.workspace_context(workspace_id='bob') as w", "bob", False),
            ("other('bob')", "bob", False),
            ("open(x), workspace_context('bob')", "bob", False),
            ("workspace_context(None)", None, False),
            ("workspace_context(bob)", None, True),
            ("mine.workspace_context('bob')", None, True),
            ("open('bob')", None, False),
        ],
    )
    def test_opened_around_it(self, context: str, workspace: str | None, computed: bool) -> None:
        imports = "from cursus import registry as r\nfrom cursus.registry import workspace_context\n"
        text = f"{FROM}{imports}other = workspace_context\nwith {context}:\n    if x:\n        f('A')"
        mention = only(text)
        assert (mention.workspace, mention.computed_workspace) == (workspace, computed)

    def test_the_call_wins_over_the_context(self) -> None:
        text = f"{FROM}from r import workspace_context\nwith workspace_context(x):\n    f('A', workspace_id='bob')"
        assert only(text).workspace == "bob"

    def test_a_function_runs_where_it_is_called(self) -> None:
        text = f"{FROM}from r import workspace_context\nwith workspace_context('bob'):\n    def g():\n        f('A')"
        assert only(text).workspace is None

    @pytest.mark.parametrize(
        ("made", "workspace", "computed"),
        [
            ("StepCatalog()", None, False),
            ("StepCatalog(workspace_dirs=None)", None, False),
            ("StepCatalog(workspace_dirs=dirs)", None, True),
            ("UnifiedRegistryManager(path)", None, True),
            ("UnifiedRegistryManager(workspace_id='bob')", "bob", False),
        ],
    )
    def test_that_the_manager_is_made_for(self, made: str, workspace: str | None, computed: bool) -> None:
        mention = only(f"{MANAGER}m = {made}\nm.get_step('A')")
        assert (mention.workspace, mention.computed_workspace) == (workspace, computed)


class TestExports:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("import a.b", (("a", "a"),)),
            ("import a.b as c", (("c", "a.b"),)),
            ("from a import b, c as d", (("b", "a.b"), ("d", "a.c"))),
            ("from a import *", (("*", "a"),)),
            ("from a import b\nc = b", (("b", "a.b"), ("c", "a.b"))),
            ("import a\nc = a.b.c", (("a", "a"), ("c", "a.b.c"))),
            (
                "try:\n    from a import b\nexcept ImportError:\n    from c import b",
                (("b", "a.b"), ("b", "c.b")),
            ),
            ("if x:\n    from a import b\nelse:\n    b = None", (("b", "a.b"),)),
            ("from a import b\ndef b(): ...", ()),
            ("def f():\n    from a import b", ()),
            ("from a import B\nb = B()", (("B", "a.B"),)),
            ("from a import *\ndef b(): ...", (("*", "a"), ("b", "app.main.b"))),
            ("from __future__ import annotations", ()),
            ("from .names import b", (("b", "app.names.b"),)),
            ("x = 1", ()),
        ],
    )
    def test_module_level_names_from_elsewhere(self, text: str, expected: tuple[tuple[str, str], ...]) -> None:
        assert exports(text) == expected

    def test_of_a_package(self) -> None:
        text = "from .names import *\nfrom . import x"
        assert exports(text, "lib", is_package=True) == (("*", "lib.names"), ("x", "lib.x"))


def test_mentions_come_in_the_order_of_the_text() -> None:
    text = MANAGER + "StepCatalog().get_step_info('A').get_step('B')\nStepCatalog().get_step('C')"
    assert [mention.name for mention in mentions(text)] == ["A", "B", "C"]


class TestBadText:
    def test_keeps_the_mentions_around_a_broken_line(self) -> None:
        text = IMPORT + "get_config_class_name('A')\nx = = 1\nget_config_class_name('B')\n"
        assert [mention.name for mention in mentions(text)] == ["A", "B"]

    @pytest.mark.parametrize(
        "unit", ["(", "f(", "[", "{", "f(f.x(", "lambda: (", "f[", "not ", "f().x", "a.", "f()", "-"]
    )
    def test_depth_is_no_matter(self, unit: str) -> None:
        begun = time.perf_counter()
        mentions(FROM + "f('A')\n" + unit * 5_000 + "f('B')")
        exports(FROM + "x = " + unit * 5_000 + "f")
        assert time.perf_counter() - begun < 5

    @pytest.mark.parametrize("head", ["if x:", "with f('A'):", "def g():", "class A:", "try:"])
    def test_depth_of_blocks_is_no_matter(self, head: str) -> None:
        lines = [f"{' ' * depth}{head}" for depth in range(300)]
        mentions("\n".join([FROM, *lines, " " * 300 + "f('B')"]))

    def test_long_chains_of_names_end(self) -> None:
        text = FROM + "".join(f"f{n + 1} = f{n}(f{n}) or f{n}\nf{n + 1} = f{n}\n" for n in range(500)) + "f0 = f\n"
        mentions(text + "g = f500\ng('A')")
        exports(text)

    def test_one_enormous_line_is_read_at_once(self) -> None:
        begun = time.perf_counter()
        mentions(FROM + "x = '" + "a:" * 200_000 + "b" * 200_000 + "'\nf('A')")
        assert time.perf_counter() - begun < 5

    def test_never_raises_on_cut_and_shuffled_text(self) -> None:
        whole = IMPORT + MANAGER + (
            "with workspace_context('b') as m, pytest.raises(E):\n    m.get_step('A', **x)\n"
            "try:\n    STEP_NAMES['A'] = 1\nexcept* (A, KeyError) as e: pass\n"
            "def f(a, *b, c: int = 1, **d):\n    global a\n    return [a for b, c in d if 'A' in STEP_NAMES]\n"
            "match x:\n    case {'a': b, **c}: pass\nfor a, (b, *c) in d: pass\nfrom ..a import (b as c,)\n"
        )  # fmt: skip
        pieces = random.Random(7)
        for cut in range(len(whole)):
            mentions(whole[:cut])
            exports(whole[cut:])
        for _ in range(200):
            tokens = whole.split(" ")
            pieces.shuffle(tokens)
            mentions(" ".join(tokens))
            exports(" ".join(tokens))
