"""All files' facts together: which name is declared where, which class stands where, who mentions what.

Immutable: a change makes a new index that shares all that did not change. It must not decide who wins.
"""
