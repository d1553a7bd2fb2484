"""Walks through every page in a real browser, as each role, in both languages; then each group's jobs, end to end.

    python3 Tests/browser/run.py --tedori PATH [--only NAME]

On every page: axe finds nothing (WCAG 2.2 AA), no fault of a script or of the content policy, no request to anywhere else, nothing wider than a phone or a window at
200 %, headings and tables without script. Each file in walks/ is a job: `walk(house, tally)`. Ends with `N passed, M failed`; exit status 1 if any failed.
The tools come from PyPI into a folder beside the build, once; the browser is Debian's.
"""

import argparse
import importlib.util
import sys
import tempfile
from pathlib import Path

from driving import go_on_with_tools

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "recount"))


def walks():
    for path in sorted((HERE / "walks").glob("*.py")):
        spec = importlib.util.spec_from_file_location(path.stem, path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield path.stem, module.walk


def every_page(house, tally):
    from checks import visit_all
    from house import ROLES
    from pages import declared

    routes = declared()
    seen = set()
    for role in ROLES:
        before = tally.passed + tally.failed
        found = visit_all(house, role, routes, seen, tally)
        seen |= found
        print(f"  {role}: {len(found)} pages, {tally.passed + tally.failed - before} checks", flush=True)
    # Both are opened by whoever signs in; the second once only.
    seen |= {"/sign-in", "/invitations/{secret}"}
    tally.check("a link leads to every page that there is", set(routes) <= seen, f"none to {sorted(set(routes) - seen)}")


def main():
    parser = argparse.ArgumentParser(description="Walks through every page and job in a real browser.")
    parser.add_argument("--tedori", required=True, help="the executable")
    parser.add_argument("--only", help="this walk, or: pages")
    options = parser.parse_args()
    go_on_with_tools(options.tedori)
    from house import House
    from playwright.sync_api import sync_playwright
    from tally import Tally

    tally = Tally()
    jobs = [("pages", every_page), *walks()]
    chosen = [(name, job) for name, job in jobs if options.only in (None, name)]
    if not chosen:
        parser.error(f"there is no walk {options.only}; there are " + ", ".join(name for name, _ in jobs))
    with tempfile.TemporaryDirectory(prefix="tedori-browser-") as temporary, sync_playwright() as playwright:
        with House(options.tedori, Path(temporary), playwright) as house:
            for name, job in chosen:
                print(f"== {name}", flush=True)
                job(house, tally)
            faults = [line for line in house.lines() if '"level": "error"' in line]
            tally.check("the log has no faults", not faults, "\n".join(faults[:5]))
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
