"""What search engines ask for first."""


def files(site_url: str = "") -> dict[str, str]:
    """`robots.txt`, which names the sitemap; nothing where the address of the site is not known.

    Crawlers read it at the root of a host alone; below a sub-path it is there for people.
    """
    if not site_url:
        return {}
    return {"robots.txt": f"User-agent: *\nAllow: /\n\nSitemap: {site_url}sitemap.xml\n"}
