"""A seeded small organisation that is valid by domain.md and yet full of its edge cases.

    generate.py --seed 7 --output FOLDER [--messy]

Writes one CSV file per kind: canonical ones, or with --messy the same content as people really make it.
"""

import argparse
import sys
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from random import Random

import messy
from columns import DEFAULTS, KINDS
from months import DAY, add_months, days_of, month_of, shift, span
from recount import OPEN, MonthCount, Organisation, UnitRow
from validity import covers, faults, unit_cap

LEVELS = ("authority", "bureau", "division", "section", "team")
SUFFIX = {"authority": "委員会", "bureau": "局", "division": "部", "section": "課", "team": "係"}
STEMS = ("総務", "髙島", "宮﨑", "財務", "福祉", "建設", "港湾", "水道", "環境", "教育", "都市", "住宅", "産業", "防災", "文化", "交通")
GRADES = [row["code"] for row in DEFAULTS["grades"]]
METHODS = ("diary", "sample", "before_after", "log", "comparison")


class Generator:
    """Draws one organisation; `tables` holds its rows as canonical strings."""

    def __init__(self, seed):
        self.random = Random(seed)
        self.tables = {kind: [] for kind in KINDS}
        year = self.random.choice((2024, 2025))
        self.reform = date(year, 4, 1)
        first = shift(month_of(self.reform), -self.random.randint(2, 4))
        self.months = span(first, shift(first, self.random.randint(5, 7)))
        self.first, self.last = days_of(self.months[0])[0], days_of(self.months[-1])[-1]
        self.founded = date(year - 3, 4, 1)
        self.spans = defaultdict(list)  # unit code -> its dated rows

    def draw(self):
        self.draw_lists()
        self.draw_units()
        self.draw_people()
        self.draw_training()
        self.draw_catalogue()
        self.draw_adoptions()
        self.draw_time()
        self.draw_redirections()
        self.draw_usage()
        broken = faults(self.tables)
        if broken:
            raise ValueError(f"the generator broke a rule: {broken[:3]}")
        return self.tables

    # Small draws

    def chance(self, probability):
        return self.random.random() < probability

    def day_between(self, first, last):
        """A day from `first` to `last`; month ends and the reform day come up often."""
        edges = [day for month in self.months for day in (days_of(month)[0], days_of(month)[-1]) if first <= day <= last]
        if edges and self.chance(0.25):
            return self.random.choice(edges)
        return first + timedelta(days=self.random.randint(0, (last - first).days))

    def add(self, kind, /, **cells):
        row = {column.name: "" for column in KINDS[kind].columns if column.name != "withdrawn"}
        row.update({name: cell.isoformat() if isinstance(cell, date) else str(cell) for name, cell in cells.items()})
        self.tables[kind].append(row)
        return row

    # Lists, units

    def draw_lists(self):
        self.add("categories", code="research", title="調査・研究", title_en="Research", tier="higher_value")
        self.add("categories", code="backlog", title="滞留案件の処理", title_en="Backlog", tier="same_work")
        self.add("grades", code="senmon", title="専門職①", rank=9)
        self.grades = [*GRADES, "senmon"]

    def unit(self, code, start, end, kind, parent, name, succeeds=""):
        """One row of a unit. The end is left empty where the next row or nothing ends it, for half of those."""
        self.spans[code].append(UnitRow(code, start, end, name, kind, parent))
        self.unit_succeeds[code, start] = succeeds
        return code

    def name(self, kind):
        while True:
            name = self.random.choice(STEMS) + self.random.choice(("", "Ⅳ", "第①", "企画", "調整", "管理")) + SUFFIX[kind]
            if name not in self.names:
                self.names.add(name)
                return name

    def draw_units(self):
        self.names, self.unit_succeeds = set(), {}
        self.counter = 0
        authorities = [self.new_unit("authority", "") for _ in range(self.random.randint(1, 2))]
        target = self.random.randint(8, 19)
        bureaus = [self.new_unit("bureau", self.random.choice(authorities)) for _ in range(self.random.randint(2, 3))]
        while len(self.spans) < target:
            parent = self.random.choice([code for code in self.spans if self.kind_of(code) in ("bureau", "division", "section")])
            lower = LEVELS[LEVELS.index(self.kind_of(parent)) + 1 :]
            self.new_unit(lower[min(len(lower) - 1, self.random.choice((0, 0, 0, 1)))], parent)
        self.reorganise(bureaus)
        for code, rows in self.spans.items():
            rows.sort(key=lambda row: row.start)
            for index, row in enumerate(rows):
                following = rows[index + 1].start if index + 1 < len(rows) else OPEN
                closes = "" if row.end == following and self.chance(0.5) or row.end == OPEN else row.end - DAY
                self.add(
                    "units", code=code, valid_from=row.start, valid_to=closes, name=row.name,
                    name_en=self.random.choice(("", f"Unit {code}")), kind=row.kind, parent_code=row.parent,
                    succeeds=self.unit_succeeds[code, row.start],
                )

    def kind_of(self, code):
        return self.spans[code][0].kind

    def new_unit(self, kind, parent, start=None, name=None, succeeds=""):
        self.counter += 1
        return self.unit(f"U{self.counter:03d}", start or self.founded, OPEN, kind, parent, name or self.name(kind), succeeds)

    def children(self, code):
        return [child for child, rows in self.spans.items() if rows[-1].parent == code and rows[-1].end == OPEN]

    def close(self, code, day):
        """Ends a unit before `day`, its children with it unless they have been moved."""
        rows = self.spans[code]
        rows[-1] = UnitRow(**{**rows[-1].__dict__, "end": day})

    def change(self, code, day, **changes):
        """A new row of the same unit from `day`: another name or parent."""
        rows = self.spans[code]
        self.close(code, day)
        self.unit(code, day, OPEN, rows[-1].kind, changes.get("parent", rows[-1].parent), changes.get("name", rows[-1].name))

    def adopt(self, children, day, parents):
        for child in children:
            self.change(child, day, parent=self.random.choice(parents))

    def reorganise(self, bureaus):
        """On 1 April renames, a split, a merger, an abolished division, a new parent; some of it in mid-month too."""
        random, reform = self.random, self.reform
        odd_day = self.day_between(self.first + DAY, self.last - DAY)
        while odd_day == reform:
            odd_day = self.day_between(self.first + DAY, self.last - DAY)
        free = [code for code in self.spans if self.kind_of(code) in ("division", "section", "team")]
        random.shuffle(free)

        def take(*kinds, alone=False):
            for code in free:
                if self.kind_of(code) in kinds and not (alone and self.children(code)):
                    free.remove(code)
                    return code
            return None

        if renamed := take("division", "section", "team"):
            self.change(renamed, random.choice((reform, odd_day)), name=self.name(self.kind_of(renamed)))
        if old := take("section", "team", alone=True):  # renamed under a new code
            row = self.spans[old][-1]
            self.close(old, reform)
            self.new_unit(row.kind, row.parent, reform, succeeds=old)
        if old := take("section", alone=True):  # split
            row = self.spans[old][-1]
            self.close(old, reform)
            for _ in range(2):
                self.new_unit("section", row.parent, reform, succeeds=old)
        first, second = take("section", "team", alone=True), take("section", "team", alone=True)
        if first and second:  # merged
            row = self.spans[first][-1]
            self.close(first, reform)
            self.close(second, reform)
            self.new_unit(row.kind, row.parent, reform, succeeds=f"{first};{second}")
        if moved := take("section", "division"):  # under another bureau
            others = [code for code in bureaus if code != self.spans[moved][-1].parent]
            self.change(moved, random.choice((reform, odd_day)), parent=random.choice(others))
        if gone := take("division"):  # abolished, its children directly under the bureau
            day = random.choice((reform, odd_day))
            children = [child for child in self.children(gone) if self.spans[child][-1].start < day]
            closed = [row.end for rows in self.spans.values() for row in rows if row.parent == gone and row.end != OPEN]
            if len(children) == len(self.children(gone)) and all(end <= day for end in closed):
                self.adopt(children, day, [self.spans[gone][-1].parent])
                self.close(gone, day)
        self.change(bureaus[0], reform, name=self.name("bureau"))
        if self.chance(0.5):
            self.new_unit("team", bureaus[-1], odd_day)

    def units_on(self, day):
        return [code for code, rows in self.spans.items() if any(row.start <= day < row.end for row in rows)]

    def closes(self, code):
        return self.spans[code][-1].end

    # People

    def draw_people(self):
        self.staff_counter = 0
        for _ in range(self.random.randint(20, 60)):
            self.draw_person()
        self.persons = Organisation(self.tables).persons
        self.numbers = list(self.persons)

    def new_number(self):
        self.staff_counter += self.random.randint(1, 30)
        return f"{self.staff_counter:06d}"

    def draw_person(self):
        """One person: an employment, perhaps ended and followed by another under a new number."""
        start = self.founded + timedelta(days=self.random.randint(0, 300)) if self.chance(0.85) else self.day_between(self.first, self.last)
        previous = ""
        for again in range(self.random.choice((1, 1, 1, 2, 2, 3))):
            leaves_at = OPEN
            if again == 0 and self.chance(0.35) or again > 0 and self.chance(0.3):
                leaves_at = max(self.reform if self.chance(0.4) else self.day_between(self.first, self.last), start + 20 * DAY)
            number = self.new_number()
            self.add(
                "staff", staff_no=number, name=self.random.choice(("山﨑", "髙橋", "佐藤", "鈴木")) + f"　{self.random.choice('一二三四五六')}郎",
                kana=self.random.choice(("", "ヤマザキ　イチロウ")), former_name=self.random.choice(("", "", "髙田")),
                joined_on=start, left_on="" if leaves_at == OPEN else leaves_at - DAY, previous_no=previous,
            )
            self.draw_posts(number, start, leaves_at, lasts=leaves_at == OPEN)
            self.draw_leaves(number, start, leaves_at)
            if leaves_at == OPEN or leaves_at >= self.last - 10 * DAY:
                return
            previous, start = number, leaves_at + self.random.choice((0, 0, 1, 9, 40)) * DAY

    def draw_posts(self, number, start, end, lasts):
        """Primary posts one after another, cut on 1 April, in mid-month and where the unit ends; then concurrent ones beside them."""
        cuts = {self.reform} if self.chance(0.34) else set()
        if self.chance(0.4):
            cuts.add(self.day_between(self.first, self.last))
        if self.chance(0.15):
            cuts.add(self.last + self.random.choice((5, 40)) * DAY)  # entered weeks ahead
        cuts = sorted(day for day in cuts if start < day < end)
        contract, grade = self.random.choice((9300, 9300, 9300, 7440, 4650)), self.random.choice(self.grades)
        unit, segments, at = None, [], start
        while at < end:
            if unit is None or self.closes(unit) <= at or self.chance(0.8):
                unit = self.random.choice(self.units_on(at))
            stop = min([day for day in cuts if day > at] + [end])
            if self.closes(unit) < stop and not self.chance(0.1):
                stop = self.closes(unit)
            if self.chance(0.25):
                contract, grade = self.random.choice((9300, 6200, 4651)), self.random.choice((*self.grades, ""))
            segments.append((at, stop, unit, contract, grade))
            at = stop + (self.random.choice((3, 17)) * DAY if self.chance(0.05) and stop < self.last and stop != end else 0 * DAY)
        concurrent = self.draw_concurrent(segments) if self.chance(0.3) else []
        for index, (at, stop, unit, contract, grade) in enumerate(segments):
            following = segments[index + 1][0] if index + 1 < len(segments) else end
            shares = {share for first, last, _, share in concurrent if first < stop and at < last}
            explicit = ""
            if len(concurrent) == 1 and len(shares) == 1 and self.chance(0.5):
                explicit = self.random.choice((100, 100, 90)) - shares.pop()
            elif not concurrent and self.chance(0.06):
                explicit = 80
            self.add(
                "posts", staff_no=number, unit_code=unit, valid_from=at, kind="primary", share_percent=explicit,
                valid_to="" if stop == following and (self.chance(0.6) or lasts and stop == OPEN) else stop - DAY,
                employment=self.random.choice(("permanent", "reappointed", "fixed_term", "yearly", "")), grade=grade,
                contracted_minutes="" if contract == 9300 and self.chance(0.5) else contract,
            )
        for at, stop, unit, share in concurrent:
            self.add(
                "posts", staff_no=number, unit_code=unit, valid_from=at, kind="concurrent", share_percent=share,
                valid_to="" if stop == end else stop - DAY,
            )

    def draw_concurrent(self, segments):
        """One or two concurrent posts on days of primary posts whose units are in force; they may reach over several of them."""
        first, last = segments[0][0], segments[-1][1]
        found = []
        for _ in range(self.random.choice((1, 1, 2))):
            at = max(first, self.day_between(self.first - 30 * DAY, self.last - DAY))
            stop = last if self.chance(0.3) else min(last, at + self.random.randint(1, 120) * DAY)
            there = [(start, min(end, self.closes(unit))) for start, end, unit, _, _ in segments]
            if at >= stop or not covers(there, at, stop):
                continue
            units = [
                code for code in self.units_on(at)
                if self.closes(code) >= stop and code not in {unit for start, end, unit, _, _ in segments if start < stop and at < end}
            ]
            units = [code for code in units if code not in {unit for _, _, unit, _ in found}]
            if units:
                found.append((at, stop, self.random.choice(units), self.random.choice((10, 20, 33, 45, 50))))
        return found

    def draw_leaves(self, number, start, end):
        if not self.chance(0.25):
            return
        at = self.day_between(max(start, self.first - 20 * DAY), self.last) if start < self.last else start
        kinds = ("leave", "parental", "secondment", "training")
        stop = min(end, at + self.random.choice((1, 10, 45, 200)) * DAY)
        if at < stop:
            forever = end == OPEN and self.chance(0.3)
            self.add("leaves", staff_no=number, valid_from=at, valid_to="" if forever else stop - DAY, kind=self.random.choice(kinds))
            again = stop + 3 * DAY
            if not forever and again < end and self.chance(0.3):
                self.add("leaves", staff_no=number, valid_from=again, valid_to=again, kind=self.random.choice(kinds))

    # Training

    def draw_training(self):
        random = self.random
        required = ["all", ";".join(random.sample(self.grades, 3)), random.choice(self.grades), "none", ""]
        courses = []
        for index, grades in enumerate(required):
            courses.append(
                self.add(
                    "courses", code=f"C{index + 1}", title=f"研修{'ＡＩ基礎' if index == 0 else index}", axis=random.choice(("why", "what", "how", "mindset")),
                    level=random.randint(0, 3), minutes=random.choice((60, 1200)), valid_months=random.choice(("", "", 3, 6, 12)), required=grades,
                    required_from=random.choice(("", self.first - 90 * DAY, self.day_between(self.first, self.last))), version=random.choice(("", "2")),
                )
            )
        seen = set()
        for number in self.numbers:
            for course in courses:
                for _ in range(random.choice((0, 1, 1, 2))):
                    done = self.day_between(self.first - 200 * DAY, self.last + 20 * DAY)
                    if course["valid_months"] and self.chance(0.3):  # runs out on the last day of a month, or the day after
                        last = days_of(random.choice(self.months))[-1] + random.choice((0, 1)) * DAY
                        done = add_months(last, -int(course["valid_months"]))
                    if (number, course["code"], done) not in seen:
                        seen.add((number, course["code"], done))
                        self.add(
                            "training", staff_no=number, course_code=course["code"], completed_on=done,
                            outcome=random.choice(("attended", "confirmed", "applied")), score=random.choice(("", "80", "72.5")),
                        )

    # Tools, tasks, use cases, measurements

    def draw_catalogue(self):
        random = self.random
        for index in range(random.randint(3, 5)):
            self.add(
                "tools", code=f"T{index + 1}", name=f"道具{'①②③④⑤'[index]}", vendor=random.choice(("", "株式会社髙木\n東京支店")), kind="LLM",
                status=random.choice(("trial", "approved", "retired")), cost_per_seat_month=random.choice(("", 1500, 12000)),
            )
        for index in range(random.randint(5, 8)):
            self.add(
                "tasks", code=f"K{index + 1}", title=f"業務その{index + 1}", area=random.choice(("service", "service_related", "internal")),
                baseline_minutes=random.choice(("", "30", "12.25")), cases_year=random.choice(("", 12000)), core=random.choice(("yes", "no", "")),
            )
        for index in range(random.randint(7, 12)):
            self.add(
                "use-cases", code=f"X{index + 1}", title=f"事例{index + 1}", tool_code=random.choice(self.tables["tools"])["code"],
                task_code=random.choice(self.tables["tasks"])["code"], risk=random.choice(("blue", "yellow", "red", "")),
                review_on=random.choice(("", self.last)), origin_unit_code=random.choice(("", random.choice(list(self.spans)))),
            )
        for use_case in self.tables["use-cases"]:
            for _ in range(random.choice((0, 1, 2, 3, 3))):
                self.draw_measurement(use_case)

    def minutes_per_case(self, most):
        return format(self.random.randint(0, most * 100) / 100, "g")

    def draw_measurement(self, use_case):
        random = self.random
        measured = self.day_between(self.first - 250 * DAY, self.last)
        cells = {f"{name}_minutes": random.choice(("", self.minutes_per_case(3))) for name in ("verify", "rework", "learn", "operate")}
        lasting = [code for code, rows in self.spans.items() if rows[0].start == self.founded and self.closes(code) == OPEN]
        self.add(
            "measurements", code=f"M{len(self.tables['measurements']) + 1}", use_case_code=use_case["code"],
            unit_code=random.choice(("", "", random.choice(lasting))), measured_on=measured,
            valid_until=random.choice(("", "", measured + random.randint(0, 120) * DAY)), method=random.choice(METHODS),
            sample_size=random.randint(3, 90), baseline_minutes=self.minutes_per_case(40), ai_minutes=self.minutes_per_case(18),
            measured_by=random.choice(("", "計測班①")), **cells,
        )

    # Adoptions, time, redirections, usage

    def draw_adoptions(self):
        random = self.random
        taken = set()
        for unit in self.spans:
            for use_case in random.sample(self.tables["use-cases"], random.choice((0, 1, 1, 2, 3))):
                taken.add(use_case["code"])
                self.draw_adoption(use_case["code"], unit_code=unit)
        for person in sorted(set(self.persons.values())):
            if self.chance(0.5):
                number = random.choice([number for number, first in self.persons.items() if first == person])
                for use_case in random.sample(self.tables["use-cases"], random.choice((1, 1, 2, 3))):
                    self.draw_adoption(use_case["code"], staff_no=number)

    def draw_adoption(self, use_case, **adopter):
        """An adoption, perhaps ended and taken up again."""
        started = self.day_between(self.first - 60 * DAY, self.last - DAY)
        for _ in range(2):
            ended = self.day_between(started, self.last) if self.chance(0.35) else OPEN
            earlier = self.tables["adoptions"]
            self.add(
                "adoptions", code=f"A{len(earlier) + 1:03d}", use_case_code=use_case, started_on=started,
                regular_on=self.random.choice(("", min(started + 30 * DAY, ended))), ended_on="" if ended == OPEN else ended,
                end_reason="" if ended == OPEN else self.random.choice(("no_task", "no_seat", "quality", "risk", "transfer", "other")),
                copied_from=self.random.choice(earlier)["code"] if earlier and self.chance(0.1) else "", **adopter,
            )
            if ended == OPEN or ended > self.last - 45 * DAY:
                return
            started = ended + self.random.choice((1, 12, 40)) * DAY

    def draw_time(self):
        """A record for most months in force; the first ones in a shuffled order win where a cap or a double count forbids the next."""
        organisation = Organisation(self.tables)
        places = [
            (adoption, month, home)
            for adoption in self.tables["adoptions"] for month in self.months
            if organisation.is_in_force(adoption, days_of(month)[0], days_of(month)[-1])
            and (home := organisation.home(adoption, month)) and self.chance(0.8)
        ]
        self.random.shuffle(places)
        room, unit_cases, person_cases = {}, defaultdict(set), defaultdict(list)
        for adoption, month, home in places:
            person, use_case = organisation.owner(adoption), adoption["use_case_code"]
            line = organisation.ancestry(home, month)
            if person and unit_cases[use_case, month] & set(line):
                continue
            if not person and any(home in other for other in person_cases[use_case, month]):
                continue
            row = self.draw_record(organisation, adoption, month, home)
            key = (person or home, month)
            if key not in room:
                room[key] = organisation.contracted(person, month) if person else unit_cap(organisation, home, month)
            if row["evidence"] != "E0":
                net = organisation.net(row)
                if net > room[key] or self.chance(0.04):  # reach the cap exactly
                    row.update(dict.fromkeys(("measurement_code", "baseline_minutes", "ai_minutes", "new_task", "learn_minutes"), ""))
                    row.update(verify_minutes="7", rework_minutes="", operate_minutes="0", gross_minutes=str(room[key] + 7), cases="4")
                    net = room[key]
                room[key] -= net
            (person_cases[use_case, month].append(set(line)) if person else unit_cases[use_case, month].add(home))
            self.tables["time"].append(row)

    def draw_record(self, organisation, adoption, month, home):
        random = self.random
        row = {column.name: "" for column in KINDS["time"].columns if column.name != "withdrawn"}
        row.update(adoption_code=adoption["code"], month=month, cases=str(random.choice((0, 1, 3, random.randint(2, 150)))))
        if adoption.get("unit_code"):
            row["users"] = str(random.choice((0, 1, 2, random.randint(1, 12))))
        line = organisation.ancestry(home, month)
        measured = [
            row["code"] for row in self.tables["measurements"]
            if row["use_case_code"] == adoption["use_case_code"] and (not row["unit_code"] or row["unit_code"] in line)
        ]
        draw = random.random()
        if measured and draw < 0.6:
            row["measurement_code"] = random.choice(measured)
            return row
        draw = random.random()
        row.update({f"{name}_minutes": random.choice(("", str(random.randint(0, 90)))) for name in ("verify", "rework", "learn", "operate")})
        row["evidence"] = random.choice(("", "E1", "E0"))
        if draw < 0.2:
            row.update(new_task="yes", ai_minutes=self.minutes_per_case(6))
        elif draw < 0.6:
            row.update(baseline_minutes=self.minutes_per_case(40), ai_minutes=self.minutes_per_case(18), new_task=random.choice(("", "no")))
        else:
            row["gross_minutes"] = str(random.randint(-200, 2500))
            row["cases"] = random.choice(("", row["cases"]))
        return row

    def draw_redirections(self):
        organisation = Organisation(self.tables)
        for (code, month), record in organisation.time.items():
            left = organisation.net(record)
            if organisation.level(record) == "E0" or left <= 0 or self.chance(0.2):
                continue
            owner = organisation.owner(organisation.adoptions[code])
            for category in self.random.sample(sorted(organisation.categories), self.random.choice((1, 2, 2, 4))):
                minutes = left if self.chance(0.15) else self.random.randint(1, max(1, left // 2))
                if left <= 0:
                    break
                left -= minutes
                claimant = self.random.choice(self.numbers)
                others = [number for number in self.numbers if self.persons[number] not in (owner, self.persons[claimant])]
                confirmer = self.random.choice(others) if self.chance(0.5) else ""
                self.add(
                    "redirections", adoption_code=code, month=month, category=category, minutes=minutes,
                    output=self.random.choice(("", "窓口の待ち時間を短縮", "説明会を2回\n増やした")), claimed_by=claimant,
                    confirmed_by=confirmer, confirmed_on=days_of(month)[-1] + 5 * DAY if confirmer else "",
                )

    def draw_usage(self):
        for number in self.numbers:
            for tool in self.tables["tools"]:
                for month in self.months:
                    if self.chance(0.06):
                        self.add("usage", staff_no=number, tool_code=tool["code"], month=month, days_used=self.random.choice((0, 1, 5, 20)))


def generate(seed):
    """The tables of a seed, and the months to report."""
    generator = Generator(seed)
    return generator.draw(), generator.months


def main():
    parser = argparse.ArgumentParser(description="A seeded small organisation as CSV files.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", required=True, help="a folder, made if it isn't there")
    parser.add_argument("--messy", action="store_true", help="the same content as people really make it")
    options = parser.parse_args()
    found, months = generate(options.seed)
    if options.messy:
        messy.write_messy(found, Path(options.output), Random(options.seed))
    else:
        messy.write_canonical(found, Path(options.output))
    whole = MonthCount(Organisation(found), months[-1]).document()
    print(f"{months[0]} to {months[-1]}; headcount {whole['headcount']}, net {whole['minutes']['net']} minutes in the last month", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
