"""What can be wrong with prose: M."""

from generator.problems.codes.code import Code, error, warning

# fmt: off
PROSE: dict[str, Code] = {
    "M001": error(
        "The text contains HTML.",
        "It could run code or hide words.",
        "Use Markdown, or quotation marks instead of < and >."),
    "M002": error(
        "The text contains an attribute list.",
        "It could run code.",
        "Remove it."),
    "M003": error(
        "A link leads to something other than the web or a record.",
        "It could run code or lead nowhere.",
        "Link to https:// or to a record."),
    "M004": error(
        "An emphasis mark is inside a word or between digits.",
        "It would vanish and change the word or number.",
        "Write a backslash before it."),
    "M005": error(
        "A line begins like a numbered list but is not one.",
        "Its number would be lost or changed.",
        "Write a backslash before the full stop."),
    "M006": error(
        "The text contains a file include.",
        "It could publish secrets.",
        "Remove it."),
    "M008": error(
        "The text is too long or too deeply nested.",
        "It would stop the build.",
        "Shorten or flatten it."),
    "M009": error(
        "The text contains an image.",
        "It could track readers.",
        "Describe it."),
    "M010": error(
        "A heading or code block is where none belongs.",
        "It breaks the outline.",
        "Use paragraphs; in explainers headings of level two and three."),
    "M011": error(
        "The text contains template braces.",
        "They could be run as code.",
        "Remove them."),
    "M012": error(
        "A line break is forced.",
        "It does not survive all forms of the page.",
        "Begin a new paragraph."),
    "M013": error(
        "A number in an explainer or an editor's note is outside a link.",
        "It would have no source.",
        "Make it a fact, or link the record it belongs to."),
    "M015": error(
        "Marks of a link or of strong text that make none.",
        "Readers would see the brackets and stars.",
        "Write [words](kind:id) or **words** without a gap, or a backslash before the sign."),
    "M016": warning(
        "A plain text has marks of Markdown or HTML in it.",
        "It is shown as written: readers would see `&#39;`, `<br>` or `[words](actor:id)`.",
        "Write the character itself; if the source has it so, list it under `ignore`.",
        ignorable=True),
    "M014": error(
        "A page does not show all words of its record.",
        "Something was lost or changed on the way, and readers would never know.",
        "Reword the text named; the loss itself is a bug to report."),
}
# fmt: on
