"""How an object of a class is made, and what its docstring says, by the text of the class and of its bases."""

import pytest

from cursus_registry.components.class_docs import read_class_docs
from cursus_registry.components.find import find_class
from support.checks import open_fixture

BASE = "/src/cursus/core/base/config_base.py"
CONFIG = "/src/cursus/steps/configs/config_package_step.py"


def docs(text, workspace=None):
    index = open_fixture(text).snapshot.view.index
    return read_class_docs(index, find_class(index, "PackageConfig", workspace), workspace)


def model(body, base="BaseModel"):
    return f"#- {CONFIG}\nclass PackageConfig({base}):\n{body}\n"


@pytest.mark.parametrize(
    ("field", "parameter"),
    [
        ("a: int", "a: int"),
        ("a: int = 5", "a: int = 5"),
        ("a: str | None = None", "a: str | None = None"),
        ("a: int = Field(..., description='needed')", "a: int"),
        ("a: int = Field(description='needed')", "a: int"),
        ("a: int = Field()", "a: int"),
        ("a: int = Field(5)", "a: int = …"),
        ("a: str = Field('x')", "a: str = …"),
        ("a: int = Field(default=5, ge=1)", "a: int = …"),
        ("a: int = Field(ge=1, default=5)", "a: int = …"),
        ("a: list[str] = Field(default_factory=list)", "a: list[str] = …"),
        ("a: dict = make()", "a: dict = …"),
        (f"a: str = '{'x' * 60}'", "a: str = …"),
    ],
)
def test_a_model_is_made_of_its_fields(field, parameter):
    assert docs(model(f"    {field}\n    _hidden: int = 1\n    kind: ClassVar[str] = 'x'\n    b = 2")).signature == (
        f"class PackageConfig(*, {parameter})"
    )


def test_the_fields_of_bases_come_first_and_can_be_replaced():
    text = f"#- {BASE}\nclass BaseConfig(pydantic.BaseModel):\n    role: str\n    region: str = 'NA'\n" + model(
        "    region: str = 'EU'\n    size: int", "BaseConfig"
    )
    assert docs(text).signature == "class PackageConfig(*, role: str, region: str = 'EU', size: int)"


def test_a_constructor_counts_before_fields():
    assert docs(model("    a: int\n    def __init__(self, x, /, *y: int, **z):\n        ...")).signature == (
        "class PackageConfig(x, /, *y: int, **z)"
    )


def test_what_is_no_model_shows_its_bases():
    assert docs(model("    a: int", "Protocol, Generic[T], metaclass=M")).signature == (
        "class PackageConfig(Protocol, Generic[T])"
    )


def test_a_workspaces_own_base_counts_for_its_classes():
    own = "/developer_workspaces/developers/alice/src/cursus_dev/base.py"
    text = (
        f"#- {own}\nclass Base(BaseModel):\n    hers: int\n#- {BASE}\nclass Base(BaseModel):\n    cores: int\n"
        + model("    pass", "Base")
    )
    assert docs(text, workspace="alice").signature == "class PackageConfig(*, hers: int)"
    assert docs(text).signature == "class PackageConfig(*, cores: int)"


def test_docstrings_are_cleaned():
    found = docs(model('    """One ä🚀\\\\"\n\n        more\n            yet more\n    """\n    a: int'))
    assert found.docstring == 'One ä🚀\\"\n\nmore\n    yet more'
    assert found.inherited == ""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_inherited_docstring_says_whose_it_is(end):
    text = f"#- {BASE}\nclass Base:\n    'The base.'\n" + model("    x = 1\n    'no docstring'", "Base")
    found = docs(text.replace("\n", end))
    assert (found.docstring, found.inherited) == ("The base.", "Base")


def test_only_so_many_fields_are_shown():
    signature = docs(model("\n".join(f"    field{number}: int" for number in range(60)))).signature
    assert signature.endswith("field39: int, …)")
