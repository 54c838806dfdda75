"""Why MkDocs ends a build of ours: two kinds of end that the command tells apart."""

from mkdocs.exceptions import Abort


class Refusal(Abort):
    """Something in the records, the templates or the pages written by hand is wrong."""


class Unable(Abort):
    """Something on this machine is in the way."""
