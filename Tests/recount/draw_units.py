"""Units of varying depth, and what 1 April and odd days do to them."""

from collections import defaultdict

from columns import DEFAULTS
from draw import Draw
from months import DAY
from organisation import OPEN, UnitRow

LEVELS = ("authority", "bureau", "division", "section", "team")
SUFFIX = {"authority": "委員会", "bureau": "局", "division": "部", "section": "課", "team": "係"}
STEMS = ("総務", "髙島", "宮﨑", "財務", "福祉", "建設", "港湾", "水道", "環境", "教育", "都市", "住宅", "産業", "防災", "文化", "交通")


class Units(Draw):
    """`spans` holds each unit's dated rows."""

    def draw_lists(self):
        self.add("categories", code="research", title="調査・研究", title_en="Research", tier="higher_value")
        self.add("categories", code="backlog", title="滞留案件の処理", title_en="Backlog", tier="same_work")
        self.add("grades", code="senmon", title="専門職①", rank=9)
        self.grades = [*(row["code"] for row in DEFAULTS["grades"]), "senmon"]

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
        self.spans = defaultdict(list)
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
