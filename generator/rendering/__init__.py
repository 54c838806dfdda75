"""From pages to Markdown, through the templates, with links, escaping and notes; nothing here
decides what a page shows."""

from generator.rendering.environment import Renderer, TemplateFault
from generator.rendering.theme import theme_faults

__all__ = ["Renderer", "TemplateFault", "theme_faults"]
