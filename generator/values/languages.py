"""The languages that a tag may name, by the Unicode CLDR, whose data Babel brings.

BCP 47 takes the shortest code of a language, so that `en` is a tag and `eng` is not.
"""

from babel.core import Locale, get_global

# What CLDR has no English name for, and what it names though it is no single language.
EAST_ASIA = {"cmn", "jje", "okm", "oko", "ryu"}
NONE = {"mul", "sh", "und", "zxx"}
LANGUAGES = {
    str(code) for code in Locale("en").languages if "_" not in str(code)
} - NONE | EAST_ASIA


def meant(code: str) -> str:
    """The language whose longer code, or whose country's code, somebody wrote; empty if none."""
    if spoken := get_global("territory_languages").get(code.upper()):
        most = max(spoken, key=lambda language: float(spoken[language]["population_percent"]))
        return str(most).partition("_")[0]
    shortest = str(get_global("language_aliases").get(code, ""))
    return shortest if shortest in LANGUAGES else ""
