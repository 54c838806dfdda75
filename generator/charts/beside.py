"""Words beside marks, where nothing is in their way."""

from collections.abc import Iterable

from generator.charts.drawing import Target, Words

# A letter of 12 px takes this much at most, and a line this much; a mark is this far from its word.
LETTER, LINE, APART = 6.7, 13, 8


class Labels:
    """Finds room for words between `left` and `right`, and remembers what is taken."""

    def __init__(self, left: float, right: float) -> None:
        self.left, self.right = left, right
        self._taken: list[tuple[float, float, float, float]] = []

    def avoid(self, points: Iterable[tuple[float, float]], r: float = 5) -> None:
        """Nothing is to be written over these."""
        self._taken += [(x - r, x + r, y - r, y + r) for x, y in points]

    def beside(
        self, x: float, y: float, text: str, target: Target | None = None, css: str = "note"
    ) -> list[Words]:
        """The words to the left of a point or to the right of it; none where neither is free."""
        width = len(text) * LETTER
        for begin, anchor in ((x - APART - width, "end"), (x + APART, "start")):
            box = (begin, begin + width, y - LINE / 2, y + LINE / 2)
            if begin >= self.left and box[1] <= self.right and self._free(box):
                self._taken.append(box)
                at = x - APART if anchor == "end" else x + APART
                return [Words(at, y + 4, text, css, anchor, target)]
        return []

    def _free(self, box: tuple[float, float, float, float]) -> bool:
        return all(
            box[1] <= left or box[0] >= right or box[3] <= top or box[2] >= bottom
            for left, right, top, bottom in self._taken
        )
