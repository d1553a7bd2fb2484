"""Late corrections that domain.md allows: files to import after everything else, and what is recorded afterwards."""

from datetime import timedelta

from months import DAY, days_of
from organisation import OPEN, Organisation, day_of
from tables import merged
from validity import faults


class Correction:
    """One file to import: its kind, its rows, and a word for it."""

    def __init__(self, word, kind, rows):
        self.word, self.kind, self.rows = word, kind, rows


def post_split(random, tables, months):
    """A transfer that was entered weeks late: from a random day on, the person was elsewhere."""
    organisation = Organisation(tables)
    row = random.choice([row for row in tables["posts"] if row["kind"] == "primary"])
    post = next(
        post for post in organisation.posts[organisation.persons[row["staff_no"]]]
        if post.primary and post.start == day_of(row["valid_from"])
    )
    first, last = max(post.start + DAY, days_of(months[0])[0]), min(post.end, days_of(months[-1])[-1]) - DAY
    if first > last:
        return None
    day = first + timedelta(days=random.randint(0, (last - first).days))
    held = {each["unit_code"] for each in tables["posts"] if each["staff_no"] == row["staff_no"]}
    units = [code for code in organisation.units if code not in held and (unit := organisation.unit_on(code, day)) and unit.end >= min(post.end, OPEN)]
    if not units:
        return None
    moved = {**row, "valid_from": day.isoformat(), "unit_code": random.choice(units), "contracted_minutes": random.choice(("", "7440"))}
    stayed = {**row, "valid_to": (day - DAY).isoformat()}
    return Correction("retroactive post split", "posts", [moved] if not row["valid_to"] and random.random() < 0.5 else [stayed, moved])


def contract_changed(random, tables, months):
    row = random.choice([row for row in tables["posts"] if row["kind"] == "primary"])
    return Correction(
        "contract changed", "posts",
        [{**{name: row[name] for name in ("staff_no", "unit_code", "valid_from", "kind")}, "contracted_minutes": random.choice(("6200", "9300"))}],
    )


def leave_added(random, tables, months):
    row = random.choice(tables["staff"])
    if any(leave["staff_no"] == row["staff_no"] for leave in tables["leaves"]):
        return None
    first = random.choice(days_of(random.choice(months)))
    last = first + timedelta(days=random.randint(0, 40))
    if row["left_on"] and last > day_of(row["left_on"]) or first < day_of(row["joined_on"]):
        return None
    cells = {"staff_no": row["staff_no"], "valid_from": first.isoformat(), "valid_to": last.isoformat(), "kind": "parental"}
    return Correction("leave added", "leaves", [cells])


def time_changed(random, tables, months):
    row = random.choice(tables["time"])
    if row["gross_minutes"]:
        return Correction("gross changed", "time", [{**row, "gross_minutes": str(int(row["gross_minutes"]) + random.randint(-60, 60))}])
    cells = {name: row[name] for name in ("adoption_code", "month")}
    return Correction("cases changed", "time", [{**cells, "cases": str(max(0, int(row["cases"]) + random.randint(-3, 3)))}])


def time_withdrawn(random, tables, months):
    row = random.choice(tables["time"])
    cells = {name: row[name] for name in ("adoption_code", "month")}
    return Correction("time withdrawn", "time", [{**cells, "withdrawn": "yes", "reason": "入力誤り"}])


def redirection_withdrawn(random, tables, months):
    row = random.choice(tables["redirections"])
    cells = {name: row[name] for name in ("adoption_code", "month", "category")}
    return Correction("redirection withdrawn", "redirections", [{**cells, "withdrawn": "yes"}])


def redirection_confirmed(random, tables, months):
    rows = [row for row in tables["redirections"] if not row["confirmed_by"]]
    if not rows:
        return None
    confirmer = random.choice(tables["staff"])["staff_no"]
    return Correction("redirection confirmed", "redirections", [{**random.choice(rows), "confirmed_by": confirmer, "confirmed_on": "2025-12-01"}])


def unit_renamed(random, tables, months):
    """The name was wrong all along."""
    row = random.choice(tables["units"])
    return Correction("unit renamed", "units", [{"code": row["code"], "valid_from": row["valid_from"], "name": f"{row['name']}（訂正）"}])


def unit_changed_since(random, tables, months):
    """A new name, and perhaps another parent, from a day in the past."""
    organisation = Organisation(tables)
    row = random.choice([row for row in tables["units"] if row["kind"] != "authority"])
    unit = next(unit for unit in organisation.units[row["code"]] if unit.start == day_of(row["valid_from"]))
    day = random.choice(days_of(random.choice(months)))
    if not unit.start < day < unit.end:
        return None
    parents = [each["parent_code"] for each in tables["units"] if each["kind"] == row["kind"]]
    changed = {**row, "valid_from": day.isoformat(), "name": f"{row['name']}新", "parent_code": random.choice(parents), "succeeds": ""}
    before = [{**row, "valid_to": (day - DAY).isoformat()}] if row["valid_to"] else []
    return Correction("unit changed since a past day", "units", [*before, changed])


def adoption_ended(random, tables, months):
    row = random.choice(tables["adoptions"])
    recorded = [each["month"] for each in tables["time"] if each["adoption_code"] == row["code"]]
    day = days_of(max(recorded) if recorded else months[-1])[-1]
    if row["ended_on"] or day < day_of(row["started_on"]) or row["regular_on"] and day < day_of(row["regular_on"]):
        return None
    return Correction("adoption ended", "adoptions", [{"code": row["code"], "ended_on": day.isoformat(), "end_reason": "no_task"}])


def training_added(random, tables, months):
    course = random.choice(tables["courses"])["code"]
    held = {row["staff_no"] for row in tables["training"] if row["course_code"] == course}
    numbers = [row["staff_no"] for row in tables["staff"] if row["staff_no"] not in held]
    day = days_of(months[0])[-1].isoformat()
    return Correction(
        "training added", "training",
        [{"staff_no": number, "course_code": course, "completed_on": day, "outcome": "attended"} for number in numbers[:5]],
    ) if numbers else None


EVERY = (
    post_split, contract_changed, leave_added, time_changed, time_withdrawn, redirection_withdrawn, redirection_confirmed, unit_renamed,
    unit_changed_since, adoption_ended, training_added,
)


def corrections(random, tables, months):
    """Several valid corrections, one after another, each with the tables as they are after it."""
    for make in (*EVERY, post_split, post_split, time_changed, unit_changed_since):
        for _ in range(20):
            correction = make(random, tables, months)
            if correction is None:
                continue
            after = merged(tables, correction.kind, correction.rows)
            if not faults(after):
                tables = after
                yield correction, tables
                break
