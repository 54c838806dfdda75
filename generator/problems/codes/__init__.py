"""Every kind of problem, once: what is wrong, why it matters, how to correct it; not how to find
it.

The letter says where it arises: F a file, Y the YAML text, S a value or key, R a reference or a
rule between records, M markup in prose.
"""

from generator.problems.codes.code import Code
from generator.problems.codes.files import FILES
from generator.problems.codes.prose import PROSE
from generator.problems.codes.rules import RECORDS

CODES: dict[str, Code] = {**FILES, **RECORDS, **PROSE}

__all__ = ["CODES", "Code"]
