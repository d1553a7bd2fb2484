"""Runs every case of what must be refused or accepted, on one small organisation that each case leaves as it was.

    refusals.py --tedori PATH [--only WORDS]

A refused file: exit status 65, counts as the last line on standard error, a problem that names the line and the column, nothing written.
"""

import argparse
import re
import sys
import tempfile
from pathlib import Path

import behaviours
import cases_of_account
import cases_of_files
import cases_of_people
import races
from base import BASE
from case import sheet
from columns import KINDS
from service import Service
from tables import Titles, canonical, decode, key_of, raw_rows
from tally import Tally

CASES = cases_of_files.CASES + cases_of_people.CASES + cases_of_account.CASES
REFUSED = 65


class Trial:
    """The organisation of base.py in one data folder, and cases tried on it."""

    def __init__(self, service, folder, tally):
        self.service, self.folder, self.tally = service, folder, tally
        self.path = folder / "case.csv"
        self.exports = {}
        self.first = {}

    def prepare(self):
        for kind, rows in BASE.items():
            if rows:
                answer = self.send(kind, sheet(rows))
                right = answer.status == 0 and answer.counts == (len(rows), 0, 0, 0)
                self.tally.check(f"the base: {kind}", right, str(answer))
        self.exports = {kind: self.export(kind) for kind in KINDS}
        self.first = dict(self.exports)

    def send(self, kind, data, *options):
        self.path.write_bytes(data)
        return self.service.run("import", kind, self.path, *options)

    def export(self, kind):
        return self.service.run("export", kind).output

    def try_case(self, case):
        for kind, rows in case.given:
            answer = self.send(kind, sheet(rows))
            self.tally.check(f"{case.kind}: {case.name}: what is given", answer.status == 0, str(answer))
        before = self.export(case.kind) if case.given else self.exports[case.kind]
        answer = self.send(case.kind, case.bytes, *case.options)
        what = f"{case.kind}: {case.name}"
        if case.is_refused:
            wrong = self.faults_of_refusal(case, answer)
            if answer.status != 0 and self.export(case.kind) != before:
                wrong.append("refused, and yet something was written")
            self.tally.check(f"refused {what}", not wrong, "\n".join([*wrong, str(answer)]))
        else:
            right = answer.status == 0 and answer.counts is not None and answer.counts[3] == 0
            self.tally.check(f"accepted {what}", right, str(answer))
        if answer.status == 0:
            self.take_back(case.kind, self.rows_of(case), case.name)
        for kind, rows in reversed(case.given):
            self.take_back(kind, rows, case.name)

    @staticmethod
    def faults_of_refusal(case, answer):
        if answer.status != REFUSED:
            return [f"exit {answer.status}, expected {REFUSED}"]
        wrong = []
        if answer.counts is None or answer.counts[:2] != (0, 0):
            wrong.append(f"the last line is no count of nothing created: {answer.last_line!r}")
        said = answer.errors.splitlines()[:-1]
        if not any(first_number(line) in case.lines and names_one(line, case.columns) for line in said):
            wrong.append(f"no problem names line {' or '.join(map(str, case.lines))}{' and column ' if case.columns else ''}{' or '.join(case.columns)}")
        return wrong

    @staticmethod
    def rows_of(case):
        """The rows of a file that was accepted, read back, so that they can be taken back."""
        kind, titles = KINDS[case.kind], Titles({name: BASE[name] for name in KINDS})
        return [
            {name: canonical(kind.column(name), cell, titles) for name, cell in row.items()} for row in raw_rows(kind, decode(case.bytes))
        ]

    def take_back(self, kind, rows, name):
        """Stored rows as they were, new ones withdrawn, in one file."""
        base = {key_of(kind, row): row for row in BASE[kind]}
        mended = []
        for key, row in {key_of(kind, row): row for row in rows}.items():
            if key in base:
                mended.append({**base[key], "withdrawn": "", "reason": ""})
            elif row.get("withdrawn") != "yes":
                mended.append({**dict(zip(KINDS[kind].key, key)), "withdrawn": "yes"})
        if mended:
            answer = self.send(kind, sheet(mended))
            self.tally.check(f"{kind}: {name}: taken back", answer.status == 0, str(answer))
            if answer.status != 0:  # the next cases are judged by what is there now
                self.exports[kind] = self.export(kind)

    def close(self):
        for kind, before in self.first.items():
            same = sorted(self.export(kind).splitlines()) == sorted(before.splitlines())
            self.tally.check(f"the base is as it was: {kind}", same, "something was left behind or lost")


def first_number(line):
    found = re.search(r"\d+", line)
    return int(found[0]) if found else None


def names_one(line, columns):
    return not columns or any(column in line for column in columns)


def run(program, folder, tally, only=""):
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)  # the embedded server runs as another user
    with Service(program, folder) as service:
        trial = Trial(service, folder, tally)
        trial.prepare()
        for case in CASES:
            if only in f"{case.kind}: {case.name}":
                trial.try_case(case)
        if not only:
            behaviours.run(trial)
            races.run(trial)
        trial.close()


def main():
    parser = argparse.ArgumentParser(description="What tedori must refuse, and what it must accept.")
    parser.add_argument("--tedori", required=True, help="the executable")
    parser.add_argument("--only", default="", help="cases whose name has these words, `kind: name`")
    options = parser.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="refusals-") as folder:
        run(options.tedori, Path(folder), tally, options.only)
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
