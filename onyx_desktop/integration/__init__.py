"""Onyx among the other programs of a computer: its entry in the menus, and the start at login."""
