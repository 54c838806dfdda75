"""All records, linked to each other, and what a counted event counts as; no rules and no pages."""

from generator.catalogue.catalogue import Catalogue, Mention
from generator.catalogue.link import link
from generator.catalogue.values import parsed_value

__all__ = ["Catalogue", "Mention", "link", "parsed_value"]
