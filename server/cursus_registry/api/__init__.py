"""The registry as a library: definitions, managers, resolution, discovery, validation. Thin over the engine.

Nothing of a registry is run: files are read as in the editor and in the terminal. Only `discover_step_builders` and
`find_builder_class` import code, and say so. It must not know the protocol, nor any command.
"""
