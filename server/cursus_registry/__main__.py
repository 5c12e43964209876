"""`python -m cursus_registry`: the same as the command."""

from cursus_registry.cli import main

if __name__ == "__main__":
    main()
