"""The downloads, the crosswalk to other databases, and what the check reports."""

from generator.evidence import crosswalk
from generator.pages import problem_list
from generator.pages.page_kind import PageKind, single

# fmt: off
DATA = PageKind(
    "data", "data/index.md", "Data",
    "The records as files for a spreadsheet or a program.",
    single, lambda c, _: {},
    dataset=True,
)
CROSSWALK = PageKind(
    "crosswalk", "data/crosswalk.md", "Crosswalk to other databases",
    "Which rows of public databases are which event here, and where their values differ.",
    single, lambda c, _: {"crosswalk": crosswalk.crosswalk(c)}, wide=True,
    type="CollectionPage",
)
PROBLEMS = PageKind(
    "problems", "editors/problems.md", "What the check reports",
    "Every problem the check can report: what is wrong, why it matters, how to correct it.",
    single, problem_list.problems,
)
# fmt: on
