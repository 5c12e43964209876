"""Each mistake in a settings file is marked where it stands, and nothing else is."""

import pytest

from support.checks import CORE, check_diagnostics

MISTAKES = {
    "an unknown key": """
selct = ["CUR2"]
# <- error[CUR903]
""",
    "an unknown key in quotes": """
  "sel\\u0065ckt" = ["CUR2"]
# ^^^^^^^^^^^^^^ error[CUR903]
""",
    "an unknown key with dots": """
  pinns . A = "core"
# ^^^^^ error[CUR903]
""",
    "a list in the place of a table": """
severity = ["error"]
#          ^^^^^^^^^ error[CUR903]
""",
    "a table in the place of a list": """
[select]
#^^^^^^ error[CUR903]
CUR2 = true
""",
    "a table with dots in the place of a list": """
  select.CUR2 = true
# ^^^^^^ error[CUR903]
""",
    "tables in the place of a list": """
  [[ ignore ]]
#    ^^^^^^ error[CUR903]
code = "CUR2"
""",
    "a string in the place of a list": """
select = "CUR2"
#        ^^^^^^ error[CUR903]
""",
    "one item of a list": """
ignore = ["CUR1", "CUR2O4", "CUR2"]
#                 ^^^^^^^^ error[CUR903]
""",
    "items over many lines": """
ignore = [  # a comment
    "CUR1",

    'CUR2O4',  # another
#   ^^^^^^^^ error[CUR903]
    # a third, with ["CUR2O4"] in it
    3, "CUR2",
#   ^ error[CUR903]
    [ "CUR1" ],
#   ^^^^^^^^^^ error[CUR903]
]
""",
    "keys and values of an inline table": """
severity = { CUR1 = "error", CUR2O4 = "error", CUR3 = "loud", "CUR4" = 3 }
#                            ^^^^^^ error[CUR903]
#                                                     ^^^^^^ error[CUR903]
#                                                                      ^ error[CUR903]
""",
    "keys and values of a table": """
[severity]
CUR1 = "error"
CUR2O4 = "error"
# <- error[CUR903]
CUR3 = "loud"
#      ^^^^^^ error[CUR903]
""",
    "keys and values with dots": """
severity.CUR1 = "error"
severity.CUR2O4 = "error"
#        ^^^^^^ error[CUR903]
severity . "CUR3" = "loud"
#                   ^^^^^^ error[CUR903]
""",
    "a table in the place of a value": """
[severity.CUR1]
#         ^^^^ error[CUR903]
level = "error"
""",
    "lists in a table": """
[per-file-ignores]
"a/**" = ["CUR1", "cur2"]
#                 ^^^^^^ error[CUR903]
"!b" = ["CUR1"]
# <- error[CUR903]
"c.py" = "CUR1"
#        ^^^^^^ error[CUR903]
'../d' = ["CUR1"]
# <- error[CUR903]
""",
    "a path among paths": """
packs = ["step_pack/interfaces", "/etc", "a/../b", "C:/x", "~/x", "$HOME/x", "%USERPROFILE%/x", 'a\\b', ""]
#                                ^^^^^^ error[CUR903]
#                                        ^^^^^^^^ error[CUR903]
#                                                  ^^^^^^ error[CUR903]
#                                                          ^^^^^ error[CUR903]
#                                                                 ^^^^^^^^^ error[CUR903]
#                                                                            ^^^^^^^^^^^^^^^^^ error[CUR903]
#                                                                                               ^^^^^ error[CUR903]
#                                                                                                      ^^ error[CUR903]
""",
    "workspaces without an id": """
workspaces = ["teams/{id}/src", "teams", "{id}/{id}", "/{id}"]
#                               ^^^^^^^ error[CUR903]
#                                        ^^^^^^^^^^^ error[CUR903]
#                                                     ^^^^^^^ error[CUR903]
""",
    "patterns": """
exclude = ["a/", "!a/b", "/c", "..", "~/d", "C:/e", "#f", "[", "g\\\\", "a*b*c*d*e", ""]
#                              ^^^^ error[CUR903]
#                                    ^^^^^ error[CUR903]
#                                           ^^^^^^ error[CUR903]
#                                                   ^^^^ error[CUR903]
#                                                         ^^^ error[CUR903]
#                                                              ^^^^^ error[CUR903]
#                                                                     ^^^^^^^^^^^ error[CUR903]
#                                                                                  ^^ error[CUR903]
""",
    "a core elsewhere, and on another machine": """
core = ["../shared", "/opt/cursus", "C:/cursus", 'D:\\cursus', "//host/share", '\\\\host\\share', "C:cursus"]
#                                                             ^^^^^^^^^^^^^^ error[CUR903]
#                                                                             ^^^^^^^^^^^^^^ error[CUR903]
#                                                                                             ^^^^^^^^^^ error[CUR903]
""",
    "a core that is one path": """
core = "~/shared"
#      ^^^^^^^^^^ error[CUR903]
""",
    "a core of another type": """
core = { path = "x" }
#      ^^^^^^^^^^^^^^ error[CUR903]
""",
    "a baseline outside": '''
baseline = """../known.json"""
#          ^^^^^^^^^^^^^^^^^^^ error[CUR903]
''',
    "pins": """
pins = { Package = "core", Payload = "a/b", "" = "core", Other = 3 }
#                                    ^^^^^ error[CUR903]
#                                           ^^ error[CUR903]
#                                                                ^ error[CUR903]
""",
    "other types": """
select = 1979-05-27
#        ^^^^^^^^^^ error[CUR903]
ignore = -inf
#        ^^^^ error[CUR903]
packs = 0xff
#       ^^^^ error[CUR903]
pins = false
#      ^^^^^ error[CUR903]
exclude = [1.5e3, nan]
#          ^^^^^ error[CUR903]
#                 ^^^ error[CUR903]
baseline = 99999999999999999999999999
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^ error[CUR903]
""",
    "a key that is set twice": """
ignore = ["CUR1"]
exclude = [
  "a",
]
ignore = [
# <- error[CUR903]
  "CUR2",
]
selct = 1
# <- error[CUR903]
""",
    "a key that is set twice in a table": """
severity = { CUR1 = "off", CUR2 = "off", CUR1 = "error" }
#                                        ^^^^ error[CUR903]
""",
    "a key that is set twice in two ways": """
severity = { CUR1 = "off" }
severity.CUR2 = "off"
# <- error[CUR903]
""",
    "a table that is opened twice": """
[severity]
CUR1 = "off"
[pins]
[severity]
#^^^^^^^^ error[CUR903]
CUR2 = "off"
""",
    "not TOML": """
select = ["CUR1"]
ignore ["CUR2"]
#      ^ error[CUR903]
""",
    "a list that is not closed": """
select = ["CUR1"
ignore = ["CUR2"]
# <- error[CUR903]
""",
    "a text that ends too early": """
select = ["CUR1",
#               ^ error[CUR903]
""",
    "a string that is not closed": """
select = ["CUR1]
#         ^^^^^^ error[CUR903]
""",
    "a long string that is not closed": """
select = ["CUR", '''a
#                ^^^^ error[CUR903]
b = 1
""",
    "a word with an apostrophe": """
ignore = ["CUR1"]
don't = 1
#  ^^^^^^ error[CUR903]
""",
    "wide characters before the place": """
exclude = ["ä🚀", "~/x", "日本"]
#                ^^^^^ error[CUR903]
""",
    "the table of the other file": """
[tool.cursus-registry]
#^^^^ error[CUR903]
select = ["CUR1"]
""",
    "codes that no rule has": """
select = ["CUR", "CUR7", "CUR299"]
#                ^^^^^^ warning[CUR902]
#                        ^^^^^^^^ warning[CUR902]
ignore = ["CUR2", "CUR80"]
#                 ^^^^^^^ warning[CUR902]
[severity]
CUR8 = "off"
# <- warning[CUR902]
[per-file-ignores]
"a" = ["CUR2", "CUR299"]
#              ^^^^^^^^ warning[CUR902]
""",
    "a comment silences its line": """
selct = 1  # cursus: ignore[CUR903]
ignore = ["CUR299"]  # noqa: CUR902
severity = { CUR8 = "off" }
#            ^^^^ warning[CUR902]
""",
    "a comment silences the file": """
selct = 1
# cursus: ignore-file[CUR903]
ignore = ["CUR299", 'C:\\temp\\']
""",
    "nothing at all": "",
    "nothing but a comment": "# select = 3",
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_marked_where_it_stands(name):
    check_diagnostics(f"{CORE}\n#- /cursus-registry.toml\n{MISTAKES[name]}")


IN_PYPROJECT = {
    "below its table": """
[project]
name = "x"
selct = "their own"
[tool.cursus-registry]
selct = ["CUR2"]
# <- error[CUR903]
[tool.cursus-registry.severity]
CUR2O4 = "off"
# <- error[CUR903]
CUR299 = "off"
# <- warning[CUR902]
[tool.other]
severity = "their own"
""",
    "with dots": """
[tool]
cursus-registry.select = ["CUR1", "x"]
#                                 ^^^ error[CUR903]
cursus-registry . severity . CUR1 = "loud"
#                                   ^^^^^^ error[CUR903]
""",
    "in an inline table": """
tool = { cursus-registry = { selct = 1, ignore = ["x"] } }
#                            ^^^^^ error[CUR903]
#                                                 ^^^ error[CUR903]
""",
    "with a quoted heading": """
[ "tool" . 'cursus-registry' ]
selct = ["CUR2"]
# <- error[CUR903]
""",
    "no table": """
[tool]
cursus-registry = 3
#                 ^ error[CUR903]
""",
    "a list of tables": """
[[tool.cursus-registry]]
#      ^^^^^^^^^^^^^^^ error[CUR903]
select = ["CUR1"]
""",
    "a list of tools": """
[[tool]]
# ^^^^ error[CUR903]
[tool.cursus-registry]
select = []
""",
    "a heading that stands twice": """
[tool.cursus-registry]
select = ["CUR1"]
[tool.other]
[tool.cursus-registry]
#     ^^^^^^^^^^^^^^^ error[CUR903]
ignore = ["CUR2"]
""",
    "broken elsewhere": """
  [project
#  ^^^^^^^ error[CUR903]
[tool.cursus-registry]
select = ["CUR1"]
""",
    "broken, and not about us": """
[project
[tool.other]
# see cursus-registry
""",
    "about us only in words": """
[project]
dependencies = ["cursus-registry"]
[tool.other]
text = '''
[tool.cursus-registry]
selct = 3
'''
""",
    "a tool with a longer name": """
[tool.cursus-registry-extra]
selct = 3
""",
}


@pytest.mark.parametrize("name", IN_PYPROJECT)
def test_a_mistake_in_pyproject(name):
    check_diagnostics(f"{CORE}\n#- /pyproject.toml\n{IN_PYPROJECT[name]}")


def test_the_file_of_our_own_counts_first():
    check_diagnostics(
        f"""{CORE}
#- /pyproject.toml
[tool.cursus-registry]
selct = 3
#- /cursus-registry.toml
ingore = 3
# <- error[CUR903]
"""
    )
