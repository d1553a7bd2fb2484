"""Tools, use cases and measurements; adoptions, their time records and where the time went; usage."""

from collections import defaultdict

from columns import KINDS
from draw_people import People
from months import DAY, days_of
from organisation import OPEN, Organisation
from validity import unit_cap

METHODS = ("diary", "sample", "before_after", "log", "comparison")


class Account(People):
    """The last part: what needs units and people."""

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
        reporting = {row["code"]: self.random.choice((0.85, 0.85, 0.85, 0.25, 0)) for row in self.tables["adoptions"]}
        places = [
            (adoption, month, home)
            for adoption in self.tables["adoptions"] for month in self.months
            if organisation.is_in_force(adoption, days_of(month)[0], days_of(month)[-1])
            and (home := organisation.home(adoption, month)) and self.chance(reporting[adoption["code"]])
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
        """Days of use, oftener of the tools that somebody has adopted."""
        tool_of = {row["code"]: row["tool_code"] for row in self.tables["use-cases"]}
        adopted = {(row["staff_no"], tool_of[row["use_case_code"]]) for row in self.tables["adoptions"]}
        for number in self.numbers:
            for tool in self.tables["tools"]:
                for month in self.months:
                    if self.chance(0.15 if (number, tool["code"]) in adopted else 0.04):
                        self.add("usage", staff_no=number, tool_code=tool["code"], month=month, days_used=self.random.choice((0, 1, 5, 20)))
