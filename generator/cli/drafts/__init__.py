"""`digest draft` and `digest watch`: what is asked of other people's servers, what is written and
printed; not what is read off a page or table."""
