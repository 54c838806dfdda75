"""The catalogue as data files, made from the same records as the pages; no HTML and no Markdown."""
