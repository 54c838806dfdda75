"""Every table as a sheet of one workbook, for programs that would guess the letters of a CSV file.

XlsxWriter writes it: it needs nothing else, asks no clock if told a day, and dates the parts of the
file by 1980. openpyxl, the other library that is widely used, writes the hour into the file.
"""

import io
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from generator.catalogue import Catalogue
from generator.exports import licence
from generator.exports.tables.columns import Column, Table
from generator.exports.tables.csv_files import joined

NAME = "digest.xlsx"
# What a cell can hold, by the program that the format is of.
MOST = 32_767
CUT = " … (cut here: the CSV file has all of it)"
# Its calendar has a 29 February 1900, so the days before are others than they look.
FIRST_DAY = date(1900, 3, 1)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
DAY_FORMAT, INSTANT_FORMAT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
WIDTHS = {"number": 10, "integer": 10, "datetime": 17}
WIDEST, NARROWEST = 40, 11
ABOUT, MEANINGS = "about", "columns"


class _Book:
    """The workbook while it is written, with the looks of its cells."""

    def __init__(self, out: io.BytesIO) -> None:
        # Nothing is made a formula, a link or a number because of how it looks.
        self.book = Workbook(
            out,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self.head = self.book.add_format({"bold": True, "bottom": 1})
        self.day = self.book.add_format({"num_format": DAY_FORMAT})
        self.instant = self.book.add_format({"num_format": INSTANT_FORMAT})
        # Stays text even after somebody has edited the cell.
        self.text = self.book.add_format({"quote_prefix": True})

    def sheet(self, name: str, heads: Iterable[tuple[str, int]]) -> Worksheet:
        """A sheet with its row of heads, which stays in sight."""
        sheet = self.book.add_worksheet(name)
        for at, (head, width) in enumerate(heads):
            sheet.write_string(0, at, head, self.head)
            sheet.set_column(at, at, width)
        sheet.freeze_panes(1, 0)
        return sheet

    def write(self, sheet: Worksheet, row: int, at: int, column: Column, value: object) -> None:
        """One cell, by the type of its column; one that is not known stays empty."""
        if value is None:
            return
        if column.type in ("integer", "number"):
            assert isinstance(value, int | float | Decimal)
            sheet.write_number(row, at, float(value))
            return
        text = joined(value, column.many)
        if column.type == "datetime":
            moment = datetime.fromisoformat(text).replace(tzinfo=None)
            if moment.date() >= FIRST_DAY:
                sheet.write_datetime(row, at, moment, self.instant)
                return
        if column.days and DAY.fullmatch(text) and (day := date.fromisoformat(text)) >= FIRST_DAY:
            sheet.write_datetime(row, at, day, self.day)
            return
        if len(text) > MOST:
            text = text[: MOST - len(CUT)] + CUT
        sheet.write_string(row, at, text, self.text)


def workbook(catalogue: Catalogue, tables: Mapping[str, Table], site_url: str = "") -> bytes:
    """The file. Equal records make equal bytes: its day is that of the records.

    Numbers are numbers, whole days are days, and times in UTC are times without a zone; a day known
    by its month or year alone is text, and so is everything else. Text is never a formula.
    """
    out = io.BytesIO()
    book = _Book(out)
    as_of = catalogue.settings.as_of.last
    facts = licence.facts(catalogue, site_url)
    book.book.set_properties(
        {
            "title": facts["title"],
            "subject": facts["subject"],
            "comments": facts["cite"],
            "created": datetime(as_of.year, as_of.month, as_of.day),
        }
    )
    text = Column("", "string", "")
    about = book.sheet(ABOUT, (("what", 14), ("this file", 100)))
    rows = [*facts.items(), *(("caveat", caveat) for caveat in licence.caveats(catalogue))]
    for row, pair in enumerate(rows, 1):
        for at, words in enumerate(pair):
            book.write(about, row, at, text, words)
    for table in tables.values():
        _table(book, table)
    meanings = book.sheet(MEANINGS, (("table", 14), ("column", 24), ("type", 10), ("meaning", 100)))
    every = ((t.name, c.name, c.type, c.about) for t in tables.values() for c in t.columns)
    for row, cells in enumerate(every, 1):
        for at, words in enumerate(cells):
            book.write(meanings, row, at, text, words)
    book.book.close()
    # A book and its sheets name each other, so all cells would stay until Python looks for garbage.
    for sheet in book.book.worksheets():
        sheet.table.clear()
    return out.getvalue()


def _table(book: _Book, table: Table) -> None:
    """A table as a sheet, whose rows can be narrowed down by the values of a column."""
    sheet = book.sheet(table.name, ((column.name, _width(column)) for column in table.columns))
    for at, row in enumerate(table.rows, 1):
        for place, column in enumerate(table.columns):
            book.write(sheet, at, place, column, row.get(column.name))
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _width(column: Column) -> int:
    """The width of a column in digits, by its head and type alone."""
    return min(WIDEST, max(WIDTHS.get(column.type, NARROWEST), len(column.name) + 3))
