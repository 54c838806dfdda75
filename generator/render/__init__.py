"""Pages to Markdown through the templates. `environment` is the only importer of jinja2."""

from generator.render.environment import Renderer, TemplateFault

__all__ = ["Renderer", "TemplateFault"]
