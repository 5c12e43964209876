"""Places to ask about, each with the name that stands there."""

from __future__ import annotations

from editor import Document, Editor, Place
from stage import FEW
from world import World

_CALL = 'get_config_class_name("'

Spot = tuple[Document, Place, str]


def declared_steps(world: World, editor: Editor) -> list[Spot]:
    """The steps of a workspace, where it declares them."""
    document = editor.open(world.registry(FEW))
    return [(document, document.find(f'"{name}": {{', skip=3), name) for name in world.names(FEW)]


def looked_up_steps(world: World, editor: Editor) -> list[Spot]:
    """Steps of the core, where a pipeline looks them up."""
    document = editor.open(world.pipeline())
    names = [text.partition('"')[0] for text in document.text.split(_CALL)[1:]]
    return [(document, document.find(f'{_CALL}{name}"', skip=len(_CALL) + 3), name) for name in names]
