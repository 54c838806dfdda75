"""From pages to Markdown, through the templates, with links, escaping and notes; nothing here
decides what a page shows."""

from generator.rendering.environment import Renderer
from generator.rendering.template_faults import TemplateFault, template_faults

__all__ = ["Renderer", "TemplateFault", "template_faults"]
