"""Attacks the withholding of small groups: reads every report that the leadership can get, and bounds what is withheld by linear programming.

    run.py --tedori PATH [--scale small|bureau] [--data FOLDER] [--bureaus N] [--months N] [--each N]

No interval may be narrower than the figure itself, nor than 5 persons or 600 minutes. Without complementary withholding the same attack
has to succeed. The attack knows how many adoptions are units' own, which heads can list: fewer than 5 persons' own ones may not be left over.
A head is told a part of what the leadership is told, which is looked at document by document over the API, and so needs no attack of his own.
Then records come late, one in each of many units, and a second snapshot is taken: it may not show them.
"""

import argparse
import csv
import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "recount"))
from attack import attack  # noqa: E402
from heads import differences  # noqa: E402
from listed import own_adoptions  # noqa: E402
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


def documents(service, month, reader, bureaus=None):
    """The reports on the whole organisation and, level by level, on every unit that has units under it; of so many bureaus only, where it is said."""
    found, waiting = {}, [(None, 0)]
    while waiting:
        code, depth = waiting.pop()
        found[code] = report(service, month, code, reader)
        parts = [part["unit"]["code"] for part in found[code]["units"] if not part["own"]]
        if depth == 1 and bureaus is not None:
            parts = parts[:bureaus]
            bureaus -= len(parts)
        for part in parts:
            child = report(service, month, part, reader)
            if any(not each["own"] for each in child["units"]):
                waiting.append((part, depth + 1))
    return found


def late(service, month, some):
    """Half an hour more in one record of each of so many adoptions, as if it had been reported late."""
    rows = list(csv.reader(io.StringIO(service.run("export", "time").output.decode("utf-8-sig"))))
    head, rows = rows[0], [row for row in rows[1:] if row[1] == month]
    gross, measured = head.index("gross_minutes"), head.index("measurement_code")
    drawn = Random(2).sample([row for row in rows if not row[measured] and row[gross]], some)
    for row in drawn:
        row[gross] = str(int(row[gross]) + 30)
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([[*head, "reason"], *([*row, "late"] for row in drawn)])
        file.flush()
        return service.run("import", "time", file.name)


def unprotected(service, month):
    """A snapshot without the complementary step, as only the database's owner can take one."""
    script = f"begin isolation level repeatable read; delete from snapshots where month = '{month}-01'; select take_snapshot('{month}-01', false); commit"
    subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", str(service.data / "postgres"), "-U", "tedori", "-d", "tedori", "-c", script], check=True, capture_output=True)


def main():
    parser = argparse.ArgumentParser(description="Attacks the withholding of small groups.")
    parser.add_argument("--tedori", required=True, help="the executable")
    parser.add_argument("--scale", choices=("small", "bureau"), default="small")
    parser.add_argument("--data", help="an organisation that is there already, in the folder data of this one")
    parser.add_argument("--bureaus", type=int, help="look into so many bureaus only; all where it isn't said")
    parser.add_argument("--months", type=int, default=2, help="how many months, the last first")
    parser.add_argument("--each", type=int, default=60, help="how many withheld figures to bound in each family of breakdowns")
    options = parser.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="attack-") as temporary:
        root = Path(options.data or temporary)
        root.chmod(0o755)
        with Service(options.tedori, root) as service:
            if not options.data:
                made = service.run("sample", "--scale", options.scale, "--last-month", LAST)
                tally.check("the sample is made", made.status == 0, str(made))
            months = months_before(LAST, options.months)
            taken = service.run("snapshot", *months)
            tally.check("snapshots are taken", taken.status == 0, str(taken))
            for month in months:
                truth = documents(service, month, "hr", options.bureaus)
                seen = documents(service, month, "leadership", options.bureaus)
                found = attack(seen, truth, own_adoptions(service, month), options.each, Random(1), whole=options.bureaus is None)
                tally.check(f"{month}: nothing withheld is bounded", not found.broken, "\n".join(found.broken[:12]))
                tally.check(f"{month}: there is something to bound", found.tried > min(100, 6 * options.each) and found.published > 100, f"{found.tried} tried, {found.published} published")
                print(f"  {month}: {found.tried} of {found.withheld} withheld figures bounded, {found.published} published", flush=True)
                if month == LAST:
                    first = seen
            bureau = [code for code in first if code][-1]
            section = next(part["unit"]["code"] for part in first[bureau]["units"] if not part["own"])
            for code in (bureau, section):
                faults = differences(service, LAST, first, code)
                tally.check(f"the head of {code} is told a part of it", not faults, "\n".join(faults[:12]))
            came = late(service, LAST, 8)
            tally.check("records come late", came.status == 0 and came.counts[1] == 8, str(came))
            tally.check("a second snapshot is taken", service.run("snapshot", LAST).status == 0)
            tally.check("it doesn't show them", documents(service, LAST, "leadership", options.bureaus) == first)
            unprotected(service, LAST)
            found = attack(documents(service, LAST, "leadership", options.bureaus), documents(service, LAST, "hr", options.bureaus), own_adoptions(service, LAST), options.each, Random(1), whole=options.bureaus is None)
            tally.check("without complementary withholding the attack succeeds", len(found.broken) > min(10, options.each // 2), f"{len(found.broken)} broken")
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
