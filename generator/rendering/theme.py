"""What is wrong with a template of the theme, which MkDocs renders."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from jinja2 import TemplateError, TemplateSyntaxError

from generator.rendering.environment import TemplateFault


@contextmanager
def theme_faults() -> Iterator[None]:
    """Raises TemplateFault where a template of the theme cannot be read or rendered."""
    try:
        yield
    except TemplateError as error:
        raise _theme_fault(error) from error


def _theme_fault(error: TemplateError) -> TemplateFault:
    """What is wrong with a template of the theme, with its file and line as far as they are known.

    Jinja puts the lines of templates into the traceback.
    """
    if isinstance(error, TemplateSyntaxError):
        name, line = str(error.filename or error.name), error.lineno
    else:
        frames = traceback.extract_tb(error.__traceback__)
        name, line = next(
            ((frame.filename, frame.lineno or 0) for frame in reversed(frames) if _of_theme(frame)),
            ("", 0),
        )
    at = f"templates/theme/{name.rpartition('/theme/')[2]}" if "/theme/" in name else name
    return TemplateFault(f"{at}:{line}: {error.message}" if at else f"the theme: {error.message}")


def _of_theme(frame: traceback.FrameSummary) -> bool:
    return not frame.filename.endswith(".py")
