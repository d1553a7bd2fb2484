"""People: employments under one number or several, posts, concurrent posts, leaves, training."""

from datetime import timedelta

from draw_units import Units
from months import DAY, add_months, days_of
from organisation import OPEN, Organisation
from validity import covers


class People(Units):
    """`persons` names each staff number's person."""

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
