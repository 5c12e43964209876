"""What can be written at a place: step names, fields, values, in registries and in look-ups.

Works in half-typed text as in whole text: the place is read from the tokens before it, not from a tree.
"""

from cursus_registry.features.completion.complete import completion
from cursus_registry.features.completion.model import LONGEST, Completion, CompletionKind, Completions

__all__ = ["LONGEST", "Completion", "CompletionKind", "Completions", "completion"]
