"""The records that the form for new ones can name, with every name that each is known by."""

import json

from generator.catalogue import Catalogue
from generator.pages.editors.form import names

NAME = "contribute/names.json"


def files(catalogue: Catalogue) -> dict[str, str]:
    """Path below the site's root and text of the file: by the word for one record of a kind, each
    record as its id, the name that the digest uses, and others."""
    rows = {
        kind: [[key, *called] for key, called in sorted(of.items())]
        for kind, of in names(catalogue).items()
    }
    return {NAME: json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n"}
