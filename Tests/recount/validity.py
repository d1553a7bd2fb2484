"""The rules of domain.md and formats.md that reach over several rows, checked from the outside.

The generator uses this to stay valid, and the corrections to find a late change that may be made.
Each fault names the row that breaks a rule: (sentence, kind, row).
"""

from collections import defaultdict

from columns import KINDS
from months import DAY, days_of
from organisation import OPEN, Organisation
from tables import key_of


def faults(tables):
    """Every rule broken, as (sentence, kind, row)."""
    organisation = Organisation(tables)
    return [
        *repeated_keys(tables),
        *units_without_parent(organisation),
        *posts_out_of_place(organisation),
        *time_out_of_place(organisation),
        *redirections_out_of_place(organisation),
        *caps_broken(organisation),
        *use_cases_twice(organisation),
    ]


def repeated_keys(tables):
    for kind in KINDS:
        seen = set()
        for row in tables[kind]:
            key = key_of(kind, row)
            if key in seen:
                yield f"{kind} {key} stands twice", kind, row
            seen.add(key)


def covers(spans, start, end):
    """Whether half-open spans together cover [start, end)."""
    for first, last in sorted(spans):
        if first > start:
            return False
        if last > start:
            start = last
        if start >= end:
            return True
    return start >= end


def units_without_parent(organisation):
    for code, rows in organisation.units.items():
        for before, row in zip(rows, rows[1:]):
            if before.end > row.start:
                yield f"unit {code} has two rows on {row.start}", "units", {"code": code}
        for row in rows:
            if row.kind == "authority":
                continue
            parents = [(parent.start, parent.end) for parent in organisation.units[row.parent]]
            if not covers(parents, row.start, row.end):
                yield f"unit {code} of {row.start} outlives its parent {row.parent}", "units", {"code": code}


def posts_out_of_place(organisation):
    for person, posts in organisation.posts.items():
        primaries = sorted((post for post in posts if post.primary), key=lambda post: post.start)
        for before, post in zip(primaries, primaries[1:]):
            if before.end > post.start:
                yield f"{person} has two primary posts on {post.start}", "posts", post
        for post in posts:
            if post.start >= post.end:
                yield f"{person}: the post of {post.start} is empty", "posts", post
            if not organisation.unit_on(post.unit, post.start):
                yield f"{person}: {post.unit} is not in force on {post.start}", "posts", post
            if not post.primary and not covers([(each.start, each.end) for each in primaries], post.start, post.end):
                yield f"{person}: concurrent post of {post.start} outside primary posts", "posts", post
        for post in posts:
            shares = sum(each.share for each in posts if not each.primary and each.start <= post.start < each.end)
            if shares > 100:
                yield f"{person}: shares of {shares} on {post.start}", "posts", post


def time_out_of_place(organisation):
    for (code, month), record in organisation.time.items():
        adoption = organisation.adoptions[code]
        days = days_of(month)
        home = organisation.home(adoption, month)
        if home is None or not organisation.is_in_force(adoption, days[0], days[-1]):
            yield f"{code} counts nowhere in {month}", "time", record
        elif record.get("measurement_code"):
            measurement = organisation.measurements[record["measurement_code"]]
            if measurement["use_case_code"] != adoption["use_case_code"]:
                yield f"{code} {month}: measurement of another use case", "time", record
            if measurement.get("unit_code") and measurement["unit_code"] not in organisation.ancestry(home, month):
                yield f"{code} {month}: measurement of another unit", "time", record


def redirections_out_of_place(organisation):
    for (code, month), rows in organisation.redirections.items():
        record = organisation.time.get((code, month))
        freed = max(organisation.net(record), 0) if record and organisation.level(record) != "E0" else 0
        if sum(int(row["minutes"]) for row in rows) > freed:
            for row in rows:
                yield f"{code} {month}: redirected beyond {freed}", "redirections", row
        owner = organisation.owner(organisation.adoptions[code])
        for row in rows:
            confirmer = organisation.persons.get(row.get("confirmed_by"))
            if confirmer and confirmer in (owner, organisation.persons.get(row.get("claimed_by"))):
                yield f"{code} {month}: confirmed by the claimant or the adoption's person", "redirections", row


def account_months(organisation):
    """(month, adoption, record) of everything within the caps: E1 to E5."""
    for (code, month), record in organisation.time.items():
        if organisation.level(record) != "E0":
            yield month, organisation.adoptions[code], record


def unit_cap(organisation, unit, month):
    """The contracted minutes of those whose primary post is in the unit or under it, by the strictest of the readings."""

    def inside(code):
        return unit in organisation.ancestry(code, month)

    people = organisation.people
    by_day = sum(organisation.contracted(person, month, inside) for person in people)
    by_last = sum(organisation.contracted(person, month) for person in people if inside(organisation.last_primary(person, month)))
    last_day = days_of(month)[-1]
    staying = [person for person in people if (primary := organisation.day(person, last_day)[0]) and inside(primary.unit)]
    by_stay = sum(organisation.contracted(person, month) for person in staying)
    return min(by_day, by_last, by_stay)


def caps_broken(organisation):
    of_person, of_unit = defaultdict(list), defaultdict(list)
    for month, adoption, record in account_months(organisation):
        owner = organisation.owner(adoption)
        (of_person[owner, month] if owner else of_unit[adoption["unit_code"], month]).append(record)
    for (person, month), records in of_person.items():
        if sum(map(organisation.net, records)) > organisation.contracted(person, month):
            yield f"{person} frees more than worked in {month}", "time", max(records, key=organisation.net)
    for (unit, month), records in of_unit.items():
        if sum(map(organisation.net, records)) > unit_cap(organisation, unit, month):
            yield f"{unit} frees more than worked in {month}", "time", max(records, key=organisation.net)


def use_cases_twice(organisation):
    """"The same use case recorded in the same month for a unit and for a person whose last primary post is in it or under it is
    refused"; here also for a unit twice and a person twice, which the generator leaves out."""
    recorded = defaultdict(list)
    for (code, month), record in organisation.time.items():
        adoption = organisation.adoptions[code]
        recorded[adoption["use_case_code"], month].append((adoption, record))
    for (use_case, month), pairs in recorded.items():
        units = {adoption["unit_code"] for adoption, _ in pairs if not organisation.owner(adoption)}
        for adoption, record in pairs:
            person = organisation.owner(adoption)
            home = person and organisation.last_primary(person, month)
            if home and units & set(organisation.ancestry(home, month)):
                yield f"{use_case} counts twice in {month}", "time", record


def open_end(day):
    """An inclusive last day for a file: empty when open."""
    return "" if day == OPEN else (day - DAY).isoformat()


