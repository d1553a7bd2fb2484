"""Every page of every role on a large organisation: how long it takes and what it weighs. Called by `Benchmarks/run --pages`, which builds the program."""
import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.append(str(ROOT / "Tests" / "browser"))
from organisation import Organisation  # noqa: E402
from pages import declared, found_by  # noqa: E402

SLOWEST, HEAVIEST = 100, 300_000  # milliseconds for half of the requests, bytes
LIBRARY = "/scripts/echarts.min.js"
ROLES = ("hr", "hr_unnamed", "head", "ai_lead", "clerk", "leadership", "staff", "administrator", "auditor")
PATIENCE = 20  # seconds that one page may take in all; at least three answers of it are awaited


def larger(visitor, month, units):
    """Beside what the links lead to: where the most is on a page."""
    for unit in units.values():
        yield f"/department?month={month}&unit={quote(unit)}"
        yield f"/month?month={month}&unit={quote(unit)}"
    for unit in (units["bureau"], units["section"]):
        yield f"/sheet?month={month}&unit={quote(unit)}"
        yield f"/copy?unit={quote(unit)}"
        yield f"/transfers?on=2027-04-01&unit={quote(unit)}"
    for page in ("leadership", "month", "department", "confirmations", "reminders"):
        yield f"/{page}?month={month}"
    yield f"/department/file?month={month}&unit={quote(units['bureau'])}"
    if visitor.goto("/records") == 200:
        for kind in sorted(set(link for link in visitor.links() if link.startswith("/records/"))):
            yield kind
            yield f"{kind}?query=1"
    for word in ("1", "0100", "佐藤", "サ", "@"):
        yield f"/people?query={quote(word)}"
    for topic in ("training", "posts", "measurements", "reviews", "units"):
        yield f"/due/{topic}"


def timed(visitor, path, times):
    """Milliseconds of each of so many answers, the first one left out."""
    found, begun = [], time.monotonic()
    visitor.ask("GET", path)
    while len(found) < times and (len(found) < 3 or time.monotonic() - begun < PATIENCE):
        found.append(visitor.ask("GET", path)[3])
    return sorted(found)


def row(*cells):
    """As the README has it."""
    print("| " + " | ".join(cells) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser(description="How long every page of every role takes, and what it weighs.")
    parser.add_argument("--tedori", required=True)
    parser.add_argument("--data", type=Path, help="a data folder with a frozen month that is there already; accounts are added to it")
    parser.add_argument("--scale", choices=["small", "bureau", "metropolis"], default="bureau")
    parser.add_argument("--month", default="2026-10")
    parser.add_argument("--times", type=int, default=20, help="that each page is asked for")
    parser.add_argument("--role", choices=ROLES, action="append")
    parser.add_argument("--over", action="store_true", help="only pages that are over a limit")
    options = parser.parse_args()
    routes, pages, over = declared(), 0, 0
    with tempfile.TemporaryDirectory(prefix="tedori-bench-") as folder, Organisation(options.tedori, Path(folder), options.data, options.scale, options.month) as organisation:
        row("role", "page", "median", "of 100 ms", "p95", "weight", "of 300 kB")
        row(*["---"] * 7)
        for role in options.role or ROLES:
            visitor = organisation.visitor(role)
            paths = [path for _, path, status in found_by(visitor, routes) if status == 200]
            paths += [path for path in larger(visitor, options.month, organisation.units) if path not in paths and visitor.ask("GET", path)[0] == 200]
            for path in paths:
                times = timed(visitor, path, options.times)
                if visitor.goto(path) != 200:
                    raise RuntimeError(f"{role} {path}: {visitor.page.text[:300]}")
                middle, weight = statistics.median(times), visitor.weight(without=LIBRARY)
                is_over = middle >= SLOWEST or weight >= HEAVIEST
                pages, over = pages + 1, over + is_over
                if is_over or not options.over:
                    row(role, f"`{path}`", f"{middle:.1f} ms", f"{middle / SLOWEST:.2f}", f"{times[len(times) * 95 // 100]:.1f} ms", f"{weight / 1_000:.0f} kB", f"{weight / HEAVIEST:.2f}")
    print(f"\n{pages - over} of {pages} pages are within {SLOWEST} ms (median) and {HEAVIEST // 1_000} kB")
    return 1 if over else 0


sys.exit(main())
