"""Whether every name, id and address belongs to one record."""

from collections.abc import Iterator

from generator.catalogue.link import Catalogue
from generator.problems import Problem, shown


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """Names two records share, addresses two records claim, chains that come back to themselves."""
    yield from _aliases(catalogue)
    yield from _former_ids(catalogue)
    yield from _removals(catalogue)
    yield from _rings(catalogue)


def _aliases(catalogue: Catalogue) -> Iterator[Problem]:
    """A name that two actors, or two systems, share."""
    for kind in ("actors", "systems"):
        owner: dict[str, str] = {}
        for key, record in catalogue.of_kind(kind).items():
            names: list[tuple[tuple[str | int, ...], str]] = [(("name",), record.name)]
            names += [(("aliases", i, "name"), a.name) for i, a in enumerate(record.aliases)]
            for path, name in names:
                other = owner.setdefault(name.casefold(), key)
                if other != key:
                    yield catalogue.sources[kind, key].problem(
                        path,
                        "R007",
                        f"`{shown(name)}` is also a name of {other}",
                        "keep the name on one of them",
                    )


def _former_ids(catalogue: Catalogue) -> Iterator[Problem]:
    seen: dict[tuple[str, str], str] = {}
    for kind, key in catalogue.sources:
        if kind in ("vocabulary", "settings", "removals"):
            continue
        for index, old in enumerate(catalogue.of_kind(kind)[key].former_ids):
            live = old in catalogue.of_kind(kind)
            other = old if live else seen.setdefault((kind, old), key)
            if live or other != key:
                yield catalogue.sources[kind, key].problem(
                    ("former_ids", index), "R004", f"`{old}` belongs to `{other}`", "remove it"
                )


def _removals(catalogue: Catalogue) -> Iterator[Problem]:
    """Removals of records that are still there, or whose address leads elsewhere."""
    for index, removal in enumerate(catalogue.removed):
        known = catalogue.of_kind(removal.kind)
        renamed = {old: key for key, record in known.items() for old in record.former_ids}
        if other := removal.id if removal.id in known else renamed.get(removal.id):
            yield catalogue.sources["removals", "removals"].problem(
                ("removed", index, "id"),
                "R004",
                f"`{removal.id}` is not gone: its address belongs to `{other}`",
                "remove this entry, or delete the record",
            )


def _rings(catalogue: Catalogue) -> Iterator[Problem]:
    """Chains of `part_of`, `within` and `variant_of` that come back to where they began."""
    for kind, field in (("actors", "part_of"), ("places", "within"), ("systems", "variant_of")):
        for key, record in catalogue.of_kind(kind).items():
            trail = [key]
            above = getattr(record, field)
            while above and above not in trail and above in catalogue.of_kind(kind):
                trail.append(above)
                above = getattr(catalogue.of_kind(kind)[above], field)
            if above == key:
                ring = " → ".join([*trail, key])
                yield catalogue.sources[kind, key].problem(
                    (field,), "R002", f"a ring: {ring}", "cut it at one place"
                )
