"""Pure functions between a query and its hits: query language, route, fuse, snippet, calibrate."""
