"""Compares the service with the recount, on organisations drawn from seeds, and tries what must be refused.

    run.py --tedori PATH [--seeds N] [--first SEED] [--only seeds|refusals] [--keep FOLDER]

Each seed has its own data folder. It imports every kind, compares every month's report, imports everything again in the other form,
makes late corrections, compares again, exports and imports the export. Ends with `N passed, M failed`; exit status 1 if any failed.
"""

import argparse
import json
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import messy
import refusals
import tables as files
from columns import DEFAULTS, KINDS
from compare import differences
from corrections import corrections
from generate import generate
from months import shift
from organisation import Organisation
from recount import MonthCount
from service import Service
from tally import Tally


AT_ONCE = 2
UNITS = 3  # reports of single units for each month, beside the whole organisation's


class SeedRun:
    """One drawn organisation in one data folder."""

    def __init__(self, seed, service, folder, tally):
        self.seed, self.service, self.folder, self.tally = seed, service, folder, tally
        self.random = Random(seed)
        self.tables, self.months = generate(seed)
        self.order = import_order(self.random)

    def all(self):
        canonical, made = self.folder / "canonical", self.folder / "messy"
        messy.write_canonical(self.tables, canonical)
        messy.write_messy(self.tables, made, Random(self.seed))
        # Odd seeds arrive as people made them; the other form must then say the same.
        first, second = (made, canonical) if self.seed % 2 else (canonical, made)
        self.import_all(first, created=True)
        self.compare("after the first import", [shift(self.months[0], -1), *self.months, shift(self.months[-1], 1)])
        self.import_all(first, created=False)
        self.import_all(second, created=False)
        self.correct()
        self.compare("after the corrections", self.months)
        for encoding in ("utf-8", "cp932"):
            self.round_trip(encoding)
        self.compare("after importing the exports", self.months[-1:])

    def import_all(self, folder, created):
        for kind in self.order:
            count = len(self.tables[kind])
            if count:
                answer = self.service.run("import", kind, folder / f"{kind}.csv")
                expected = (count, 0, 0, 0) if created else (0, 0, count, 0)
                what = f"import {folder.name}/{kind}.csv{'' if created else ' again'}"
                self.tally.check(self.name(what), answer.status == 0 and answer.counts == expected, f"expected {expected}\n{answer}")
                if answer.status != 0 and created and folder.name == "messy":  # so that the rest is still worth comparing
                    self.service.run("import", kind, folder.parent / "canonical" / f"{kind}.csv")

    def compare(self, when, months):
        organisation = Organisation(self.tables)
        for month in months:
            count = MonthCount(organisation, month)
            codes = sorted(count.tree)
            for code in (None, *self.random.sample(codes, min(len(codes), UNITS))):
                what = self.name(f"report {month}{f' --unit {code}' if code else ''} {when}")
                answer = self.service.run("report", month, *(("--unit", code) if code else ()), "--reader", "hr", "--format", "json")
                if answer.status != 0:
                    self.tally.check(what, False, str(answer))
                    continue
                found = differences(count.document(code), json.loads(answer.output))
                self.tally.check(what, not found, "\n".join(found[:8]) + (f"\n… and {len(found) - 8} more" if len(found) > 8 else ""))

    def correct(self):
        for index, (correction, after) in enumerate(corrections(self.random, self.tables, self.months)):
            path = self.folder / f"correction-{index}.csv"
            path.write_text(messy.canonical_text(correction.kind, correction.rows), encoding="utf-8")
            answer = self.service.run("import", correction.kind, path)
            right = answer.status == 0 and answer.counts is not None and answer.counts[3] == 0
            self.tally.check(self.name(f"{correction.word} ({path.name})"), right, str(answer))
            if right:  # else the organisation is still as it was
                self.tables = after

    def round_trip(self, encoding):
        folder = self.folder / f"export-{encoding}"
        folder.mkdir()
        for kind in KINDS:
            path = folder / f"{kind}.csv"
            answer = self.service.run("export", kind, "--encoding", encoding, "--output", path)
            self.tally.check(self.name(f"export {kind} as {encoding}"), answer.status == 0 and path.exists(), str(answer))
            if answer.status == 0 and path.exists():
                try:
                    path.read_bytes().decode("cp932" if encoding == "cp932" else "utf-8-sig")
                except UnicodeDecodeError as error:
                    self.tally.check(self.name(f"export {kind} is {encoding}"), False, str(error))
        exported = files.read(folder)
        for kind in KINDS:
            found = self.content_differences(kind, exported[kind])
            self.tally.check(self.name(f"content of {kind} exported as {encoding}"), not found, "\n".join(found[:6]))
            answer = self.service.run("import", kind, folder / f"{kind}.csv")
            right = answer.status == 0 and answer.counts == (0, 0, len(exported[kind]), 0)
            self.tally.check(self.name(f"import of {kind} exported as {encoding}"), right, str(answer))

    def content_differences(self, kind, exported):
        """Cells that went in and didn't come out. Empty cells may come out as their default, defaults of the lists stand beside,
        codes with `;` between come in any order."""
        out = {files.key_of(kind, row): row for row in exported}
        expected = {files.key_of(kind, row): row for row in self.tables[kind]}
        found = [f"{key} was not exported" for key in expected if key not in out]
        found += [
            f"{key} was never imported" for key in out
            if key not in expected and key[0] not in {row["code"] for row in DEFAULTS.get(kind, [])}
        ]
        for key, row in expected.items():
            for name, cell in row.items():
                if cell and name != "reason" and key in out and sorted(out[key].get(name, "").split(";")) != sorted(cell.split(";")):
                    found.append(f"{key} {name}: {cell!r} went in, {out[key].get(name, '')!r} came out")
        return found

    def name(self, what):
        return f"seed {self.seed}: {what}"


def import_order(random):
    """Some order of the kinds "that respects references"; time needs the posts, redirections need the time."""
    needs = {"time": {"posts"}, "redirections": {"time", "staff"}}
    for name, kind in KINDS.items():
        targets = {column.target for column in kind.columns if column.target} | {"staff" for column in kind.columns if column.type == "staff"}
        needs[name] = needs.get(name, set()) | targets - {name}
    order = []
    while len(order) < len(KINDS):
        order.append(random.choice([name for name in KINDS if name not in order and needs[name] <= set(order)]))
    return order


def run_seed(seed, program, folder, tally):
    folder.mkdir(parents=True)
    folder.chmod(0o755)  # the embedded server runs as another user
    with Service(program, folder) as service:
        SeedRun(seed, service, folder, tally).all()


def main():
    parser = argparse.ArgumentParser(description="Compares tedori with an independent recount.")
    parser.add_argument("--tedori", required=True, help="the executable")
    parser.add_argument("--seeds", type=int, default=4, help="how many organisations to draw")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--only", choices=("seeds", "refusals"))
    parser.add_argument("--keep", help="a folder for what was written, kept; else a temporary one")
    options = parser.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="recount-") as temporary:
        root = Path(options.keep or temporary)
        root.mkdir(parents=True, exist_ok=True)
        root.chmod(0o755)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            jobs = []
            if options.only != "seeds":
                jobs.append(pool.submit(refusals.run, options.tedori, root / "refusals", tally))
            if options.only != "refusals":
                for seed in range(options.first, options.first + options.seeds):
                    jobs.append(pool.submit(run_seed, seed, options.tedori, root / f"seed-{seed}", tally))
        for job in jobs:
            job.result()
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
