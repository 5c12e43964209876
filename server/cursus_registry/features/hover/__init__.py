"""What a person wants to know of the thing under the pointer, or of a proposal: as Markdown and as plain text.

Whatever comes from a file is escaped and bounded here, so that nothing of it can become a link, a picture or a page.
"""

from cursus_registry.features.hover.answer import Hover, hover
from cursus_registry.features.hover.classes import describe_class
from cursus_registry.features.hover.markup import Markup
from cursus_registry.features.hover.step import describe_step

__all__ = ["Hover", "Markup", "describe_class", "describe_step", "hover"]
