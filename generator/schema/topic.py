"""What a digest is about, as `content/digest.yml` declares it: what is counted, its parts, things.

Each may be left out: then the pages, files and words that are about it are left out too.
"""

from generator.schema.base import Model
from generator.values.scalars import Plain, Slug


class Counted(Model):
    """What is counted: the events of those types that have `group: counted`.

    They have a log, charts, a feed and a calendar.
    """

    id: Slug
    """Its name in addresses, files, feeds and columns: `attacks`. It stays for ever."""
    one: Plain
    """The word for one, in lower case: `attack`."""
    many: Plain
    """The word for several: `attacks`."""
    means: Plain
    """What one is, as after *an attack is*: `one occasion: one day, one place`."""
    happened: Plain
    """How it happened, as between *was* and the name of a place: `carried out in`."""
    place: Plain = "place"
    """The word for the place of one: `site`, `port`."""
    at: Plain = "Place"
    """What the place is called among the values of one: `Carried out in`."""
    heading: Plain | None = None
    """The heading above what and where in a year: `What was attacked, and where`."""


class Parts(Model):
    """What one of what is counted consists of, listed one by one."""

    key: Slug
    """The key of the list in records, and its name in addresses and files: `strikes`."""
    one: Plain
    """The word for one entry of the list: `strike`."""
    many: Plain
    """The word for several: `strikes`."""
    each: Plain
    """What there is one of in each: `bomb`. A type of event may name another as its `part`."""
    all: Plain
    """The word for several of those: `bombs`."""


class Things(Model):
    """What is involved in events and has records of its own, such as makes, ships or groups."""

    key: Slug
    """The folder of the records, and their name in addresses and files: `groups`."""
    one: Plain
    """The word for one, in lower case: `group`."""
    many: Plain
    """The word for several: `groups`."""
    label: Plain
    """What one is called on its own: `Group or person`."""
    title: Plain
    """What the list of all is called: `Groups and persons`."""
