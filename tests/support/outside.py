"""Classes outside as plain data: what a feature is given in a test, in the place of a process that looks for them."""

from dataclasses import dataclass, field

from cursus_registry.components.class_text import read_class_at
from cursus_registry.components.outside import OutsideClass, Wanted
from cursus_registry.text import Span


@dataclass
class Given:
    """Knows the classes of some texts, each under the path that leads to it; remembers what it was asked."""

    texts: dict[str, list[tuple[str, str]]]
    asked: list[Wanted] = field(default_factory=list)

    def find(self, wanted: Wanted) -> tuple[OutsideClass, ...]:
        self.asked.append(wanted)
        return tuple(outside_class(path, text) for path, text in self.texts.get(wanted.path, ()))


def outside_class(path: str, text: str) -> OutsideClass:
    """The class that a text begins with."""
    data = text.encode()
    name = text.removeprefix("class ").partition(":")[0].partition("(")[0]
    read = read_class_at(data, 0)
    assert read is not None
    return OutsideClass(name, path, Span(6, 6 + len(name.encode())), read)
