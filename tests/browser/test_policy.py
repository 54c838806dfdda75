"""The Content Security Policy: on every page, first, and everything of ours works under it.

Every test that opens pages with `visit` fails on a violation, since Chromium tells it as an error.
"""

import base64
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, Route, expect
from serving import Site

from generator.site.security_policy import SCRIPTS, policy

Visit = Callable[..., Page]
META = f'<meta http-equiv="Content-Security-Policy" content="{policy()}">'
# The first 1,024 bytes are all that a browser reads before it must know the encoding.
CHARSET_WITHIN = 1024
# Links that a browser follows before a reader does, which the policy stops.
FETCHED = ("next", "prefetch", "prerender")
# Blocks of data, which no browser runs.
DATA = "application/ld+json"


# What could run, be a style, or be fetched.
ACTIVE = "//script | //style | //link | //*[@style or @*[starts-with(name(), 'on')]]"


def pages(site: Site) -> dict[str, bytes]:
    """Every page of a site by its path; `pagefind/` has none."""
    return {str(file.relative_to(site.folder)): file.read_bytes() for file in site_html(site)}


def site_html(site: Site) -> list[Path]:
    return sorted(site.folder.rglob("*.html"))


def test_every_page_begins_with_the_policy(site: Site, little: Site) -> None:
    for built in (site, little):
        for path, page in pages(built).items():
            head = re.split(r"<head>\s*", page.decode("utf-8"), maxsplit=1)[1]
            assert head.startswith(META), f"{path}: {head[:200]}"
            assert page.index(b"<meta charset=") < CHARSET_WITHIN, path
            assert page.count(b"Content-Security-Policy") == 1, path


def told(pages: dict[str, bytes]) -> list[str]:
    """Every inline script and style that the policy would stop, with what to do."""
    found: dict[str, str] = {}
    for path, page in pages.items():
        for one in html.fromstring(page).xpath(ACTIVE):
            if one.tag == "script" and not (one.get("src") or one.get("type") == DATA):
                digest = hashed(one.text or "")
                if digest not in SCRIPTS.values():
                    words = " ".join((one.text or "").split())[:80]
                    found[digest] = (
                        f"{path}: the inline script `{words}` is not pinned; if it belongs there,"
                        f' pin "{digest}" in generator/site/security_policy.py'
                    )
            elif one.tag == "style":
                found[f"{path} <style>"] = f"{path}: a style stands in the page"
            elif one.tag == "link" and one.get("rel") in FETCHED:
                found[f"{path} <link>"] = f"{path}: a browser fetches {one.get('href')} beforehand"
            for name in one.attrib:
                if name == "style" or name.startswith("on"):
                    found[f"{path} {name}"] = f"{path}: {one.tag} has `{name}`"
    return list(found.values())


def hashed(script: str) -> str:
    """The hash by which a policy names an inline script."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def test_inline_scripts_are_the_ones_pinned_and_nothing_else_is_inline(
    site: Site, little: Site
) -> None:
    assert told(pages(site)) == []
    assert told(pages(little)) == []
    met = {
        hashed(script)
        for page in pages(little).values()
        for script in html.fromstring(page).xpath("//script[not(@src) and not(@type)]/text()")
    }
    assert met == set(SCRIPTS.values()), "a hash that nothing needs any more"


def test_changed_theme_is_told_with_its_new_hash() -> None:
    page = b'<p style="a">x<p onclick="b">y<script>new()</script><style>c{}</style>'
    found = "\n".join(told({"x.html": page}))
    assert "x.html: the inline script `new()` is not pinned" in found
    assert hashed("new()") in found
    assert all(word in found for word in ("`style`", "`onclick`", "a style stands"))


def test_signs_at_old_addresses_and_the_404_page_break_no_rule(
    little: Site, browser: Browser
) -> None:
    signs = {
        path: page
        for path, page in pages(little).items()
        if b"d-page-moved" in page or b"d-page-removed" in page
    }
    kinds = {b"d-page-moved" in page for page in signs.values()}
    assert kinds == {True, False}, "the small corpus has a sign of each kind"
    page = browser.new_page()
    heard = violations(page)
    for path, sign in signs.items():
        page.goto(little.url + path.removesuffix("index.html"), wait_until="load")
        if b'http-equiv="refresh"' in sign:
            old = path.removesuffix("index.html")
            page.wait_for_url(re.compile(rf"^(?!.*{re.escape(old)})"))
    page.goto(f"{little.url}events/no-such-event/")
    expect(page.locator("#d-lost-found a").first).to_be_visible()
    page.close()
    assert heard == []


@pytest.mark.parametrize("scripts", [True, False])
def test_old_address_leads_on_and_keeps_the_place_where_scripts_run(
    scripts: bool, little: Site, browser: Browser
) -> None:
    page = browser.new_page(java_script_enabled=scripts)
    page.goto(f"{little.url}events/1994-spring-rocket/#sources", wait_until="commit")
    place = "#sources" if scripts else ""
    page.wait_for_url(f"{little.url}events/1994-05-unknown-site/{place}")
    page.close()


HEARD = """
document.addEventListener("securitypolicyviolation", (told) =>
  console.log(`against the policy: ${told.violatedDirective} ${told.blockedURI}`));
"""


def violations(page: Page) -> list[str]:
    """What a page does against its policy, from its next address on."""
    heard: list[str] = []
    page.add_init_script(HEARD)
    page.on("console", lambda m: heard.append(m.text) if "against the policy" in m.text else None)
    return heard


def test_search_filters_colours_and_the_notice_work_under_the_policy(visit: Visit) -> None:
    page = visit("launches/")
    page.locator("#d-log-status summary").click()
    page.locator("#d-log-status input[value='disputed']").click()
    expect(page.locator(".d-log-line output").first).to_contain_text(" of ")
    scheme = page.locator("body").get_attribute("data-md-color-scheme")
    page.get_by_role("button", name="Switch to").click()
    expect(page.locator("body")).not_to_have_attribute("data-md-color-scheme", scheme or "")
    page.keyboard.press("/")
    page.keyboard.type("hwasong")
    expect(page.get_by_role("option").first).to_be_visible()
    page.goto(f"{page.url.partition('launches/')[0]}search/?q=missile")
    expect(page.locator("#d-search-results li mark").first).to_be_visible()


# What somebody would do who could write into a page, each with a sign that it was done.
ATTACKS = {
    "script": "<script>window.ran = 1</script>",
    "handler": '<img src="data:," onerror="window.ran = 1">',
    "frame": '<iframe srcdoc="<script>parent.ran = 1</script>"></iframe>',
    "address": '<a id="go" href="javascript:void(window.ran = 1)">go</a>',
    "svg": '<svg><animate onbegin="window.ran = 1" attributeName="x" dur="1s"/></svg>',
    "eval": '<script src="data:text/javascript,window.ran=1"></script>',
}


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("guarded", [True, False], ids=["policy", "without"])
def test_policy_stops_what_runs_without_it(
    attack: str, guarded: bool, little: Site, browser: Browser
) -> None:
    page = browser.new_page()
    heard = violations(page)

    def changed(route: Route) -> None:
        text = (little.folder / "about/index.html").read_text("utf-8")
        text = text.replace("</h1>", f"</h1>{ATTACKS[attack]}", 1)
        route.fulfill(body=text if guarded else text.replace(META, ""), content_type="text/html")

    page.route("**/about/", changed)
    page.goto(f"{little.url}about/")
    page.evaluate("document.getElementById('go')?.click()")
    page.wait_for_timeout(100)
    assert page.evaluate("window.ran ?? 0") == (0 if guarded else 1)
    assert bool(heard) is guarded
    page.close()


@pytest.mark.parametrize(
    ("does", "allowed"),
    [
        ("document.body.innerHTML = '<b>x</b>'", False),
        ("eval('1')", False),
        ("new Function('return 1')()", False),
        ("fetch('https://example.org/')", False),
        ("fetch(location.href)", True),
        ("new Worker('data:,')", False),
    ],
)
def test_our_own_scripts_are_held_to_the_policy(
    does: str, allowed: bool, little: Site, browser: Browser
) -> None:
    page = browser.new_page()
    heard = violations(page)
    # As a script of the site's own: what the tests' own hand does, no policy holds back.
    page.route(
        "**/assets/words.js",
        lambda route: route.fulfill(
            body=f"const tell = (done) => {{ document.documentElement.dataset.done = done }};"
            f"(async () => {does})().then(() => tell(1), () => tell(0));",
            content_type="text/javascript",
        ),
    )
    page.goto(f"{little.url}about/")
    # An attribute, since waiting for an expression evaluates a string, which the policy forbids.
    expect(page.locator("html")).to_have_attribute("data-done", str(int(allowed)))
    assert bool(heard) is not allowed
    page.close()
