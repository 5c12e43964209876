"""Changes of files: what an edit of an entry is in the text, and how edits reach the disk, all of them or none."""
