"""From records to a finished site, in one pipeline: MkDocs, search index, link check, staging; not
what a page says."""
