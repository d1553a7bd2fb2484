"""Imports at the same time, and imports that are killed: one transaction each, and no cap broken between two of them."""

import time
from concurrent.futures import ThreadPoolExecutor

from case import sheet
from columns import KINDS
from tables import decode, raw_rows

ROUNDS = 3


def run(trial):
    for name, given, first, second in PAIRS:
        for kind, rows in given:
            trial.send(kind, sheet(rows))
        for _ in range(ROUNDS):
            answers = at_once(trial, first, second)
            right = sorted(answer.status for answer in answers) == [0, 65]
            trial.tally.check(f"at once, only one goes through: {name}", right, "\n".join(map(str, answers)))
            for answer, (kind, row) in zip(answers, (first, second)):
                if answer.status == 0:
                    trial.take_back(kind, [row], name)
        for kind, rows in reversed(given):
            trial.take_back(kind, rows, name)
    same_file_at_once(trial)
    killed(trial)


def typed(code, month, minutes, **cells):
    return "time", {"adoption_code": code, "month": month, "gross_minutes": str(minutes), **cells}


def redirected(category, minutes):
    return "redirections", {"adoption_code": "PX", "month": "2024-05", "category": category, "minutes": str(minutes)}


def post(unit_code, valid_from, valid_to):
    return "posts", {"staff_no": "08", "unit_code": unit_code, "valid_from": valid_from, "valid_to": valid_to, "kind": "primary"}


# PX has freed 100 in May, 60 of it redirected; 01 works 9,964 minutes in September.
PAIRS = (
    ("two redirections of one record", (), redirected("mentoring", 25), redirected("quality", 25)),
    ("a redirection and a lower time record", (), redirected("mentoring", 25), typed("PX", "2024-05", 70)),
    ("two records of one person above the cap", (), typed("PX", "2024-09", 5000), typed("PY", "2024-09", 5000)),
    ("a use case of a unit and of a person under it", (), typed("UD", "2024-09", 5, users="1"), typed("PX", "2024-09", 5)),
    ("two primary posts on one day", (), post("S1", "2024-05-01", "2024-06-30"), post("S2", "2024-06-30", "2024-08-31")),
    (
        "a time record and the person's last day before it", (),
        typed("PX", "2024-10", 5), ("staff", {"staff_no": "01", "left_on": "2024-09-30"}),
    ),
)


def at_once(trial, *files):
    """The answers of imports started together."""
    paths = []
    for index, (kind, rows) in enumerate(files):
        path = trial.folder / f"at-once-{index}.csv"
        path.write_bytes(sheet(rows if isinstance(rows, list) else [rows]))
        paths.append((kind, path))
    with ThreadPoolExecutor(len(paths)) as pool:
        return list(pool.map(lambda pair: trial.service.run("import", *pair), paths))


def people(count):
    return [{"staff_no": f"9{number:05d}", "name": f"人{number}"} for number in range(count)]


def held(trial):
    return sum(1 for row in raw_rows(KINDS["staff"], decode(trial.export("staff"))) if row["staff_no"].startswith("9"))


def take_away(trial, rows):
    trial.send("staff", sheet([{"staff_no": row["staff_no"], "withdrawn": "yes"} for row in rows]))


def same_file_at_once(trial):
    rows = people(200)
    answers = at_once(trial, ("staff", rows), ("staff", rows))
    right = sorted((answer.status, answer.counts) for answer in answers) == [(0, (0, 0, 200, 0)), (0, (200, 0, 0, 0))]
    trial.tally.check("the same file twice at once is written once", right, "\n".join(map(str, answers)))
    take_away(trial, rows)


def killed(trial):
    """"a crash at any point leaves all of it or none, and running it again finishes the work"."""
    rows = people(3000)
    path = trial.folder / "killed.csv"
    path.write_bytes(sheet(rows))
    for delay in (0.1, 0.3, 0.6, 1.0):
        process = trial.service.start("import", "staff", path)
        time.sleep(delay)
        process.kill()
        process.wait()
        trial.tally.check(f"an import killed after {delay} s leaves all or nothing", held(trial) in (0, len(rows)), f"{held(trial)} of {len(rows)}")
        again = trial.service.run("import", "staff", path)
        finished = again.status == 0 and again.counts is not None and sum(again.counts[:3]) == len(rows) and held(trial) == len(rows)
        trial.tally.check(f"an import killed after {delay} s is finished by another", finished, str(again))
        take_away(trial, rows)
