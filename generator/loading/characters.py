"""Characters that hide, reorder or break text.

What Unicode does not know yet, the Python that reads it does not know either, and refuses.
"""

import unicodedata

# Fillers of Hangul, the empty pattern of Braille, and marks without a shape of their own.
UNSEEN = {0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0x034F, 0x17B4, 0x17B5}
# Characters of format that are shown: signs of Arabic, Syriac and Kaithi around numbers.
SEEN = {*range(0x0600, 0x0606), 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD}
JOINERS = {0x200C, 0x200D}
# Scripts whose letters change by a joiner: Arabic and Syriac to those of India, Tibet, Burma,
# Cambodia and Mongolia, and the forms of Arabic letters.
JOINED = (
    *(range(0x0600, 0x1100), range(0x1780, 0x18B0), range(0xA800, 0xAC00)),
    *(range(0xFB50, 0xFE00), range(0xFE70, 0xFEFF), range(0x11000, 0x12000)),
)
# They choose the form of the character before them.
VARIANTS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x180B, 0x1810)}
# Signs older than emoji that can be shown as one.
OLD_EMOJI = "#*0123456789\u203c\u2049"
SKIN = range(0x1F3FB, 0x1F400)


def character_fault(char: str, before: str = "") -> tuple[str, str, str] | None:
    """Code, message and fix for a character that may not stand in a record behind `before`."""
    point = ord(char)
    name = f"U+{point:04X}"
    if char == "\t":
        inside = before and not before.isspace()
        fix = "write a space" if inside else "use two spaces"
        return "Y001", "a tab is where only spaces may be", fix
    if 0x20 <= point < 0x7F:
        return None
    if point < 0x20 or (0x7F <= point < 0xA0 and point != 0x85):
        return "Y011", f"control character {name}", "remove it"
    if point in (0x85, 0x2028, 0x2029):
        return "Y012", f"{name} is a line break to YAML", "delete the character"
    if point == 0xFEFF:
        return "Y004", f"invisible {name}", "delete the invisible character"
    if char == "\u00a0":
        return "Y017", "no-break space U+00A0", "write a plain space"
    if char == "\ufffd":
        return "Y011", f"{name} replaces a letter that was lost", "type the letter again"
    category = unicodedata.category(char)
    if category in ("Cn", "Co", "Cs"):
        return "Y011", f"{name} is not a character for exchange", "remove it"
    unseen = point in UNSEEN or (category == "Cf" and point not in SEEN)
    if unseen or point in VARIANTS:
        if before and point in JOINERS and _joins(before):
            return None
        if before and point in VARIANTS and _varies(before):
            return None
        return "Y013", f"invisible character {name}", "delete the character"
    return None


def _joins(before: str) -> bool:
    """Whether a joiner has a meaning behind this character: a letter of some scripts, an emoji."""
    point = ord(before)
    if any(point in script for script in JOINED):
        return unicodedata.category(before)[0] in "LM" and point not in UNSEEN
    return unicodedata.category(before) == "So" or point in SKIN or point == 0xFE0F


def _varies(before: str) -> bool:
    """Whether a character has several forms to choose from: an ideograph, a sign, an emoji."""
    if ord(before) in UNSEEN:
        return False
    return unicodedata.category(before) in ("So", "Sm", "Lo") or before in OLD_EMOJI
