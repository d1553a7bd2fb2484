"""What a head can list: the units' own adoptions and what they redirected, which leave persons' own over when they are taken off a published figure."""

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


def climb(unit, above):
    """The unit itself, with all under it, and those above it, up to the whole."""
    places = [f"{unit} itself", unit]
    while places[-1] is not None:
        places.append(above[places[-1]])
    return places


def own_adoptions(service, month):
    """At each place how many of the units' own adoptions are in force and how many of these are reported."""
    above = parents(rows(service, "units"), month)
    reported = {row["adoption_code"] for row in rows(service, "time") if row["month"] == month}
    counts = defaultdict(lambda: [0, 0])
    for row in rows(service, "adoptions"):
        unit = row["unit_code"]
        if unit not in above or row["started_on"] > f"{month}-31" or row["ended_on"] and row["ended_on"] < f"{month}-01":
            continue
        for place in climb(unit, above):
            counts[place][0] += 1
            counts[place][1] += row["code"] in reported
    return counts


def own_redirections(service, month):
    """At each place by category the minutes that units' own adoptions redirected, claimed and confirmed; and the persons with redirections of their own there, by their last primary post."""
    above = parents(rows(service, "units"), month)
    adoptions = {row["code"]: row for row in rows(service, "adoptions")}
    homes = {}
    for row in sorted(rows(service, "posts"), key=lambda row: row["valid_from"]):
        if row["kind"] == "primary" and row["valid_from"] <= f"{month}-31" and (row["valid_to"] or "9999") >= f"{month}-01":
            homes[row["staff_no"]] = row["unit_code"]
    minutes = defaultdict(lambda: defaultdict(int))
    persons = defaultdict(lambda: defaultdict(set))
    for row in rows(service, "redirections"):
        if row["month"] != month:
            continue
        adoption = adoptions[row["adoption_code"]]
        states = ("claimed", "confirmed") if row["confirmed_by"] else ("claimed",)
        unit = adoption["unit_code"] or homes.get(adoption["staff_no"])
        for place in climb(unit, above) if unit in above else []:
            for state in states:
                if adoption["unit_code"]:
                    minutes[place][row["category"], state] += int(row["minutes"])
                else:
                    persons[place][row["category"], state].add(adoption["staff_no"])
    return minutes, persons


def own_of_units(service, month):
    """Both of them."""
    return own_adoptions(service, month), own_redirections(service, month)
