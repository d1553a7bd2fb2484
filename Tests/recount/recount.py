"""The independent recount: the monthly report's figures from CSV files alone.

Written from domain.md and formats.md, never from the service's code. Each rule quotes the sentence it follows.
Arithmetic is exact: integers and fractions; only the finished document holds floats.

    recount.py FOLDER MONTH [--unit CODE]
"""

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction

import tables as files
from columns import HIGHER_VALUE, OVERTIME_CUT, SAME_WORK
from months import days_of, shift
from organisation import FULL_TIME, Organisation, whole

LEVELS = ("E0", "E1", "E2", "E3", "E4", "E5")
ACCOUNT = LEVELS[1:]  # "E0 … outside `minutes`, caps, by tool and area"


@dataclass
class Part:
    """The figures of one unit itself, or of several added up; `atoms` is keyed by (what, level, tool, area)."""

    headcount: int = 0
    on_leave: int = 0
    fte: Fraction = Fraction(0)
    covered: int = 0
    adopters: int = 0
    active: int = 0
    in_force: int = 0
    reported: int = 0
    atoms: Counter = field(default_factory=Counter)

    def add(self, other):
        for name in ("headcount", "on_leave", "fte", "covered", "adopters", "active", "in_force", "reported"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for key, minutes in other.atoms.items():
            self.atoms[key] += minutes

    @property
    def is_empty(self):
        counts = (self.headcount, self.on_leave, self.fte, self.adopters, self.active, self.in_force, self.reported)
        return not any(counts) and not any(self.atoms.values())


def apportioned(minutes, weights, rest):
    """"each unit gets its part rounded toward zero, the unit of the last primary post in force in the month gets the rest"."""
    total = sum(weights.values())
    if total == 0:
        return {rest: minutes}
    parts = {unit: int(Fraction(minutes * weight, total)) for unit, weight in weights.items() if unit != rest}
    parts[rest] = minutes - sum(parts.values())
    return parts


class MonthCount:
    """One month of an organisation: each unit's own part, and sums of them."""

    def __init__(self, organisation, month):
        self.organisation = organisation
        self.month = month
        self.tree = organisation.tree(month)
        days = days_of(month)
        self.first, self.last = days[0], days[-1]
        self.recent = (month, shift(month, -1), shift(month, -2))  # "in this or the two months before"
        self.named_active = Counter()
        self.named_adopters = Counter()
        self.own = {code: Part() for code in self.tree}
        for person in organisation.people:
            self.count_person(person)
        for adoption in organisation.adoptions.values():
            self.count_adoption(adoption)
        self.count_users()

    def count_person(self, person):
        organisation = self.organisation
        primary, posts = organisation.day(person, self.last)
        away = organisation.on_leave(person, self.last)
        if primary and away:
            self.own[primary.unit].on_leave += 1
        if primary and not away:
            part = self.own[primary.unit]
            part.headcount += 1
            part.covered += organisation.is_covered(person, primary.grade, self.last)
            # "adopters … among the headcount, at the primary post of the last day"
            self.named_adopters[primary.unit] += self.is_adopter(person)
            for post, share in posts:
                # "contracted minutes x share / 9,300 … each post with the contract of the primary post of that day"
                self.own[post.unit].fte += Fraction(primary.contract * share, 100 * FULL_TIME)
        home = organisation.last_primary(person, self.month)
        if home:
            self.named_active[home] += self.is_active(person)

    def adoptions_of(self, person):
        return [row for row in self.organisation.adoptions.values() if self.organisation.owner(row) == person]

    def is_active(self, person):
        """"persons with a time record or a usage day … in the month"."""
        organisation = self.organisation
        used = any((person, tool, self.month) in organisation.usage for tool in organisation.tools)
        return used or any((row["code"], self.month) in organisation.time for row in self.adoptions_of(person))

    def is_adopter(self, person):
        """"persons with an adoption in force on the last day, and a time record of it, or a usage day of its tool, in this or the
        two months before"."""
        organisation = self.organisation
        for row in self.adoptions_of(person):
            tool = organisation.use_cases[row["use_case_code"]]["tool_code"]
            if organisation.is_in_force(row, self.last, self.last) and any(
                (row["code"], month) in organisation.time or (person, tool, month) in organisation.usage for month in self.recent
            ):
                return True
        return False

    def count_adoption(self, adoption):
        organisation = self.organisation
        home = organisation.home(adoption, self.month)
        if home is None:
            return
        record = organisation.time.get((adoption["code"], self.month))
        part = self.own[home]
        part.in_force += organisation.is_in_force(adoption, self.first, self.last)
        part.reported += record is not None
        if record is None:
            return
        person = organisation.owner(adoption)
        weights = organisation.weights(person, self.month) if person else {home: 1}
        use_case = organisation.use_cases[adoption["use_case_code"]]
        area = organisation.tasks[use_case["task_code"]]["area"]
        for what, minutes in organisation.atoms(record).items():
            for unit, share in apportioned(minutes, weights, home).items():
                self.own[unit].atoms[what, organisation.level(record), use_case["tool_code"], area] += share

    def count_users(self):
        """"at each unit itself, active = max(named persons, min(headcount, largest `users` of its own adoptions' records of the
        month)), adopters likewise with the largest of each adoption's latest record of this and the two months before, over its
        adoptions in force on the last day"."""
        organisation = self.organisation
        active, adopters = Counter(), Counter()
        for adoption in organisation.adoptions.values():
            unit = adoption.get("unit_code")
            if not unit or unit not in self.tree:
                continue
            records = [organisation.time.get((adoption["code"], month)) for month in self.recent]
            if records[0]:
                active[unit] = max(active[unit], whole(records[0]["users"]))
            latest = next((record for record in records if record), None)
            if latest and organisation.is_in_force(adoption, self.last, self.last):
                adopters[unit] = max(adopters[unit], whole(latest["users"]))
        for unit, part in self.own.items():
            part.active = max(self.named_active[unit], min(part.headcount, active[unit]))
            part.adopters = max(self.named_adopters[unit], min(part.headcount, adopters[unit]))

    def children(self, code):
        return [child for child, row in self.tree.items() if row.parent == (code or "")]

    def total(self, code):
        """"a unit is exactly the sum of its children plus what is its own"."""
        part = Part()
        if code:
            part.add(self.own[code])
        for child in self.children(code):
            part.add(self.total(child))
        return part

    # The document

    def figures(self, part):
        organisation = self.organisation

        def minutes(what, levels=ACCOUNT, tool=None, area=None):
            return sum(
                value
                for (name, level, its_tool, its_area), value in part.atoms.items()
                if name == what and level in levels and tool in (None, its_tool) and area in (None, its_area)
            )

        def redirected(tier, confirmed_only, **scope):
            names = ("confirmed",) if confirmed_only else ("confirmed", "unconfirmed")
            return sum(
                minutes((name, code), **scope)
                for name in names for code, row in organisation.categories.items() if row["tier"] == tier
            )

        def sums(**scope):
            # "freed = categories + unaccounted, net = freed - loss"
            freed = minutes("unaccounted", **scope) + sum(
                redirected(tier, False, **scope) for tier in (HIGHER_VALUE, SAME_WORK, OVERTIME_CUT)
            )
            loss = minutes("loss", **scope)
            return {"gross": minutes("gross", **scope), "net": freed - loss, "loss": loss, "freed": freed}

        def higher_value(**scope):
            return {"claimed": redirected(HIGHER_VALUE, False, **scope), "confirmed": redirected(HIGHER_VALUE, True, **scope)}

        def three(**scope):
            found = sums(**scope)
            return {name: found[name] for name in ("gross", "net", "freed")}

        used = {key[1:] for key, value in part.atoms.items() if key[1] in ACCOUNT}
        rate = (lambda count: count / part.headcount) if part.headcount else (lambda count: None)
        return {
            "headcount": part.headcount, "on_leave": part.on_leave, "fte": float(part.fte),
            "adopters": part.adopters, "active_users": part.active,
            "adoption_rate": rate(part.adopters), "training_coverage": rate(part.covered),
            "adoptions": {"in_force": part.in_force, "reported": part.reported},
            "minutes": {
                **sums(), "higher_value": higher_value(), "same_work": redirected(SAME_WORK, False),
                "overtime_cut": redirected(OVERTIME_CUT, False), "unaccounted": minutes("unaccounted"),
            },
            "by_evidence": {
                level: {**three(levels=(level,)), "higher_value": higher_value(levels=(level,))} for level in LEVELS
            },
            "by_category": [
                {
                    "code": code, "title": row["title"], "tier": row["tier"],
                    "claimed": minutes(("confirmed", code)) + minutes(("unconfirmed", code)),
                    "confirmed": minutes(("confirmed", code)),
                }
                for code, row in sorted(organisation.categories.items())
            ],
            "by_tool": [
                {"code": code, "title": organisation.tools[code]["name"], **three(tool=code)} for code in sorted({key[1] for key in used})
            ],
            "by_area": [
                {"code": code, "title": organisation.areas[code]["title"], **three(area=code)} for code in sorted({key[2] for key in used})
            ],
        }

    def unit(self, code):
        if not code:
            return {"code": None}
        row = self.tree[code]
        return {"code": code, "name": row.name, "kind": row.kind}

    def document(self, code=None):
        """"The monthly report as JSON", reader hr, as-then, unpublished."""
        parts = []
        if code and not self.own[code].is_empty:
            parts.append({"unit": self.unit(code), "own": True, **self.figures(self.own[code])})
        for child in self.children(code):
            parts.append({"unit": self.unit(child), "own": False, **self.figures(self.total(child))})
        return {
            "month": self.month, "as": "then", "edition": None, "published_at": None, "reason": None, "sha256": None,
            "unit": self.unit(code), **self.figures(self.total(code)), "units": parts, "withheld": [],
        }


def main():
    parser = argparse.ArgumentParser(description="The monthly report's figures, counted again from a folder of CSV files.")
    parser.add_argument("folder")
    parser.add_argument("month", help="2026-09")
    parser.add_argument("--unit", help="a unit's code; without it the whole organisation")
    options = parser.parse_args()
    count = MonthCount(Organisation(files.read(options.folder)), options.month)
    if options.unit and options.unit not in count.tree:
        print(f"unit {options.unit} is not in force in {options.month}", file=sys.stderr)
        return 65
    json.dump(count.document(options.unit), sys.stdout, ensure_ascii=False, indent=1)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
