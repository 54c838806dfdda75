"""What the front page compares to tell a reader what is new: every record's version, in short."""

from generator.catalogue import Catalogue
from generator.exports.record_json import dumps, record_version, site_version
from generator.schema.kinds import Event
from generator.schema.registry import PAGED

NAME = "versions.json"
# Hex digits of a version here: of a million changes to a record, one would go unseen.
LENGTH = 5


def files(catalogue: Catalogue) -> dict[str, str]:
    """`versions.json`: the site's version, and for each kind the ids with their versions in short.

    Counted events are a kind of their own beside the others. After the five digits of a version
    stands how many corrections the record has, if any: `3f2a12`.
    """
    what = catalogue.settings.counted
    records: dict[str, dict[str, str]] = {
        **({what.id: {}} if what else {}),
        **{kind: {} for kind in PAGED},
    }
    for kind in PAGED:
        for key, record in sorted(catalogue.of_kind(kind).items()):
            place = (
                what.id
                if what and isinstance(record, Event) and catalogue.is_counted(record)
                else kind
            )
            corrections = len(getattr(record, "corrections", ()))
            version = record_version(catalogue, kind, key)[:LENGTH]
            records[place][key] = f"{version}{corrections or ''}"
    return {NAME: dumps({"version": site_version(catalogue), "records": records})}
