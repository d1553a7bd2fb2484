"""The same content written twice: as the service exports it, and as people really make it."""

import csv
import io
from collections import defaultdict
from datetime import date

from columns import DEFAULTS, KINDS

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def csv_text(rows, line_end):
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=line_end).writerows(rows)
    return out.getvalue()


def canonical_text(kind, rows):
    """English headings in the order of formats.md, a column for everything that any row has."""
    names = [column.name for column in KINDS[kind].columns if any(column.name in row for row in rows) or column.name in KINDS[kind].key]
    return csv_text([names] + [[row.get(name, "") for name in names] for row in rows], "\n")


def write_canonical(tables, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        (folder / f"{kind}.csv").write_bytes(canonical_text(kind, tables[kind]).encode())


def unique_titles(tables):
    """Kind -> code -> title, for titles that belong to one code only and are no code themselves."""
    found = {}
    for name, kind in KINDS.items():
        if kind.title:
            owners, titles = defaultdict(set), defaultdict(set)
            for row in [*DEFAULTS.get(name, []), *tables[name]]:
                owners[row[kind.title]].add(row["code"])
                titles[row["code"]].add(row[kind.title])
            found[name] = {code: title for code, (title, *more) in titles.items() if not more and owners[title] == {code} and title != code}
    return found


class Scribe:
    """Somebody who fills a sheet by hand."""

    def __init__(self, random, titles):
        self.random = random
        self.titles = titles

    def maybe(self, probability):
        return self.random.random() < probability

    def day(self, cell):
        day = date.fromisoformat(cell)
        forms = [
            f"{day}", f"{day:%Y/%m/%d}", f"{day.year}/{day.month}/{day.day}", f"{day.year}年{day.month}月{day.day}日", f"{day:%Y%m%d}",
        ]
        if day >= date(2020, 1, 1):
            forms += [f"令和{day.year - 2018}年{day.month}月{day.day}日", f"R{day.year - 2018}.{day.month}.{day.day}"]
        return self.wide(self.random.choice(forms))

    def month(self, cell):
        year, month = int(cell[:4]), int(cell[5:])
        forms = (cell, f"{year}/{month:02d}", f"{year}年{month}月", f"令和{year - 2018}年{month}月", f"R{year - 2018}.{month}")
        return self.wide(self.random.choice(forms))

    def wide(self, cell):
        return cell.translate(WIDE) if self.maybe(0.2) else cell

    def number(self, cell):
        if self.maybe(0.5) and cell.lstrip("-").isdigit():
            cell = f"{int(cell):,}"
        return self.wide(cell)

    def code(self, target, code):
        title = self.titles.get(target, {}).get(code)
        return title if title and self.maybe(0.3) else code

    def cell(self, column, cell):
        if cell == "":
            return self.random.choice(("", "", " ", "　"))
        if column.type == "date":
            cell = self.day(cell)
        elif column.type == "month":
            cell = self.month(cell)
        elif column.type in ("whole", "decimal"):
            cell = self.number(cell)
        elif column.type == "staff":
            cell = self.wide(cell)
        elif column.type == "choice":
            cell = column.choices.get(cell, cell) if self.maybe(0.7) else cell
        elif column.type == "ref" and column.target != "units":
            cell = self.code(column.target, cell)
        return self.random.choice(("", "", "", " ", "　")) + cell + self.random.choice(("", "", "", " ", "　"))

    def file(self, kind, rows):
        columns = [column for column in kind.columns if any(column.name in row for row in rows)] or list(kind.columns)
        self.random.shuffle(columns)
        rows = list(rows)
        self.random.shuffle(rows)
        blank = self.random.randint(0, 3)
        cells = [[column.japanese if column.japanese and self.maybe(0.85) else column.name for column in columns]]
        cells += [[self.cell(column, row.get(column.name, "")) for column in columns] for row in rows]
        if self.maybe(0.6):
            cells.insert(0, [f"令和7年度　{kind.name}一覧（①）"] + [""] * (len(columns) - 1))
        cells = [row + [""] * blank for row in cells]
        cells += [[""] * (len(columns) + blank)] * self.random.randint(0, 4)
        text = csv_text(cells, self.random.choice(("\r\n", "\n")))
        return text.encode(self.random.choice(("cp932", "cp932", "utf-8", "utf-8-sig")))


def write_messy(tables, folder, random):
    folder.mkdir(parents=True, exist_ok=True)
    scribe = Scribe(random, unique_titles(tables))
    for name, kind in KINDS.items():
        (folder / f"{name}.csv").write_bytes(scribe.file(kind, tables[name]))
