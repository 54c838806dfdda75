"""What is computed once for a catalogue: kept in the catalogue itself, and gone with it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from generator.catalogue.catalogue import Catalogue

P = ParamSpec("P")
T = TypeVar("T")


def per_catalogue(
    compute: Callable[Concatenate[Catalogue, P], T],
) -> Callable[Concatenate[Catalogue, P], T]:
    """The function, which computes its result for a catalogue once, also per further arguments.

    A cache of its module would mix up catalogues, or forget one for another where two are compared.
    """

    @wraps(compute)
    def computed(catalogue: Catalogue, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (compute, args, *sorted(kwargs.items()))
        if key not in catalogue.computed:
            catalogue.computed[key] = compute(catalogue, *args, **kwargs)
        result: T = catalogue.computed[key]
        return result

    return computed
