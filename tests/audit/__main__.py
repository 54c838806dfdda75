"""The budgets of the site and what was measured: `make audit`.

Builds the real site, serves it below /repo/ on this machine as a host would (compressed), and asks
the Nu HTML checker about every page and Lighthouse about one page of each kind that matters most,
and walks one page of each kind in Firefox and in WebKit, where they are on this machine. Ends with
1 if a budget is broken.

    python -m audit --runs 1 --only event
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from browser.conftest import FLAGS, all_records, chromium, one_of_each, program
from browser.looks import first_visit
from conftest import PROJECT
from serving import Site, served

HERE = Path(__file__).parent
TOOLS = PROJECT / ".cache/audit/node_modules"
# Lighthouse's names of its categories, with the least that is asked of each.
WANTED = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
# The kinds of page that Lighthouse is asked about.
LOOKED_AT = ("home", "launches", "event", "actor", "explainer", "article", "search")
KB = 1000
QUERY = "KN-23"


class Budget(NamedTuple):
    """A line of the table. `most` is the budget itself; nothing may be above it."""

    name: str
    most: float
    measured: float
    where: str = ""

    @property
    def kept(self) -> bool:
        return self.measured <= self.most


def html_errors(site: Site) -> tuple[Counter[str], list[str]]:
    """Errors of the theme by their reason, and all others with their page and line.

    A known error that no page has any more is told as well, so that the list stays true.
    """
    done = subprocess.run(
        [
            *("java", "-Xmx1g", "-jar", TOOLS / "vnu-jar/build/dist/vnu.jar"),
            *("--stdout", "--exit-zero-always", "--format", "json", "--skip-non-html"),
            site.folder,
        ],
        capture_output=True,
        check=True,
        timeout=900,
    )
    known = json.loads((HERE / "known.json").read_text("utf-8"))
    theirs: Counter[str] = Counter()
    ours = []
    for message in json.loads(done.stdout)["messages"]:
        if message["type"] == "info":  # a warning, which is no error
            continue
        says, on = message["message"], message.get("extract", "")
        reason = next((k["on"] for k in known if k["says"] in says and k["on"] in on), None)
        if reason:
            theirs[reason] += 1
        else:
            page = message["url"].partition(str(site.folder))[2]
            ours.append(f"{page}:{message.get('lastLine')}: {says} {' '.join(on.split())}")
    ours += [f"known.json: no page has {k['on']} any more" for k in known if not theirs[k["on"]]]
    return theirs, ours


def script_errors(scripts: Path) -> list[str]:
    """What ESLint finds in the scripts of a folder, by file and line."""
    # It looks at nothing outside of the folder that its settings lie in.
    copies = TOOLS.parent / "scripts"
    shutil.rmtree(copies, ignore_errors=True)
    copies.mkdir()
    for script in scripts.glob("*.js"):
        shutil.copy(script, copies)
    done = subprocess.run(
        ["node", "node_modules/eslint/bin/eslint.js", "--format", "json", "scripts"],
        cwd=TOOLS.parent,
        capture_output=True,
        timeout=120,
        check=False,
    )
    if done.returncode > 1:
        sys.exit(f"ESLint could not look at the scripts:\n{done.stderr.decode()}")
    return [
        f"{Path(one['filePath']).name}:{told['line']}: {told['ruleId']}: {told['message']}"
        for one in json.loads(done.stdout)
        for told in one["messages"]
    ]


def lighthouse(address: str) -> dict[str, float]:
    """Scores of 0 to 100 by category; mobile, with simulated throttling, Lighthouse's default."""
    done = subprocess.run(
        [
            *("node", TOOLS / "lighthouse/cli/index.js", address),
            *("--output=json", "--quiet", "--no-enable-error-reporting"),
            f"--only-categories={','.join(WANTED)}",
            f"--chrome-flags={' '.join(('--headless=new', *FLAGS))}",
        ],
        env=os.environ | {"CHROME_PATH": program()},
        capture_output=True,
        timeout=180,
    )
    if done.returncode:
        sys.exit(f"Lighthouse could not look at {address}:\n{done.stderr.decode()}")
    found = json.loads(done.stdout)
    for name, audit in found["audits"].items():
        in_category = any(
            ref["id"] == name and ref["weight"]
            for key, category in found["categories"].items()
            for ref in category["auditRefs"]
            if key != "performance"
        )
        if in_category and audit["score"] == 0:
            print(f"  {address}: {name}: {audit['title']}")
    return {name: found["categories"][name]["score"] * 100 for name in WANTED}


def scores(site: Site, paths: dict[str, str], runs: int) -> Iterator[Budget]:
    """What each page lacks of 100: of performance the median, of the rest the worst run."""
    print(
        f"\nLighthouse, mobile with simulated throttling, {runs} runs a page, median performance\n"
    )
    print(f"  {'page':12}" + "".join(f"{name:>16}" for name in WANTED))
    for kind, path in paths.items():
        found = [lighthouse(site.url + path) for _ in range(runs)]
        of_page = {
            name: (median if name == "performance" else min)(run[name] for run in found)
            for name in WANTED
        }
        print(f"  {kind:12}" + "".join(f"{score:16.0f}" for score in of_page.values()), flush=True)
        for name, score in of_page.items():
            yield Budget(f"Lighthouse {name}, points lost", 100 - WANTED[name], 100 - score, kind)


def visits(site: Site, paths: dict[str, str]) -> Iterator[Budget]:
    """What first visits to one page of each kind fetch and do in Chromium."""
    with chromium() as browser:
        for kind, path in paths.items():
            for width in (1280, 360):
                with first_visit(browser, site.url + path, width) as (_, look):
                    yield Budget("layout shift", 0, look.shift, f"{kind} at {width} px")
                    yield Budget("errors, requests elsewhere", 0, len(look.faults), kind)
                    yield Budget("own JavaScript, KB", 12, look.own_scripts / KB, kind)
                    if kind == "event":
                        yield Budget("event page, first visit, KB", 200, look.size / KB, kind)
        with first_visit(browser, f"{site.url}search/?q={QUERY}", 1280) as (_, look):
            yield Budget("first search, KB", 150, look.search / KB, f"search for {QUERY}")


def other_browsers() -> dict[str, str | None]:
    """The program of each browser that is not Chromium; None where it cannot be driven here."""
    # Debian keeps the browser of WebKitGTK away from the programs that people start.
    mini = next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), None)
    webkit = mini and all(map(shutil.which, ("WebKitWebDriver", "Xvfb")))
    return {
        "firefox": shutil.which("firefox-esr") or shutil.which("firefox"),
        "webkit": str(mini) if webkit else None,
    }


def walks(site: Site, paths: dict[str, str]) -> Iterator[Budget]:
    """What is wrong with one page of each kind in other browsers, at 1280 and at 360 px: errors,
    violations of the policy, what scrolls sideways, a search without answer, a log that stays."""
    asked = {"root": site.url, "pages": paths, "log": paths["launches"], "query": QUERY}
    for name, file in other_browsers().items():
        if file is None:
            print(f"\n{name}: NOT SEEN, for it is not on this machine")
            continue
        done = subprocess.run(
            ["node", TOOLS.parent / "walk.mjs", name, file],
            input=json.dumps(asked),
            capture_output=True,
            encoding="utf-8",
            timeout=900,
            check=False,
        )
        if done.returncode:
            sys.exit(f"{name} could not be driven:\n{done.stderr}")
        found = json.loads(done.stdout)
        print(f"\n{found['version']}: {found['looked']} pages, {len(found['faults'])} faults\n")
        for fault in found["faults"][:40]:
            print(f"  {fault}")
        yield Budget(f"faults in {name}", 0, len(found["faults"]))


def table(budgets: Iterable[Budget]) -> bool:
    """Print the worst of each budget; whether all were kept."""
    worst: dict[str, Budget] = {}
    for budget in budgets:
        if budget.name not in worst or budget.measured > worst[budget.name].measured:
            worst[budget.name] = budget
    print(f"\n  {'budget':42}{'at most':>10}{'measured':>10}  where it is most")
    for budget in worst.values():
        told = "" if budget.kept else "  BROKEN"
        where = budget.where if budget.measured else ""
        print(f"  {budget.name:42}{budget.most:10g}{budget.measured:10.4g}  {where}{told}")
    return all(budget.kept for budget in worst.values())


def main() -> None:
    """Measure, print, judge."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--runs", type=int, default=3, help="Lighthouse runs a page")
    options.add_argument("--only", choices=LOOKED_AT, action="append", help="pages for Lighthouse")
    given = options.parse_args()
    kinds = one_of_each(all_records())
    with served(PROJECT / ".cache/audit/site", os.environ) as site:
        theirs, ours = html_errors(site)
        print(f"HTML errors by the Nu checker on {len(list(site.folder.rglob('*.html')))} pages\n")
        for name, count in theirs.items():
            print(f"  {count:6} known ones of the theme: {name}")
        print(f"  {len(ours):6} others")
        for fault in ours[:40]:
            print(f"  {fault}")
        asked = {kind: kinds[kind] for kind in given.only or LOOKED_AT}
        slips = script_errors(PROJECT / "docs/assets")
        print(f"\nScript errors by ESLint: {len(slips)}\n")
        for slip in slips[:40]:
            print(f"  {slip}")
        budgets = [Budget("HTML errors", 0, len(ours)), Budget("script errors", 0, len(slips))]
        budgets += visits(site, kinds)
        budgets += walks(site, kinds)
        budgets += scores(site, asked, given.runs)
        kept = table(budgets)
    sys.exit(not kept)


if __name__ == "__main__":
    main()
