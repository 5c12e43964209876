"""Where the comments of a YAML text stand."""

import time

import pytest
from hypothesis import example, given, settings

from cursus_registry.syntax.yaml import tree
from cursus_registry.syntax.yaml.comments import find_comments
from syntax.yaml_text import texts

TEXT = """\
# 1
step_type: A # 2
registry:   # 3
  description: it's # 4 'not
  other: "a # b
    # c" # 5
  single: 'it''s # x' # 6
  job_types: [a, 'b # c', "d # e", # 7
    f#g] # 8
  text: |+ # 9
    x # y
    # z

  more:
    - >
      # a
    # 10
    - key: |-
        # b
      # 11
    - b:c#d # 12
  url: http://x#y
#13
"""


def written(data):
    return [data[span.start : span.end].decode() for span in find_comments(data)]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_comments(newline):
    found = written(TEXT.replace("\n", newline).encode())
    assert [comment.removeprefix("#").split()[0] for comment in found] == [str(number) for number in range(1, 14)]


def test_in_a_broken_text():
    lines = [
        "a: 'b # no comment",
        "c: [ # 1",
        "d: |",
        "  # no comment",
        "e: f: g # 2",
        'h: "x" y # 3',
        '"i: j # no',
        "k: 'l' # 4",
    ]
    assert written("\n".join(lines).encode()) == ["# 1", "# 2", "# 3", "# 4"]


def tree_comments(root):
    found, stack = [], [root]
    while stack:
        node = stack.pop()
        if node.type == "comment":
            found.append((node.start_byte, node.end_byte))
        stack += node.children
    return sorted(found)


@settings(max_examples=500, deadline=None)
@given(texts)
@example("a: |\n      \n    # b\nc: d\n")
@example("a: |2\n      b\n    # c\n # d\n")
def test_they_are_those_of_the_tree(text):
    data = text.encode()
    root = tree.parse_tree(data)
    if root.has_error or "\0" in text or tree.is_unusual(data, root):
        return
    ends = [(start, start + len(data[start:end].rstrip())) for start, end in tree_comments(root)]
    assert [
        (span.start, span.start + len(data[span.start : span.end].rstrip())) for span in find_comments(data)
    ] == ends


@pytest.mark.parametrize(
    "piece",
    ['"x\n', "'x\n\"y\n", "'", '"', "a ", "|\n", "# c\n", "[ ", 'a: "\\', ": ", "a:", "| ", "'a'" + " " * 500, "#"],
)
def test_it_takes_a_time_that_grows_with_the_length(piece):
    data = piece.encode() * (400_000 // len(piece))
    start = time.process_time()
    assert all(data[span.start : span.start + 1] == b"#" for span in find_comments(data))
    assert time.process_time() - start < 5
