"""What a head can list: the units' own adoptions, which leave persons' own ones over when they are taken off a published count."""

import csv
import io
from collections import defaultdict


def rows(service, kind):
    """The rows of an export, by the English names of their columns."""
    answer = service.run("export", kind)
    if answer.status != 0:
        raise RuntimeError(str(answer))
    return list(csv.DictReader(io.StringIO(answer.output.decode("utf-8-sig"))))


def parents(units, month):
    """Of each unit of a month the one above, as on its last day there."""
    periods = defaultdict(list)
    for row in units:
        periods[row["code"]].append(row)
    found = {}
    for code, known in periods.items():
        known.sort(key=lambda row: row["valid_from"])
        ends = [row["valid_from"] for row in known[1:]] + ["9999"]
        for row, end in zip(known, ends):
            if row["valid_from"] <= f"{month}-31" and (row["valid_to"] or end) >= f"{month}-01":
                found[code] = row["parent_code"] or None
    return found


def own_adoptions(service, month):
    """At each place how many of the units' own adoptions are in force and how many of these are reported."""
    above = parents(rows(service, "units"), month)
    reported = {row["adoption_code"] for row in rows(service, "time") if row["month"] == month}
    counts = defaultdict(lambda: [0, 0])
    for row in rows(service, "adoptions"):
        unit = row["unit_code"]
        if unit not in above or row["started_on"] > f"{month}-31" or row["ended_on"] and row["ended_on"] < f"{month}-01":
            continue
        places = [f"{unit} itself", unit]
        while places[-1] is not None:
            places.append(above[places[-1]])
        for place in places:
            counts[place][0] += 1
            counts[place][1] += row["code"] in reported
    return counts
