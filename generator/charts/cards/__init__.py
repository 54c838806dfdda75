"""The picture that is shared with a link, drawn with our own fonts; not the
words on it."""
