"""How good the search is: metrics over judged collections and over one's own files."""
