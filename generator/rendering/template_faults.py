"""What is wrong with a template, in words that name its file and its line."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import jinja2
import markupsafe

FOLDER = "/templates/"
# Templates that come with the theme: what one of ours does wrong, these may only pass on.
OTHERS = f"/material{FOLDER}"
# What a filter or a test of Jinja's own refuses, a template gave it.
JINJA = tuple(str(Path(module.__file__ or "").parent) for module in (jinja2, markupsafe))


class TemplateFault(ValueError):
    """A template cannot be rendered; the message names it."""


@contextmanager
def template_faults() -> Iterator[None]:
    """Raises TemplateFault where a template cannot be read or rendered.

    A template may do anything, such as add a number to a text. What the program raises when a
    template calls it is a bug of the program, and is left as it is.
    """
    try:
        yield
    except TemplateFault:
        raise
    except jinja2.TemplateSyntaxError as error:
        at = _named(str(error.filename or error.name))
        raise TemplateFault(f"{at}:{error.lineno}: {error.message}") from error
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        while frames and frames[-1].filename.startswith(JINJA):
            frames.pop()
        of_jinja = isinstance(error, jinja2.TemplateError)
        if not (of_jinja or (frames and _is_template(frames[-1].filename))):
            raise
        within = [frame for frame in frames if _is_template(frame.filename)]
        ours = [frame for frame in within if OTHERS not in frame.filename] or within
        at = f"{_named(ours[-1].filename)}:{ours[-1].lineno}" if ours else "templates"
        raise TemplateFault(f"{at}: {error}") from error


def _is_template(filename: str) -> bool:
    """Whether a frame of a traceback is one of a template, of which Jinja knows the lines."""
    return FOLDER in filename and not filename.endswith(".py")


def _named(path: str) -> str:
    """A template by its path below the project."""
    return f"{FOLDER[1:]}{path.rpartition(FOLDER)[2]}"
