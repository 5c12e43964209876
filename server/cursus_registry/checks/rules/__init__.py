"""The rules, one module each, listed in `checks.catalogue`."""
