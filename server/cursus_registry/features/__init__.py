"""What an editor or a terminal asks, answered in plain data: one module per feature.

A feature takes a snapshot and a place in byte offsets, and must not know the protocol, a terminal or another feature.
"""
