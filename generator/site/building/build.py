"""One build of the site from a checked catalogue by MkDocs, looked over at the end."""

from pathlib import Path

from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from generator.catalogue import Catalogue
from generator.rendering import TemplateFault, template_faults
from generator.site import inventory
from generator.site.building.phases import Phases
from generator.site.making.kept import Keeping
from generator.site.plugin import DigestPlugin
from generator.site.reading import ContentRefused
from generator.site.refusal import Unable


def build_site(
    config_file: Path, catalogue: Catalogue, out: Path, phases: Phases, keeping: Keeping
) -> str:
    """One strict MkDocs build of a checked catalogue into `out`, looked over at the end.

    Gives a sentence on how many pages are as the last build kept them.

    Raises ContentRefused where the site is at fault, OSError where the machine is, RuntimeError
    where a file is missing or nobody's.
    """
    config = load_config(str(config_file), site_dir=str(out), strict=True)
    plugin = config.plugins.get("digest")
    if not isinstance(plugin, DigestPlugin):
        raise OSError(f"{config_file} does not list the plugin `digest`")
    plugin.catalogue, plugin.phases, plugin.keeping = catalogue, phases, keeping
    try:
        return _build_and_look(config, plugin, out)
    finally:
        if plugin.kept:
            plugin.kept.end()


def _build_and_look(config: MkDocsConfig, plugin: DigestPlugin, out: Path) -> str:
    """The build itself, as in `build_site`."""
    config.plugins.on_startup(command="build", dirty=False)
    try:
        with template_faults():
            build_with_mkdocs(config)
    except Unable as fault:
        raise OSError(str(fault)) from fault
    except Abort as fault:
        raise ContentRefused(str(fault)) from fault
    except TemplateFault as fault:
        # MkDocs makes 404.html and the like by itself.
        raise ContentRefused(str(fault)) from fault
    finally:
        config.plugins.on_shutdown()
    if wrong := inventory.faults(out, plugin.expected):
        raise RuntimeError("\n".join(["The finished site is not what it should be:", *wrong]))
    inventory.write(out, plugin.hashes)
    plugin.phases.end("inventory")
    if not plugin.kept:
        return "Made all pages anew, since a plugin, a hook or an extension may change them."
    plugin.kept.keep(plugin.again)
    plugin.phases.end("keeping pages")
    return plugin.kept.told(
        len(plugin.again), sum(path.endswith(".html") for path in plugin.expected)
    )
