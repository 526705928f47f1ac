"""Folders → files: walk them, see what is new, changed, moved or gone."""
