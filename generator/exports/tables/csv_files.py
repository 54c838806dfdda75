"""A table as CSV for spreadsheets and programs, by rules that can be undone."""

import csv
import io
import json
from decimal import Decimal

from generator.exports.record_json import json_value
from generator.exports.tables.columns import Table

FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
SEVERAL = ";"
# Excel takes a file for UTF-8 only if it begins with this; many programs take it for a letter.
MARK = "\ufeff"


def sheet(table: Table) -> str:
    """RFC 4180 with line feeds. A text that a spreadsheet would run as a formula gets one `'` in
    front; a text that begins with `'` gets one too, so that the rule can be undone."""
    out = io.StringIO()
    names = [column.name for column in table.columns]
    writer = csv.DictWriter(out, fieldnames=names, lineterminator="\n")
    writer.writeheader()
    many = {column.name for column in table.columns if column.many}
    for row in table.rows:
        writer.writerow({name: _cell(value, name in many) for name, value in row.items()})
    return out.getvalue()


def _cell(value: object, many: bool) -> str:
    if value is None:
        return ""
    text = joined(value, many)
    number = not many and isinstance(value, (int, Decimal))
    return f"'{text}" if text.startswith(FORMULA) and not number else text


def joined(value: object, many: bool) -> str:
    """The text of a cell: `many` values joined by `;`, and what has parts as JSON."""
    if many:
        assert isinstance(value, tuple)
        return SEVERAL.join(value)
    if isinstance(value, (tuple, dict)):
        return json.dumps(json_value(value), ensure_ascii=False)
    return str(value)
