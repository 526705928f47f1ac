"""Files → documents: readers for each format, run in child processes that can be killed."""
