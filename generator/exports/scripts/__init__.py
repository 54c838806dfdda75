"""What the scripts of the site fetch: names for the search, rows of the log, versions; for no one
else, so these may change."""
