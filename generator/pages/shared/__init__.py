"""What pages of several kinds have: sources, citation, search, sharing, feeds, sentences; nothing
that one kind of page has alone."""
