"""Bytes that somebody published as text, whatever they say of their own letters."""

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from generator.loading.characters import character_fault

DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)
# What pages are written in. Python knows more under such names, some of them no letters at all.
NAMES = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|us-ascii|iso-8859-\d+|latin-?\d+|windows-\d+|cp\d+|koi8-[ru]|euc-(?:kr|jp)"
    r"|ks_c_5601-1987|x-windows-949|x-sjis|shift[_-]jis|iso-2022-(?:jp|kr)|gb(?:k|2312|18030)|big5(?:-hkscs)?"
    r"|tis-620|macintosh",
    re.IGNORECASE,
)
# Browsers read the greater set of letters under the name of the smaller.
MEANT = {
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "x-windows-949"), "cp949"),
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis"), "cp932"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    **dict.fromkeys(("iso-8859-1", "latin1", "us-ascii"), "cp1252"),
    "macintosh": "mac_roman",
}
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Japanese mail and old pages: seven bits, so that it would pass for UTF-8.
SEVEN_BITS = b"\x1b$"


def is_text(body: bytes) -> bool:
    """Whether a file is a page or a text, and no PDF, picture or the like."""
    marked = any(body.startswith(mark) for mark, _ in MARKS)
    return marked or not (body.startswith(b"%PDF-") or b"\0" in body[:20_000])


def decoded(body: bytes, charset: str = "") -> str:
    """The text of a page or table; `charset` is what the server said.

    What is UTF-8 is read as that, whatever is declared: no other text looks like it by chance.
    Then what is declared, if all of it can be read so; then what the letters look like.
    """
    for mark, name in MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    found = DECLARED.search(body[:4096])
    declared = [charset, found[1].decode("ascii", "replace") if found else ""]
    names = [_meant(name) for name in declared if NAMES.fullmatch(name)]
    order = [*names, "utf-8"] if SEVEN_BITS in body else ["utf-8", *names]
    for name in order:
        try:
            return body.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    best = from_bytes(body[:100_000]).best()
    return body.decode(best.encoding if best else "cp1252", "replace")


def _meant(name: str) -> str:
    return MEANT.get(name.lower(), name.lower())


def line(text: object) -> str:
    """A text on one line, in Unicode NFC, without anything that no record may hold."""
    plain = " ".join(unicodedata.normalize("NFC", str(text or "")).split())
    kept = ""
    for char in plain:
        if not character_fault(char, kept[-1:]):
            kept += char
    return " ".join(kept.split())
