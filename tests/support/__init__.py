"""The fixture language and the checkers: the only part of the tests that knows the engine's own names."""
