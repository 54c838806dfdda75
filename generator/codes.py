"""Every kind of problem, once: what is wrong, why it matters, how to mend it.

The letter says where it arises: Y the YAML text, S a value or key, R a reference or a rule between
records, M markup in prose, F a file.
"""

from typing import Literal, NamedTuple


class Code(NamedTuple):
    """One kind of problem. `error` refuses the content, `warning` only tells."""

    severity: Literal["error", "warning"]
    what: str
    why: str
    how: str


def _error(what: str, why: str, how: str) -> Code:
    return Code("error", what, why, how)


def _warning(what: str, why: str, how: str) -> Code:
    return Code("warning", what, why, how)


CODES: dict[str, Code] = {
    "F001": _error(
        "A file name is not a record id.",
        "The name becomes the page's address, on every system and for ever.",
        "Rename the file: lower-case letters a to z, digits and single hyphens, then `.yml`.",
    ),
    "F002": _error(
        "A file name is reserved.",
        "The name belongs to the site or to an operating system.",
        "Choose another name.",
    ),
    "F003": _error(
        "Two file names differ only by case or by Unicode form.",
        "One of them is lost when the project is checked out on another system.",
        "Rename one of them.",
    ),
    "F004": _error(
        "Two file names look the same but are written in different Unicode forms.",
        "One of them is lost when the project is checked out on another system.",
        "Rename one of them.",
    ),
    "F005": _error(
        "A file name holds control characters or line breaks.",
        "It could forge lines in reports.",
        "Rename the file.",
    ),
    "F006": _error(
        "A file is too large.",
        "A record is a page of text; a large file is a mistake or an attack.",
        "Split the record, or remove what does not belong in it.",
    ),
    "F007": _error("A file cannot be read.", "Its record would be lost.", "Check its permissions."),
    "F008": _error(
        "A file of an unknown kind lies in the content folder, or a known one in the wrong place.",
        "It would be ignored, and what it says lost.",
        "Records end in `.yml` (explainers in `.md`) and lie in the folder of their kind.",
    ),
    "F009": _error(
        "This is not a plain file.", "Reading it could wait for ever.", "Remove the pipe or device."
    ),
    "F010": _error(
        "A symbolic link lies in the content folder.",
        "It could publish files from outside the project.",
        "Replace it by the file itself.",
    ),
    "F011": _error(
        "The content folder holds no records, or lacks a file every digest needs.",
        "An empty site would replace a full one.",
        "Check the folder's name.",
    ),
    "Y001": _error(
        "A tab is used for indentation.", "YAML allows spaces alone.", "Use two spaces a level."
    ),
    "Y002": _error(
        "The file is not UTF-8 but UTF-16 or UTF-32.",
        "Nobody can review it in a diff.",
        "Save it as UTF-8.",
    ),
    "Y003": _error(
        "The file is not UTF-8.", "Letters would be shown wrongly.", "Save it as UTF-8."
    ),
    "Y004": _error(
        "An invisible U+FEFF stands inside the file.",
        "It becomes part of a key or a word, and the field is lost.",
        "Delete the invisible character.",
    ),
    "Y005": _error(
        "A key is given twice.", "One of the two values would be lost.", "Keep one of the two."
    ),
    "Y006": _error(
        "An anchor, alias or merge key is used.",
        "A reader of the file no longer sees the values, and a short file can expand without end.",
        "Write the value out; quote text that begins with `&` or `*`.",
    ),
    "Y007": _error("Values are nested too deep.", "No record needs it.", "Flatten the value."),
    "Y008": _error(
        "A YAML tag or directive is used.",
        "It would change what the text means.",
        "Remove it; quote text that begins with `!` or `%`.",
    ),
    "Y009": _error(
        "A second YAML document begins.", "One file is one record.", "Remove the `---` line."
    ),
    "Y010": _error(
        "The file holds no record.",
        "It would be a page without content.",
        "Write one `key: value` on each line, or delete the file.",
    ),
    "Y011": _error(
        "A control character stands in the text.",
        "It breaks feeds and pages, and can forge reports.",
        "Remove it.",
    ),
    "Y012": _error(
        "An invisible line separator stands in the text.",
        "YAML takes it for a line break: one line in review becomes two keys.",
        "Delete the character.",
    ),
    "Y013": _error(
        "An invisible or direction-changing character stands in the text.",
        "Reviewers and readers would see another text than the one that is published.",
        "Delete the character.",
    ),
    "Y014": _error(
        "Text after ` #` is dropped as a comment.",
        "The end of the value would be lost.",
        "Put the whole value in quotation marks; write comments on lines of their own.",
    ),
    "Y015": _error(
        "A value without quotation marks spans lines, or begins with a sign that YAML reads.",
        "Part of it would be lost or become another field.",
        "Put the value in quotation marks, or use `|` for long text.",
    ),
    "Y016": _error(
        "A key of the record stands inside a block of text.",
        "It would be published as prose, and the field stay empty.",
        "Move the line to the left, or reword it.",
    ),
    "Y017": _error(
        "The text is not in Unicode normal form, or has stray spaces.",
        "Search and comparison would miss it.",
        "Type the text again, or remove the spaces.",
    ),
    "Y019": _error(
        "The text is not YAML.", "Nothing in the file can be read.", "See the place named."
    ),
    "S001": _error(
        "A key is not known.", "Its value would be lost.", "Use one of the keys of this record."
    ),
    "S002": _error(
        "A required key or value is missing.",
        "The page would have a hole, and nobody knows whether it was forgotten.",
        "Write the value; leave out only keys that are not required.",
    ),
    "S003": _error(
        "A value has the wrong shape or is not one of the allowed words.",
        "It could not be shown or compared.",
        "Use one of the words or shapes named.",
    ),
    "S010": _error(
        "A coordinate is not in decimal degrees.", "The map dot would be wrong.", "Write 39.15."
    ),
    "S011": _error(
        "A number is not written as one.",
        "It could be read as another number.",
        "Digits with a decimal point; no separators, no unit.",
    ),
    "S012": _error("A number is not finite.", "It means nothing.", "Leave the key out."),
    "S013": _error("A number is negative, or a range goes down.", "It cannot be.", "Check it."),
    "S014": _error("A coordinate is outside the globe.", "It cannot be.", "Swap lat and lon?"),
    "S015": _error("A number is not plausible.", "It is most likely a slip.", "Check the number."),
    "S016": _error("A text is too long for its field.", "It would not fit.", "Shorten it."),
    "S020": _error("A date or time does not exist.", "It cannot be.", "Check the calendar."),
    "S021": _error(
        "A date is not in the form used here.",
        "It could be read as another day.",
        "Write YYYY-MM-DD, YYYY-MM or YYYY.",
    ),
    "S022": _error("A date lies in the future.", "Nothing reported has happened yet.", "Check it."),
    "S023": _error("An end lies before its beginning.", "It cannot be.", "Check both days."),
    "S024": _error(
        "A time has no zone or is not a time.",
        "KST and UTC differ by nine hours and often by a calendar day.",
        "Write 15:50 KST or 06:54 UTC.",
    ),
    "S030": _error(
        "An address is not a plain web address.",
        "It could mislead or run code.",
        "Copy the address of the page itself.",
    ),
    "S040": _error(
        "An id is not written as one.",
        "It could not be an address.",
        "Lower-case letters a to z, digits and single hyphens.",
    ),
    "S041": _error(
        "A language tag is not known.",
        "Screen readers would mispronounce the text.",
        "Write en, ko, ja or another BCP 47 tag.",
    ),
    "R001": _error(
        "A reference leads to no record.",
        "The link would be dead.",
        "Correct the id, or add the record.",
    ),
    "R002": _error("Records refer to each other in a ring.", "It has no meaning.", "Cut the ring."),
    "R003": _error("An id is used twice.", "One record would overwrite the other.", "Rename one."),
    "R004": _error(
        "An id and a former id collide.",
        "A redirect would hide a live page.",
        "Remove the former id, or rename the record.",
    ),
    "R007": _error(
        "Two actors or systems share an alias.",
        "Nobody knows which one is meant.",
        "Keep the alias on one of them.",
    ),
    "R008": _error(
        "An article was published before the event it reports.",
        "One of the two dates is wrong.",
        "Check both.",
    ),
    "R009": _error(
        "A claim must be about one record and one of its properties.",
        "It could not be compared with others.",
        "Name one of event, fact, actor, system, place, and a property that it has.",
    ),
    "R010": _warning(
        "A fact is due for review.",
        "The number may have changed.",
        "Check its source, then move `review_by`.",
    ),
    "R011": _error(
        "A number in the text differs from the record's own.",
        "The page would contradict itself.",
        "Correct the one that is wrong.",
    ),
    "R012": _error(
        "A value rests on an article that does not report the event.",
        "A reader could not check it.",
        "Add the event to the article's `events`.",
    ),
    "M001": _error(
        "HTML stands in the text.",
        "It could run code or hide words.",
        "Use Markdown, or quotation marks instead of < and >.",
    ),
    "M002": _error("An attribute list stands in the text.", "It could run code.", "Remove it."),
    "M003": _error(
        "A link leads to something other than the web or a record.",
        "It could run code or lead nowhere.",
        "Link to https:// or to a record.",
    ),
    "M004": _error(
        "An emphasis mark stands inside a word or between digits.",
        "It would vanish and change the word or number.",
        "Write a backslash before it.",
    ),
    "M005": _error(
        "A line begins like a numbered list but is not one.",
        "Its number would be lost or changed.",
        "Write a backslash before the full stop.",
    ),
    "M006": _error("A file include stands in the text.", "It could publish secrets.", "Remove it."),
    "M008": _error(
        "The text is too long or too deeply nested.",
        "It would stop the build.",
        "Shorten or flatten it.",
    ),
    "M009": _error("An image stands in the text.", "It could track readers.", "Describe it."),
    "M010": _error(
        "A heading or code block stands where none belongs.",
        "It breaks the outline.",
        "Use paragraphs; in explainers headings of level two and three.",
    ),
    "M011": _error(
        "Template braces stand in the text.", "They could be run as code.", "Remove them."
    ),
    "M012": _error(
        "A line break is forced.",
        "It does not survive all forms of the page.",
        "Begin a new paragraph.",
    ),
    "M013": _error(
        "A number in an explainer stands outside a link.",
        "It would have no source.",
        "Make it a fact, or link the record it belongs to.",
    ),
}
