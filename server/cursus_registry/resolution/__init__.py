"""Who wins: effective tables, look-ups, candidates and their reasons, names. The one engine that all ask.

It must not read files, and never says "missing" of what could stand in something unread.
"""
