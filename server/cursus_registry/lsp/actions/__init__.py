"""Code actions in the protocol's shapes: what a client knows of them, quick fixes, refactorings, edits on demand."""
