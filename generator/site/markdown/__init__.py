"""Markdown of the site: read quickly, written beside each page and for other builders; not what a
page says."""
