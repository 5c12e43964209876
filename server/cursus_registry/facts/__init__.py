"""What one file says, by itself: declarations, mentions, classes, comments, problems.

Facts carry no absolute positions and compare by meaning; the places stand beside them. A file's facts depend on its
text and its kind alone, never on another file.
"""
