"""The window. May import library, jobs, settings, domain, errors and paths; never a stage."""
