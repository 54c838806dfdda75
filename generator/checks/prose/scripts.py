"""Titles and names in the script of the language that their record names."""

import unicodedata
from collections.abc import Iterator

from generator.loading import Source
from generator.loading.document import Path_
from generator.problems import Problem
from generator.schema.kinds import Article, Record

# Scripts by the names that Unicode gives their letters; Latin where a language is not listed.
SCRIPTS = {
    "ko": ("HANGUL", "CJK"),
    "ja": ("HIRAGANA", "KATAKANA", "CJK"),
    "zh": ("CJK", "BOPOMOFO"),
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ckb", "ug"), ("ARABIC",)),
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "ru", "tg", "uk"), ("CYRILLIC",)),
    **dict.fromkeys(("hi", "mr", "ne"), ("DEVANAGARI",)),
    **dict.fromkeys(("he", "yi"), ("HEBREW",)),
    "am": ("ETHIOPIC",),
    "bn": ("BENGALI",),
    "el": ("GREEK",),
    "hy": ("ARMENIAN",),
    "ka": ("GEORGIAN",),
    "km": ("KHMER",),
    "lo": ("LAO",),
    "my": ("MYANMAR",),
    "ta": ("TAMIL",),
    "th": ("THAI",),
}
LATIN = ("LATIN",)
# Written in more than one script by their own readers.
EITHER = {"az", "bs", "sr", "uz"}


def of_record(record: Record, source: Source) -> Iterator[Problem]:
    """Titles of articles as published, and other names, that are in another language's script."""
    if isinstance(record, Article):
        wrong: tuple[Problem, ...] = ()
        if record.title_basis == "published":
            wrong = tuple(_wrong(record.title, record.language, ("title",), "language", source))
        yield from wrong
        if not wrong and _wants_english(record):
            message = (
                f"the title is not in English but in `{record.language}`, and no English is beside "
                "it"
            )
            fix = "add `title_in_english`, the digest's own English for it"
            yield source.problem(("title",), "S002", message, fix)
        if record.title_in_english:
            english = record.title_in_english
            yield from _wrong(english, "en", ("title_in_english",), "title_in_english", source)
    for index, alias in enumerate(vars(record).get("aliases", ())):
        if not isinstance(alias, str):
            yield from _wrong(alias.name, alias.lang, ("aliases", index, "name"), "lang", source)


def _wants_english(article: Article) -> bool:
    """Whether a title as published is in another language, and its English is missing."""
    if article.title_in_english or article.title_basis == "described":
        return False
    code = article.language.partition("-")[0]
    if code == "en":
        return False
    # Papers in other scripts print titles in English, too.
    own = SCRIPTS.get(code)
    return not own or any(_script(char) in own for char in article.title if char.isalpha())


def _wrong(text: str, language: str, path: Path_, field: str, source: Source) -> Iterator[Problem]:
    code, _, rest = language.partition("-")
    wanted = LATIN if rest.startswith("Latn") else SCRIPTS.get(code, LATIN)
    scripts = [_script(char) for char in text if char.isalpha()]
    own = sum(script in wanted for script in scripts)
    # A name in letters of the West is common in every language, and so is one foreign word.
    foreign = sum(script not in (*wanted, *LATIN) for script in scripts)
    wrong = foreign > own if wanted == LATIN else not own and len(scripts) > 3
    if not scripts or code in EITHER or not wrong or rest[:4] not in ("", "Latn"):
        return
    script = next(script for script in scripts if script not in wanted).title()
    if field == "title_in_english":
        message = f"the English of the title is in letters of {script}"
        fix = "write it in English; the title as published goes under `title`"
    else:
        message = f"the text is in letters of {script}, but `{field}` is {language}"
        fix = f"correct `{field}`, or write the words as published"
    yield source.problem(path, "S026", message, fix, text)


def _script(letter: str) -> str:
    """The script that Unicode's name of a letter begins with, such as `HANGUL`."""
    if letter.isascii():
        return "LATIN"
    name = unicodedata.name(letter, "").removeprefix("FULLWIDTH ").removeprefix("HALFWIDTH ")
    return name.split(" ")[0].split("-")[0]
