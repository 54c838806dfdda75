"""Pages for those who write records: the form for new ones, what the check reports; not the guides,
which are written by hand."""
