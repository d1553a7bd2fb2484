"""What the files say, indexed for counting: units and posts by day, training, and the account's records.

Each rule quotes the sentence of domain.md or formats.md that it follows.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache

from columns import DEFAULTS
from months import DAY, add_months, days_of, month_of

FULL_TIME = 9300
LEVEL_OF_METHOD = {
    "diary": "E2", "sample": "E2", "before_after": "E3", "log": "E3", "comparison": "E4", "randomised": "E5",
}
OPEN = date.max


def day_of(cell):
    return date.fromisoformat(cell) if cell else None


def whole(cell):
    return int(cell) if cell else 0


def after(cell):
    """The day after an inclusive last day ("The last day of a period is inclusive; empty means open")."""
    return day_of(cell) + DAY if cell else OPEN


def rounded(number):
    """"rounded to a whole minute, halves away from zero"."""
    size = (2 * abs(number) + 1) // 2
    return int(size if number >= 0 else -size)


@dataclass(frozen=True)
class UnitRow:
    """A unit as it is from `start` until before `end`."""

    code: str
    start: date
    end: date
    name: str
    kind: str
    parent: str


@dataclass(frozen=True)
class Post:
    """A post from `start` until before `end`; `share` is None where a primary post leaves it open."""

    person: str
    unit: str
    start: date
    end: date
    primary: bool
    share: int | None
    grade: str
    contract: int


class Organisation:
    """Everything that the files say, indexed for counting."""

    def __init__(self, tables):
        self.tables = tables
        self.categories = self.listed("categories")
        self.areas = self.listed("areas")
        self.tools = {row["code"]: row for row in tables["tools"]}
        self.tasks = {row["code"]: row for row in tables["tasks"]}
        self.use_cases = {row["code"]: row for row in tables["use-cases"]}
        self.measurements = {row["code"]: row for row in tables["measurements"]}
        self.adoptions = {row["code"]: row for row in tables["adoptions"]}
        self.time = {(row["adoption_code"], row["month"]): row for row in tables["time"]}
        self.redirections = defaultdict(list)
        for row in tables["redirections"]:
            self.redirections[row["adoption_code"], row["month"]].append(row)
        self.units = self.unit_rows()
        self.persons = self.chains()
        self.posts = self.dated_posts()
        self.leaves = defaultdict(list)
        for row in tables["leaves"]:
            self.leaves[self.persons[row["staff_no"]]].append((day_of(row["valid_from"]), after(row.get("valid_to"))))
        self.training = defaultdict(list)
        for row in tables["training"]:
            self.training[self.persons[row["staff_no"]], row["course_code"]].append(day_of(row["completed_on"]))
        # "a usage day (`days_used` above 0)"
        self.usage = {
            (self.persons[row["staff_no"]], row["tool_code"], row["month"]) for row in tables["usage"] if whole(row["days_used"]) > 0
        }

    def listed(self, kind):
        rows = {row["code"]: row for row in DEFAULTS[kind]}
        for row in self.tables[kind]:
            rows[row["code"]] = {**rows.get(row["code"], {}), **row}
        return rows

    # Units

    def unit_rows(self):
        """"Empty valid_to: until the unit's next row"."""
        by_code = defaultdict(list)
        for row in sorted(self.tables["units"], key=lambda row: row["valid_from"]):
            by_code[row["code"]].append(row)
        dated = {}
        for code, rows in by_code.items():
            nexts = [day_of(row["valid_from"]) for row in rows[1:]] + [OPEN]
            dated[code] = [
                UnitRow(
                    code, day_of(row["valid_from"]), after(row["valid_to"]) if row.get("valid_to") else following,
                    row["name"], row["kind"], row.get("parent_code") or "",
                )
                for row, following in zip(rows, nexts)
            ]
        return dated

    def unit_on(self, code, day):
        return next((row for row in self.units[code] if row.start <= day < row.end), None)

    @lru_cache(maxsize=None)
    def tree(self, month):
        """"A month uses each unit's name and parent on the unit's last day in force in that month."""
        found = {}
        for code in sorted(self.units):
            rows = [row for day in days_of(month) if (row := self.unit_on(code, day))]
            if rows:
                found[code] = rows[-1]
        return found

    def ancestry(self, code, month):
        """The unit itself and every unit above it in that month."""
        tree, line = self.tree(month), []
        while code in tree:
            line.append(code)
            code = tree[code].parent
        return line

    # People and their posts

    def chains(self):
        """A person is a chain of staff numbers: "previous_no (the same person's earlier number)". Named by the earliest."""
        previous = {row["staff_no"]: row.get("previous_no") or "" for row in self.tables["staff"]}
        found = {}
        for number in previous:
            first = number
            while previous.get(first):
                first = previous[first]
            found[number] = first
        return found

    def dated_posts(self):
        """"Empty valid_to on a primary post: until the person's next primary post; every post ends at the latest on left_on"."""
        left = {row["staff_no"]: after(row.get("left_on")) for row in self.tables["staff"]}
        starts = defaultdict(list)
        for row in self.tables["posts"]:
            if row["kind"] == "primary":
                starts[self.persons[row["staff_no"]]].append(day_of(row["valid_from"]))
        posts = defaultdict(list)
        for row in self.tables["posts"]:
            person, start, primary = self.persons[row["staff_no"]], day_of(row["valid_from"]), row["kind"] == "primary"
            end = after(row.get("valid_to"))
            if primary and not row.get("valid_to"):
                end = min([day for day in starts[person] if day > start], default=OPEN)
            posts[person].append(
                Post(
                    person, row["unit_code"], start, min(end, left[row["staff_no"]]), primary,
                    int(row["share_percent"]) if row.get("share_percent") else None,
                    row.get("grade") or "", int(row.get("contracted_minutes") or FULL_TIME),
                )
            )
        return posts

    @lru_cache(maxsize=None)
    def day(self, person, day):
        """The primary post and the (post, share) pairs that count on that day.

        A post counts only on days on which its unit is in force too. "empty on a primary means, each day, 100 less that day's
        concurrent shares".
        """
        there = [post for post in self.posts[person] if post.start <= day < post.end and self.unit_on(post.unit, day)]
        primary = next((post for post in there if post.primary), None)
        concurrent = sum(post.share for post in there if not post.primary)
        return primary, [(post, 100 - concurrent if post.share is None else post.share) for post in there]

    def on_leave(self, person, day):
        return any(start <= day < end for start, end in self.leaves[person])

    @lru_cache(maxsize=None)
    def last_primary(self, person, month):
        """The unit of the last primary post in force in the month, or None."""
        primaries = [primary for day in days_of(month) if (primary := self.day(person, day)[0])]
        return primaries[-1].unit if primaries else None

    @lru_cache(maxsize=None)
    def weights(self, person, month):
        """"a unit's weight is the sum over the person's days there of the day's share percent"."""
        found = Counter()
        for day in days_of(month):
            for post, share in self.day(person, day)[1]:
                found[post.unit] += share
        return found

    def contracted(self, person, month, inside=lambda unit: True):
        """"sum over the person's primary posts of contracted minutes per 4 weeks x days in force and not on leave / 28, the sum
        rounded down"; here only the posts whose unit is `inside`."""
        total = 0
        for day in days_of(month):
            primary = self.day(person, day)[0]
            if primary and inside(primary.unit) and not self.on_leave(person, day):
                total += primary.contract
        return total // 28

    # Training

    def is_covered(self, person, grade, day):
        """"Someone of whom nothing is required counts as covered"; the outcome doesn't matter."""
        return all(self.is_trained(person, course, day) for course in self.tables["courses"] if self.is_required(course, grade, day))

    @staticmethod
    def is_required(course, grade, day):
        """"by the grade of the primary post of that day, from required_from on"."""
        required = course.get("required") or "none"
        if required == "none" or (course.get("required_from") and day < day_of(course["required_from"])):
            return False
        return required == "all" or (grade != "" and grade in required.split(";"))

    def is_trained(self, person, course, day):
        """"valid on a day when it was completed on or before it and, where the course has valid_months, that day is before
        completion + valid_months (calendar months; the last day of a shorter month)"."""
        months = course.get("valid_months")
        return any(
            done <= day and (not months or day < add_months(done, int(months)))
            for done in self.training[person, course["code"]]
        )

    # The account

    def owner(self, adoption):
        """The person of a person's adoption, or None for a unit's own."""
        return self.persons[adoption["staff_no"]] if adoption.get("staff_no") else None

    def home(self, adoption, month):
        """Where an adoption counts in a month: "A unit's own adoption stays with that unit", in months in which it is in force; a
        person's at "the last primary post in the month (in a month without one a person's adoption counts nowhere)"."""
        person = self.owner(adoption)
        if person:
            return self.last_primary(person, month)
        return adoption["unit_code"] if adoption["unit_code"] in self.tree(month) else None

    @staticmethod
    def is_in_force(adoption, first, last):
        """"An adoption is in force in a month when its dates overlap it"."""
        return day_of(adoption["started_on"]) <= last and first < after(adoption.get("ended_on"))

    def level(self, record):
        """"for months from that of `measured_on` to that of `valid_until` (default: measured_on + 6 calendar months); outside them
        the record counts as E1"."""
        if not record.get("measurement_code"):
            return record.get("evidence") or "E1"
        measurement = self.measurements[record["measurement_code"]]
        measured = day_of(measurement["measured_on"])
        until = day_of(measurement.get("valid_until")) or add_months(measured, 6)
        return LEVEL_OF_METHOD[measurement["method"]] if month_of(measured) <= record["month"] <= month_of(until) else "E1"

    def gross_and_overheads(self, record):
        """"gross = cases x (baseline minutes per case - minutes per case with AI)"; measured overheads are per case, typed ones of the
        month; "new_task: … baseline 0, so gross = -cases x ai_minutes"."""
        cases = whole(record.get("cases"))
        overheads = ("verify_minutes", "rework_minutes", "learn_minutes", "operate_minutes")
        source = self.measurements[record["measurement_code"]] if record.get("measurement_code") else record
        if record.get("measurement_code"):
            spent = sum(rounded(cases * Fraction(source.get(name) or 0)) for name in overheads)
        else:
            spent = sum(whole(record.get(name)) for name in overheads)
        if record.get("gross_minutes"):
            return int(record["gross_minutes"]), spent
        saved = Fraction(source.get("baseline_minutes") or 0) - Fraction(source["ai_minutes"])
        return rounded(cases * saved), spent

    def net(self, record):
        """"net = gross - verify - rework - learn - operate"."""
        gross, spent = self.gross_and_overheads(record)
        return gross - spent

    def atoms(self, record):
        """"the *atoms* of each time record (gross; loss; unaccounted; per category the confirmed and the unconfirmed minutes, by
        evidence level)". Confirmed means that `confirmed_by` is set."""
        gross, spent = self.gross_and_overheads(record)
        net = gross - spent
        atoms = Counter({"gross": gross, "loss": max(-net, 0), "unaccounted": max(net, 0)})
        for row in self.redirections[record["adoption_code"], record["month"]]:
            minutes = int(row["minutes"])
            atoms["confirmed" if row.get("confirmed_by") else "unconfirmed", row["category"]] += minutes
            atoms["unaccounted"] -= minutes
        return atoms

    @cached_property
    def people(self):
        return sorted(set(self.persons.values()))
