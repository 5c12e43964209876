"""The classes and files that make up a step, found without running them; the only package that may know jedi."""
