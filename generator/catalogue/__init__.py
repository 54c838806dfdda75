"""All records, linked to each other, with what cannot be linked told as problems."""

from generator.catalogue.link import Catalogue, Mention, link
from generator.catalogue.values import parsed_value

__all__ = ["Catalogue", "Mention", "link", "parsed_value"]
