"""From pages to Markdown, through the templates, with links, escaping and notes; `environment`
alone imports jinja2, and nothing here decides what a page shows."""

from generator.rendering.environment import Renderer, TemplateFault

__all__ = ["Renderer", "TemplateFault"]
