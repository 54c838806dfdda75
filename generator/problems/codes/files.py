"""What can be wrong with files and with the text in them: F and Y."""

from generator.problems.codes.code import Code, error

# fmt: off
FILES: dict[str, Code] = {
    "F001": error(
        "A file name is not a record id.",
        "The name becomes the page's address, on every system and for ever.",
        "Rename the file: lower-case letters a to z, digits and single hyphens, then `.yml`."),
    "F002": error(
        "A file name is reserved.",
        "The name belongs to the site or to an operating system.",
        "Choose another name."),
    "F003": error(
        "Two file names differ only by case or by Unicode form.",
        "One of them is lost when the project is checked out on another system.",
        "Rename one of them."),
    "F004": error(
        "Two file names look the same but are written in different Unicode forms.",
        "One of them is lost when the project is checked out on another system.",
        "Rename one of them."),
    "F005": error(
        "A file name holds control characters or line breaks.",
        "It could forge lines in reports.",
        "Rename the file."),
    "F006": error(
        "A file is too large.",
        "A record is a page of text; a large file is a mistake or an attack.",
        "Split the record, or remove what does not belong in it."),
    "F007": error(
        "A file cannot be read.",
        "Its record would be lost.",
        "Check its permissions."),
    "F008": error(
        "A file of an unknown kind lies in the content folder, or a known one in the wrong place.",
        "It would be ignored, and what it says lost.",
        "Records end in `.yml` (explainers in `.md`) and lie in the folder of their kind."),
    "F009": error(
        "This is not a plain file.",
        "Reading it could wait for ever.",
        "Remove the pipe or device."),
    "F010": error(
        "A symbolic link lies in the content folder.",
        "It could publish files from outside the project.",
        "Replace it by the file itself."),
    "F011": error(
        "The content folder holds no records, or lacks a file every digest needs.",
        "An empty site would replace a full one.",
        "Check the folder's name."),
    "Y001": error(
        "A tab is used for indentation.",
        "YAML allows spaces alone.",
        "Use two spaces a level."),
    "Y002": error(
        "The file is not UTF-8 but UTF-16 or UTF-32.",
        "Nobody can review it in a diff.",
        "Save it as UTF-8."),
    "Y003": error(
        "The file is not UTF-8.",
        "Letters would be shown wrongly.",
        "Save it as UTF-8."),
    "Y004": error(
        "An invisible U+FEFF is inside the file.",
        "It becomes part of a key or a word, and the field is lost.",
        "Delete the invisible character."),
    "Y005": error(
        "A key is given twice.",
        "One of the two values would be lost.",
        "Keep one of the two."),
    "Y006": error(
        "An anchor, alias or merge key is used.",
        "A reader of the file no longer sees the values, and a short file can expand without end.",
        "Write the value out; quote text that begins with `&` or `*`."),
    "Y007": error(
        "Values are nested too deep.",
        "No record needs it.",
        "Flatten the value."),
    "Y008": error(
        "A YAML tag or directive is used.",
        "It would change what the text means.",
        "Remove it; quote text that begins with `!` or `%`."),
    "Y009": error(
        "A second YAML document begins.",
        "One file is one record.",
        "Remove the `---` line."),
    "Y010": error(
        "The file holds no record.",
        "It would be a page without content.",
        "Write one `key: value` on each line, or delete the file."),
    "Y011": error(
        "The text contains a control character, or one that Unicode does not know.",
        "It breaks feeds and pages, and can forge reports.",
        "Remove it."),
    "Y012": error(
        "The text contains an invisible line separator.",
        "YAML takes it for a line break: one line in review becomes two keys.",
        "Delete the character."),
    "Y013": error(
        "The text contains an invisible or direction-changing character.",
        "Reviewers and readers would see another text than the one that is published.",
        "Delete the character. Joiners are allowed where a script or an emoji needs them."),
    "Y014": error(
        "Text after ` #` is dropped as a comment.",
        "The end of the value would be lost.",
        "Put the whole value in quotation marks; write comments on lines of their own."),
    "Y015": error(
        "A value without quotation marks spans lines, or begins with a sign that YAML reads.",
        "Part of it would be lost or become another field.",
        "Put the value in quotation marks, or use `|` for long text."),
    "Y016": error(
        "A key of the record is inside a block of text.",
        "It would be published as prose, and the field stay empty.",
        "Move the line to the left, or reword it."),
    "Y017": error(
        "The text is not in Unicode normal form, or has stray spaces.",
        "Search and comparison would miss it.",
        "Type the text again, or remove the spaces."),
    "Y018": error(
        "A folded text (`>`) is used.",
        "It joins lines, so that lists and paragraphs run together unseen.",
        "Write `|` for long text."),
    "Y019": error(
        "The text is not YAML.",
        "The parser stops here, and what follows could be read as something else.",
        "See the place named."),
}
# fmt: on
