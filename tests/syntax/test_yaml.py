"""YAML texts to nodes: what the quick way sees is what PyYAML sees, and no text is too much."""

import subprocess
import sys
import textwrap

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from yaml.reader import Reader

from cursus_registry.syntax.yaml import Fault, NodeKind, YamlBoundError, YamlText, parse_yaml, tree, verdict
from cursus_registry.text import Span
from syntax.yaml_text import structures, texts

WANTED = frozenset({"step_type", "registry"})
INTERFACE = """\
# how to build it
step_type: TabularPrep  # a note
node_type: internal
registry:
  sagemaker_step_type: 'Processing'
  job_types: [training, "validation"]
  description: >-
    Prepares
    tables
contract:
  entry_point: prep.py
"""


def read(text, wanted=WANTED):
    return parse_yaml(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"), wanted)


def plain(node):
    """A node as nested Python values: texts only, whatever they mean."""
    if node.kind is NodeKind.MAPPING:
        return {key.text: plain(value) for key, value in node.pairs()}
    if node.kind is NodeKind.SEQUENCE:
        return [plain(child) for child in node.children]
    return node.text if node.kind is NodeKind.SCALAR else node.kind.value


def test_what_a_text_says():
    assert plain(read(INTERFACE).root) == {
        "step_type": "TabularPrep",
        "node_type": "skipped",
        "registry": {
            "sagemaker_step_type": "Processing",
            "job_types": ["training", "validation"],
            "description": "Prepares tables",
        },
        "contract": "skipped",
    }


def test_where_it_stands():
    [_, name, *_, _, block, _, _] = read(INTERFACE).root.children
    marked = [node for pair in block.pairs() for node in pair]
    written = [INTERFACE[node.span.start : node.span.end] for node in (name, *marked)]
    assert written == [
        "TabularPrep",
        *("sagemaker_step_type", "'Processing'", "job_types", '[training, "validation"]'),
        *("description", ">-\n    Prepares\n    tables"),
    ]
    assert INTERFACE[block.span.start : block.span.end].splitlines()[-1] == "    tables"


def test_places_are_bytes():
    root = read("é: ü\nstep_type: Größe # ß\n").root
    assert root.children[-1].span == Span(18, 25)
    damaged = read("é: ü\nstep_type: Größe # ß\n\tx: [\n")
    assert damaged.root.children[-1].span == Span(18, 25)


def without_empty_places(node):
    """An absent value in brackets has no place that two parsers agree on."""
    children = tuple(without_empty_places(child) for child in node.children)
    return node._replace(children=children, span=None if node.plain and not node.text else node.span)


def everything(text):
    root = text.root and without_empty_places(text.root)
    return root, text.fault, text.unsafe, sorted(text.doubtful)


@settings(max_examples=500, deadline=None)
@given(texts)
@example("a: |\r\n  x\r\n\r\n y\r\n")  # the parser takes y for a part of the block scalar
@example("a: >\n\n   x\n y\n")
@example("a: >\n\n    \n  x\n")
@example("a: [b, c: :d]\n")
@example("a: [b ? c]\n")
@example("'a'\n : b\n")
@example("a: b\n...\nc: d\n")
@example(f"{'k' * 1100}: v\n")
@example("\ufeffa: b\n")
def test_a_tree_that_is_trusted_says_what_pyyaml_says(text):
    data = text.encode()
    root = tree.parse_tree(data)
    if root.has_error or "\0" in text or len(tree.documents(root)) > 1 or tree.is_unusual(data, root):
        return
    assert everything(tree.read_tree(data, root, None)) == everything(verdict.judge(data))


def test_most_whole_texts_are_read_from_the_tree():
    """Otherwise the property above says nothing."""
    trusted = []

    @settings(max_examples=150, deadline=None, database=None)
    @given(structures)
    def count(text):
        root = tree.parse_tree(text.encode())
        trusted.append(not root.has_error and not tree.is_unusual(text.encode(), root))

    count()
    assert sum(trusted) > 0.4 * len(trusted)


@settings(max_examples=400, deadline=None)
@given(texts | st.text(max_size=40))
@example("a: '\n---\n'")
@example('a: "\\U00110000"\n')
@example("a: \ud800\n")
@example("\ufffe: a")
def test_a_text_is_broken_if_pyyaml_refuses_it(text):
    found = read(text)
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError) as error:
        undefined = "undefined alias" in str(error) or "duplicate anchor" in str(error)
        assert found.fault or (undefined and found.unsafe)
    else:
        assert found.fault is None or "cannot be a key" in found.fault.message
        is_empty = node is None or (node.value == "" and node.style is None and found.unsafe is None)
        assert (found.root is None) == is_empty


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends(newline):
    text = INTERFACE.replace("\n", newline)
    assert plain(read(text).root) == plain(read(INTERFACE).root)
    written = [text[node.span.start : node.span.end] for node in read(text).root.children]
    assert [item.replace(newline, "\n") for item in written] == [
        INTERFACE[node.span.start : node.span.end] for node in read(INTERFACE).root.children
    ]


FAULTS = {
    "a quote": ("a: 'b\nc: d\n", "'b", "the quote that opens here is never closed"),
    "a quote closed by the next": ('a: "b\nc: "d"\n', '"b', "the quote that opens here is never closed"),
    "a bracket": ("a: [b, c\nd: e\n", "[b, c", "']' or ',' is missing"),
    "a brace": ("a: {b: c\nd: e\n", "{b: c", "'}' or ',' is missing"),
    "a key": ("a: b\nkey\nc: d\n", "key", "':' is missing after this key"),
    "the first key": ("a:\n  key\n  c: d\n", "key", "':' is missing after this key"),
    "the last key": ("a: b\nkey\n", "key", "':' is missing after this key"),
    "a second colon": ("a: b: c\n", ": c", "put a text that holds ': ' in quotes"),
    "too far right": ("a: b\n   c: d\n", ": d", "mend the indentation"),
    "too far left": ("a:\n  b: c\n d: e\n", "d: e", "mend the indentation"),
    "a list on the line": ("a: - b\n", "- b", "begin it on a line of its own"),
    "behind a quote": ("a: 'b' c\n", "c", "mend the indentation or the quotes"),
    "a tab": ("a:\n\tb: c\n", "\t", "there is a tab here"),
    "a tab before a note": ("a: b\t# c\n", "\t", "there is a tab here"),
    "a reserved character": ("a: @b\n", "@b", "'@' cannot begin a text: put it in quotes"),
    "an escape": ('a: "b\\q"\n', 'q"', "the escape '\\' with 'q' is not known"),
    "an escape too far": ('a: "b\\U00110000"\n', "\\U00110000", "a character that does not exist"),
    "a character": ("a: b\x07\n", "\x07", "the character U+0007 is not allowed in YAML: remove it"),
    "another document": ("a: b\n---\nc: d\n", "---", "a second document begins here"),
    "an end and more": ("a: b\n...\nc: d\n", "c: d", "expected '<document start>'"),
    "a list as a key": ("? [a]\n: b\n", "[a]", "a list or a mapping cannot be a key"),
}


@pytest.mark.parametrize(("text", "where", "message"), FAULTS.values(), ids=FAULTS)
def test_the_place_and_the_words_of_a_fault(text, where, message):
    fault = read(text).fault
    assert text[fault.span.start : fault.span.end] == where
    assert message in fault.message


def test_the_words_for_a_long_text_are_fewer():
    rest = "x: y\n" * 10_000
    assert "does not parse" in read(f"a: [b\n{rest}").fault.message
    assert "second document" in read(f"a: b\n{rest}---\nc: d\n").fault.message
    assert read(f"step_type: A\nb: *c\n{rest}").unsafe == Fault(
        Span(16, 18), "the alias '*c' is not followed: write the value out"
    )


SALVAGED = {
    "another key is broken": ("step_type: A\nregistry:\n  a: b\nx: [\n", {"a": "b"}),
    "a key begun": ("step_type: A\nregistry:\n  a: b\n  ke\n  c: d\n", {"a": "b", "c": "d"}),
    "the first key begun": ("step_type: A\nregistry:\n  ke\n  c: d\n", {"c": "d"}),
    "a key begun at the margin": ("step_type: A\nregistry:\n  a: b\nke\n  c: d\n", {"a": "b", "c": "d"}),
    "a quote opened": ("step_type: A\nregistry:\n  a: 'b\n  c: d\n", {"a": "skipped", "c": "d"}),
    "a bracket opened": ("step_type: A\nregistry:\n  a: [b,\n  c: d\nx: y\n", {"a": "skipped", "c": "d"}),
    "too far right": ("step_type: A\nregistry:\n  a: b\n    c: d\n  e: f\n", {"a": "b", "c": "d", "e": "f"}),
    "too far left": ("step_type: A\nregistry:\n  a: b\n c: d\n", {"a": "b", "c": "d"}),
    "a colon too many": ("step_type: A\nregistry:\n  a: b: c\n  d: e\n", {"a": "skipped", "d": "e"}),
    "a tab": ("step_type: A\nregistry:\n  a: b\n\tc: d\n  e: f\n", {"a": "b", "c": "skipped", "e": "f"}),
    "below a block scalar": ("step_type: A\nregistry:\n  a: |\n    k: v\n  c: d\nx: [\n", {"a": "k: v\n", "c": "d"}),
    "a bad block scalar": (
        "step_type: A\nregistry:\n  a: |\n     x: y\n   k: v\n  c: d\n",
        {"a": "x: y\n", "k": "v", "c": "d"},
    ),
    "further down": ("step_type: A\nregistry:\n  a:\n    b: [\n    c: d\n  e: f\n", {"a": "skipped", "e": "f"}),
    "a list in blocks": ("step_type: A\nregistry:\n  a:\n  - b\n  - c\n  ke\n  d: e\n", {"a": ["b", "c"], "d": "e"}),
    "a second document": ("step_type: A\nregistry:\n  a: b\n  ke\n---\nstep_type: B\n", {"a": "b"}),
    "nothing of it": ("step_type: A\nregistry: [\n", "skipped"),
}


@pytest.mark.parametrize(("text", "block"), SALVAGED.values(), ids=SALVAGED)
def test_what_is_left_of_a_broken_text(text, block):
    found = read(text)
    assert found.fault
    assert not found.root.whole
    assert plain(found.root) == {"step_type": "A", "registry": block}


def test_a_text_with_two_documents_keeps_the_first():
    found = read("step_type: A\nregistry: {a: b}\n---\nstep_type: B\n")
    assert plain(found.root) == {"step_type": "A", "registry": {"a": "b"}}
    assert found.root.whole


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        ("a: *b\n", "*b", "the alias '*b' is not followed"),
        ("a: &b c\nd: [x, {y: *b}]\n", "*b", "the alias '*b' is not followed"),
        ("a: !!python/object:os.system {}\n", "!!python/object:os.system", "the tag '!!python/object:os.system'"),
        ("a: !include x.yaml\n", "!include", "the tag '!include' is not obeyed"),
        ("a: !!str b\n", "!!str", "the tag '!!str'"),
        ("a: &x !y [*z]\n", "!y", "the tag '!y'"),
        ("a:\n  <<: {b: c}\n", "<<", "the merge key '<<' is not followed"),
        ("<<: *a\n", "<<", "the merge key"),
        ("registry:\n  ke\n  a: *b\n", "*b", "the alias '*b'"),
        (f"a: !{'x' * 90} b\n", f"!{'x' * 90}", f"the tag '!{'x' * 38}…'"),
    ],
)
def test_the_first_unsafe_thing(text, where, message):
    found = read(text)
    assert text[found.unsafe.span.start : found.unsafe.span.end] == where
    assert found.unsafe.message.startswith(message)


def test_an_anchor_alone_is_harmless():
    found = read("registry: &r\n  a: &x b\n")
    assert found.unsafe is None
    assert plain(found.root) == {"registry": {"a": "b"}}
    [(_, value)] = found.root.children[1].pairs()
    assert value.span == Span(21, 22)


def test_the_characters_that_are_not_allowed_are_those_of_pyyaml():
    for code in (*range(0x3000), 0xD7FF, 0xD800, 0xDFFF, 0xE000, *range(0xFEF0, 0x10010), 0x10FFFF):
        fault = read(f"a: '{chr(code)}'\n").fault
        is_allowed = Reader.NON_PRINTABLE.search(chr(code)) is None
        assert is_allowed or (fault and f"U+{code:04X} " in fault.message), hex(code)
        assert not is_allowed or fault is None or chr(code) == "'", hex(code)


LARGE = {
    "lists in lists": "'[' * 30_000",
    "lists in lists, closed": "'[' * 30_000 + ']' * 30_000",
    "items in items": "'- ' * 30_000",
    "keys in keys": "'? ' * 30_000",
    "blocks in blocks": "''.join(' ' * at + 'a:\\n' for at in range(1_000))",
    "items below items": "''.join('  ' * at + '- a:\\n' for at in range(500))",
    "braces on many lines": "('{ ' * 500 + '\\n') * 900",
    "many documents": "'---\\n' * 200_000",
    "many lines": "'key: value\\n' * 80_000",
    "many values": "'a: [' + ('b,' * 400 + '\\n ') * 1_000 + ']\\n'",
    "one long line": "'a: ' + 'x ' * 400_000",
}
BOUNDED = {
    "quotes that never close": "'a: \"x\\n' * 30_000",
    "stray keys": "'registry:\\n' + '  a: \\'b\\n' * 30_000",
    "tabs": "'\\ta: b\\n' * 30_000",
    "block scalars": "'registry:\\n' + '  a: |\\n    x\\n' * 15_000",
    "comments": "'# c\\n' * 30_000 + 'a: b\\n'",
    "blank lines": "'\\n' * 32_000",
    "aliases": "'a: *b\\n' * 5_000",
    "documents": "'---\\n' * 30_000",
    "doubtful values": "'- 2024-99-99\\n' * 30_000",
    "brackets": "('[' * 40 + ']' * 40 + ',\\n') * 9_000",
    "blanks in a quote": "'a: \"' + (' ' * 9_000 + '\\n') * 100 + '\"'",
    "blanks before a colon": "'registry: a' + (' ' * 30_000 + '\\n') * 30 + 'b: c'",
    "an alias bomb": "'a: &a [x, x]\\n' + ''.join(f'{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\\n' for a, b in zip('abcdefghijkl', 'bcdefghijklm'))",
}
CHILD = """
import resource, time
from cursus_registry.syntax.yaml import YamlBoundError, parse_yaml
resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000))
data = ({text}).encode()[:1_000_000]
start = time.process_time()
try:
    parse_yaml(data, {{"registry", "a"}})
    print("read", end=" ")
except YamlBoundError:
    print("skipped", end=" ")
print(time.process_time() - start)
"""


def in_a_process(text):
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(CHILD).format(text=text)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr[-500:]
    result, seconds = run.stdout.split()
    return result, float(seconds)


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_too_much(text):
    result, seconds = in_a_process(text)
    assert result == "skipped"
    assert seconds < 10


@pytest.mark.parametrize("text", BOUNDED.values(), ids=BOUNDED)
def test_much(text):
    result, seconds = in_a_process(text)
    assert result == "read"
    assert seconds < 10


@pytest.mark.parametrize("nested", ["[" * 64 + "]" * 64, "".join(" " * at + "a:\n" for at in range(64)), "- " * 64])
def test_just_deep_enough(nested):
    assert read(nested, None).fault is None
    deeper = f"[{nested}]" if nested[0] == "[" else f"- {nested}" if nested[0] == "-" else nested + " " * 64 + "a:\n"
    with pytest.raises(YamlBoundError, match="nested more than 64 deep; simplify it"):
        read(deeper, None)


def test_just_few_enough():
    items = "[" + "b, " * 9_000 + "]"
    text = "".join(f"k{at}: {items}\n" for at in range(11))
    assert isinstance(read(text), YamlText)
    with pytest.raises(YamlBoundError, match="more than 100,000 values; split it"):
        read(f"{text}more: {items}\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [("\n" * 32_768, "more than 32,767 lines; split it"), ("a" * 32_768, "longer than 32,767 bytes; break it")],
)
def test_what_the_parser_cannot_count(text, message):
    assert read(text[:-1]).fault is None
    with pytest.raises(YamlBoundError, match=message):
        read(text)
