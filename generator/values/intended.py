"""What an author meant by a number, day or time that is written in another form.

Each function gives the texts in the form used here, the likeliest first; none where nobody can
tell. The parsers accept each of them, so that a fix is never refused in its turn.
"""

import calendar
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

NOTHING = {
    *("unknown", "not known", "unclear", "not available", "not given", "none", "nil"),
    *("null", "n/a", "n.a.", "na", "tbd", "tbc", "~", "?", "-"),
}
"""Words and signs that say that nothing is known."""
LEAVE_OUT = "leave the key out if the value is not known"
DEGREES = re.compile(
    r"[NSEW\s]*([+-]?)(\d{1,3})(?:[.,](\d{1,20}))?"
    # Minutes and, behind their sign, seconds.
    r"(?:\s*[°º:]\s*(?:(\d{1,2})\s*(?:['′’:]\s*(?:(\d{1,2})(?:[.,]\d+)?\s*[\"″”]?)?)?)?)?[NSEW\s]*",
    re.ASCII,
)
YEARS = range(1900, 2200)
"""Those that a day can have."""
# Hyphens, dashes and minus signs of other alphabets and word processors.
DASHES = re.compile("[\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d\u30fc]")
WIDE = re.compile("[\uff01-\uff5e\u3000]")
NUMBER = r"(?:0|[1-9]\d{0,9})(?:\.\d{1,6})?"
WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
"""The numbers that have a word of their own, each at its place."""
ABOUT = r"approx(?:imately|\.)?|about|around|roughly|some|circa|ca?\.|≈|~"
# What comes before or after a number, and the form that says the same here.
BEFORE = (
    (ABOUT, "about"),
    (r"more than|over|above|exceeding|greater than|>", "more than"),
    (r"at least|no less than|not less than|a minimum of|minimum|min\.|≥|>=", "at least"),
    (r"up to|at most|no more than|not more than|a maximum of|maximum|max\.|≤|<=", "up to"),
    (r"less than|fewer than|under|below|<", "less than"),
)
BEHIND = ((r"\+|or more|or above|at least", "at least"), (r"or less|or fewer", "up to"))
MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
ZONES = dict.fromkeys(("utc", "gmt", "z", "+00:00"), "UTC")
"""How a time in UTC may be called too."""


def plain_signs(text: str) -> str:
    """The text with plain digits, signs, hyphens and spaces."""
    return DASHES.sub("-", unicodedata.normalize("NFKC", text)).strip()


def signs(text: str) -> str:
    """What to say of signs that look like plain ones and are not; empty where there are none."""
    names = []
    if any(char.isdigit() for char in WIDE.findall(text)):
        names.append("full-width digits")
    elif WIDE.search(text):
        names.append("full-width signs")
    if DASHES.search(text):
        names.append("a dash that is not a plain hyphen")
    return f" (it has {' and '.join(names)})" if names else ""


def is_nothing(text: str) -> bool:
    """Whether a value says that there is none."""
    return plain_signs(text).lower() in NOTHING


def quantities(text: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """`approx. 350km` as `about 350`, where `names` are those of the unit, or of what is counted.

    No other is dropped: the number with another unit is another one.
    """
    if len(text) > 60:
        return ()
    words = re.sub(r"\s+", " ", plain_signs(text).lower())
    words = re.sub(r"(?<=\d)[,_'’ ](?=\d{3}(?!\d))", "", words)
    if either := "|".join(re.escape(name.lower()) for name in names):
        words = re.sub(rf"(?:(?<=\d) ?| )(?:{either})s?\b\.?", "", words).strip()
    form = ""
    for pattern, said in BEFORE:
        if match := re.match(rf"(?:{pattern})(?:(?<=[a-z]) | ?(?=\d))", words):
            form, words = said, words[match.end() :]
            break
    for pattern, said in BEHIND if not form else ():
        if match := re.fullmatch(rf"({NUMBER}|[a-z]+) ?(?:{pattern})", words):
            form, words = said, match[1]
            break
    words = re.sub(r"^(?:between|from) (.*) (?:and|to) ", r"\1 to ", words)
    ends = [_digits(end) for end in re.split(r" to | ?- ?| ?~ ?", words)]
    if len(ends) > 2 or not all(re.fullmatch(NUMBER, end, re.ASCII) for end in ends):
        return ()
    if len(ends) == 2 and (form not in ("", "about") or float(ends[0]) > float(ends[1])):
        return ()
    if any(thousands(end) for end in ends):
        return ()
    return (f"{form} {' to '.join(ends)}".strip(),)


def _digits(word: str) -> str:
    """A number in digits, where it is a small one in words; without noughts before it."""
    if word in WORDS:
        return str(WORDS.index(word))
    return word.lstrip("0") or "0" if re.fullmatch(r"0\d+", word, re.ASCII) else word


def degrees(text: str, limit: int) -> str:
    """`39°25′ S`, `39.25N` or `39,25` in decimal degrees, as exactly as it says; empty if none.

    `limit` is 90 for those to the north and south, 180 for those to the east and west.
    """
    plain = DASHES.sub("-", text).upper()
    match = DEGREES.fullmatch(plain) if len(text) <= 40 else None
    letter = "".join(re.findall("[NSEW]", plain))
    if not match or letter not in ("", *("NS", "EW")[limit > 90]) or (match[1] and letter):
        return ""
    sign, whole, part, minutes, seconds = (found or "" for found in match.groups())
    if (part and minutes) or int(minutes or 0) > 59 or int(seconds or 0) > 59:
        return ""
    there = float(f"{whole}.{part or 0}") + int(minutes or 0) / 60 + int(seconds or 0) / 3600
    places = 4 if seconds else 2 if minutes else min(len(part), 6)
    minus = "-" if sign == "-" or letter in ("S", "W") else ""
    return f"{minus}{there:.{places}f}" if there <= limit else ""


def thousands(number: str) -> tuple[str, ...]:
    """The two readings of `1.350`: 1350, as many papers write it, or 1.35. One of `1.234.567`."""
    if not re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", number, re.ASCII):
        return ()
    joined = number.replace(".", "")
    if number.count(".") > 1:
        return (joined,)
    short = re.sub(r"0{1,2}$", "", number)
    return joined, short if short != number else f"{number}0"


def days(text: str) -> tuple[str, ...]:
    """`27 Jan 2026`, `2026년 8월 15일` and the like; both readings of `01/02/2026`."""
    words = plain_signs(text).lower()
    if len(words) > 40:
        return ()
    words = re.sub(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? ", "", words)
    words = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", words)
    year = r"(?P<y>\d{4})"
    month = r"(?P<m>\d{1,2})"
    day = r"(?P<d>\d{1,2})"
    name = r"(?P<name>[a-z]+)\.?"
    with_signs = rf"{year} ?[년年]"
    forms = (
        rf"{with_signs}(?: ?{month} ?[월月](?: ?{day} ?[일日])?)?",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
        rf"{year} ?[-./] ?{month} ?[-./] ?{day}\.?",
        rf"{day} {name},? {year}",
        rf"{day}-{name}-{year}",
        rf"{name} {day},? {year}",
        rf"{year} {name} {day}",
        rf"{name},? {year}",
        rf"{year} {name}",
        rf"{year}[-./]{month}",
        year,
    )
    for form in forms:
        if match := re.fullmatch(form, words, re.ASCII):
            parts = match.groupdict()
            number = parts.get("m") or MONTHS.get(parts.get("name") or "", 0)
            return _day(parts["y"], number, parts.get("d") or 0)
    if match := re.fullmatch(rf"(\d{{1,2}})([-./]) ?(\d{{1,2}})\2 ?{year}\.?", words, re.ASCII):
        first, second = match[1], match[3]
        meant = _day(match["y"], second, first) + _day(match["y"], first, second)
        return tuple(dict.fromkeys(meant))
    return ()


def _day(year: str, month: str | int, day: str | int) -> tuple[str, ...]:
    """A day, month or year in the form used here, if the calendar has it."""
    y, m, d = int(year), int(month), int(day)
    if y not in YEARS or (d and not m):
        return ()
    if m and not (1 <= m <= 12 and d <= calendar.monthrange(y, m)[1]):
        return ()
    return (f"{y:04}" + (f"-{m:02}" if m else "") + (f"-{d:02}" if d else ""),)


def times(text: str, places: Sequence[str], names: Mapping[str, str]) -> tuple[str, ...]:
    """`3:50 pm UTC`, `15:50 BST`, `06:50 GMT`; both readings of `3:50 UTC`, and of a lost zone.

    `places` are the abbreviations of clocks, `names` gives them by what else clocks are called.
    """
    zones_by_name = ZONES | {place.lower(): place for place in places} | dict(names)
    words = re.sub(r"\s+", " ", plain_signs(text).lower())
    if len(words) > 60:
        return ()
    words = re.sub(r"([ap])\.? ?m\b\.?", r"\1m", words)
    words = re.sub(r"(오전|오후|午前|午後) ?(.*?[시時](?: ?\d{1,2} ?[분分])?)", r"\2 \1", words)
    words = re.sub("오전|午前", "am", re.sub("오후|午後", "pm", words))
    words = re.sub(r"(\d{1,2}) ?[시時](?: ?(\d{1,2}) ?[분分])?", r"\1:\2", words)
    words = re.sub(r":(?!\d)", ":00", words)
    words = re.sub(r" ?\((.*)\)$", r" \1", words).removeprefix("at ")
    longest = sorted(zones_by_name, key=len, reverse=True)
    zone = next(
        (name for name in longest if re.search(rf"(?<![a-z]){re.escape(name)}$", words)), ""
    )
    words = words.removesuffix(zone).strip()
    about = re.match(rf"(?:{ABOUT})(?:(?<=[a-z]) | ?(?=\d))", words)
    words = words[about.end() :] if about else words
    words = re.sub(r"^(?:between|from) (.*) (?:and|to) ", r"\1 to ", words)
    ends = re.split(r" to | ?- ?| ?~ ?", words)
    if len(ends) > 2:
        return ()
    half = next((match[1] for end in ends if (match := re.search(r"([ap]m)$", end))), "")
    read = [_minutes(end, half) for end in ends]
    if not all(read):
        return ()
    approx = "about " if about else ""
    zones = [zones_by_name[zone]] if zone else places
    # A clock of twelve hours may mean the afternoon, at both ends alike.
    turns = range(min(len(one) for one in read))
    spans = [" to ".join(one[min(turn, len(one) - 1)] for one in read) for turn in turns]
    return tuple(f"{approx}{span} {where}" for span in spans for where in zones)


def _minutes(text: str, half: str) -> tuple[str, ...]:
    """A time of day as HH:MM: two where it may be before or after noon, none where it is none."""
    match = re.fullmatch(
        r"(\d{1,2})(?:[:.h](\d{2})(?::\d{2})?|(?= ?[ap]m))(?: ?([ap]m))?", text, re.ASCII
    ) or re.fullmatch(r"(\d{2})(\d{2})(?: ?(?:hours|hrs|h))?()", text, re.ASCII)
    if not match:
        return ()
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3] or half
    if minute > 59 or hour > (12 if half else 23) or (half and not hour):
        return ()
    if half:
        return (f"{hour % 12 + 12 * (half == 'pm'):02}:{minute:02}",)
    early = f"{hour:02}:{minute:02}"
    # Whoever writes one digit counts the hours to twelve, more often than not.
    twice = hour > 0 and len(match[1]) == 1
    return (early, f"{hour + 12:02}:{minute:02}") if twice else (early,)
