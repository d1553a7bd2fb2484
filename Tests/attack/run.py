"""Attacks the withholding of small groups: reads every report that the leadership can get, and bounds what is withheld by linear programming.

    run.py --tedori PATH [--scale small|bureau] [--months N] [--each N]

No interval may be narrower than the figure itself, nor than 5 persons or 600 minutes. Without complementary withholding the same attack
has to succeed. Who reads less than the leadership knows less, so a department's head needs no attack of his own.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "recount"))
from attack import attack  # noqa: E402
from service import Service  # noqa: E402
from tally import Tally  # noqa: E402

LAST = "2026-10"


def months_before(last, count):
    year, month = int(last[:4]), int(last[5:])
    return [f"{(year * 12 + month - 1 - back) // 12}-{(year * 12 + month - 1 - back) % 12 + 1:02}" for back in range(count)]


def report(service, month, code, reader):
    answer = service.run("report", month, *(("--unit", code) if code else ()), "--reader", reader, "--format", "json")
    if answer.status != 0:
        raise RuntimeError(str(answer))
    return json.loads(answer.output)


def documents(service, month, reader):
    """The reports on the whole organisation and, level by level, on every unit that has units under it."""
    found, waiting = {}, [None]
    while waiting:
        code = waiting.pop()
        found[code] = report(service, month, code, reader)
        for part in found[code]["units"]:
            child = None if part["own"] else report(service, month, part["unit"]["code"], reader)
            if child and child["units"] and any(not each["own"] for each in child["units"]):
                waiting.append(part["unit"]["code"])
    return found


def unprotected(service, month):
    """A snapshot without the complementary step, as only the database's owner can take one."""
    script = f"begin isolation level repeatable read; delete from snapshots where month = '{month}-01'; select take_snapshot('{month}-01', false); commit"
    subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", str(service.data / "postgres"), "-U", "tedori", "-d", "tedori", "-c", script], check=True, capture_output=True)


def main():
    parser = argparse.ArgumentParser(description="Attacks the withholding of small groups.")
    parser.add_argument("--tedori", required=True, help="the executable")
    parser.add_argument("--scale", choices=("small", "bureau"), default="small")
    parser.add_argument("--months", type=int, default=2, help="how many months, the last first")
    parser.add_argument("--each", type=int, default=60, help="how many withheld figures to bound in each family of breakdowns")
    options = parser.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="attack-") as temporary:
        root = Path(temporary)
        root.chmod(0o755)
        with Service(options.tedori, root) as service:
            made = service.run("sample", "--scale", options.scale, "--last-month", LAST)
            tally.check("the sample is made", made.status == 0, str(made))
            months = months_before(LAST, options.months)
            taken = service.run("snapshot", *months)
            tally.check("snapshots are taken", taken.status == 0, str(taken))
            for month in months:
                truth = documents(service, month, "hr")
                found = attack(documents(service, month, "leadership"), truth, options.each, Random(1))
                tally.check(f"{month}: nothing withheld is bounded", not found.broken, "\n".join(found.broken[:12]))
                tally.check(f"{month}: there is something to bound", found.tried > 100 and found.published > 100, f"{found.tried} tried, {found.published} published")
                print(f"  {month}: {found.tried} of {found.withheld} withheld figures bounded, {found.published} published", flush=True)
            unprotected(service, LAST)
            found = attack(documents(service, LAST, "leadership"), documents(service, LAST, "hr"), options.each, Random(1))
            tally.check("without complementary withholding the attack succeeds", len(found.broken) > 10, f"{len(found.broken)} broken")
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
