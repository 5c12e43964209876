"""Texts to trees, never raising: what a parser can say, and what can still be said when it cannot.

It must not know what a registry means; the names of the tables it looks for are handed in.
"""
