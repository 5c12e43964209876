"""What is reported: one module per rule, and the run over one file.

A rule is a module with `CODE`, `NAME`, `SEVERITY`, `check` and a docstring that is its page. A rule never looks at
another rule, never edits, and speaks only when it is sure.
"""
