"""Files as people really make them, to rows of canonical strings: codes, 2026-11-23, 2026-11, plain digits.

A table is a list of rows; a row is a dict from the English column name to its canonical string, "" when empty.
What is read here is what formats.md and the "Files come from Excel" paragraph of domain.md promise to accept.
"""

import csv
import io
import re
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

from columns import DEFAULTS, KINDS

ERAS = {"令和": 2018, "R": 2018}


def decode(data):
    """UTF-8 with or without a mark, else CP932; an undecodable byte is an error."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp932")


def year_month_day(cell):
    """The numbers of a date or month in any accepted form, as a list."""
    plain = unicodedata.normalize("NFKC", cell).replace(" ", "")
    era = re.match(r"(令和|R)(\d+)(.*)", plain)
    if era:
        numbers = [int(number) for number in re.findall(r"\d+", era[3])]
        return [int(era[2]) + ERAS[era[1]], *numbers]
    if re.fullmatch(r"\d{8}", plain):
        return [int(plain[:4]), int(plain[4:6]), int(plain[6:])]
    if not re.fullmatch(r"\d{4}([-/年]\d{1,2})([-/月]\d{1,2})?[月日]?", plain):
        raise ValueError(f"not a date: {cell!r}")
    return [int(number) for number in re.findall(r"\d+", plain)]


def canonical(column, cell, titles):
    """One trimmed cell as its canonical string. `titles` finds the code of a kind's unique title."""
    if cell == "":
        return ""
    if column.type == "text":
        return cell
    plain = unicodedata.normalize("NFKC", cell)
    if column.type == "date":
        return date(*year_month_day(cell)).isoformat()
    if column.type == "month":
        year, month = year_month_day(cell)
        return f"{year:04d}-{month:02d}"
    if column.type == "whole":
        return str(int(plain.replace(",", "")))
    if column.type == "decimal":
        number = Decimal(plain.replace(",", ""))
        return format(number.normalize() if number else Decimal(0), "f")
    if column.type == "choice":
        return {japanese: value for value, japanese in column.choices.items()}.get(cell, cell)
    if column.type == "ref":
        return titles(column.target, cell)
    if column.type == "refs":
        return ";".join(titles(column.target, part.strip()) for part in cell.split(";") if part.strip())
    return plain


def rows_of_cells(text):
    """The trimmed cells of every row that has any."""
    rows = ([cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline="")))
    return [row for row in rows if any(row)]


def raw_rows(kind, text):
    """The rows under the header, by English column name, cells trimmed but not yet read."""
    rows = rows_of_cells(text)
    for start, row in enumerate(rows):
        if all(name in kind.headings for name in row if name) and any(kind.headings[name].name in kind.key for name in row if name):
            names = [kind.headings[name].name if name else None for name in row]
            found = []
            for cells in rows[start + 1 :]:
                if any(cell and (index >= len(names) or not names[index]) for index, cell in enumerate(cells)):
                    raise ValueError(f"{kind.name}: a value without a heading in {cells}")
                found.append({name: cell for name, cell in zip(names, cells) if name})
            return found
    raise ValueError(f"{kind.name}: no header row")


class Titles:
    """The code of a kind's row by its code, or by its title where only one code has that title."""

    def __init__(self, raw):
        self.codes = {}
        for name, kind in KINDS.items():
            if kind.title:
                for row in DEFAULTS.get(name, []) + raw.get(name, []):
                    self.codes.setdefault(name, {}).setdefault(row[kind.title], set()).add(row["code"])

    def __call__(self, target, cell):
        codes = self.codes.get(target, {}).get(cell, set())
        plain = unicodedata.normalize("NFKC", cell)
        return next(iter(codes)) if len(codes) == 1 else plain


def read(folder):
    """Every file of a folder, by kind; a kind without a file is an empty table. Rows marked as withdrawn are left out."""
    raw = {}
    for name, kind in KINDS.items():
        path = Path(folder) / f"{name}.csv"
        raw[name] = raw_rows(kind, decode(path.read_bytes())) if path.exists() else []
    titles = Titles(raw)
    tables = {}
    for name, kind in KINDS.items():
        rows = [{column: canonical(kind.column(column), cell, titles) for column, cell in row.items()} for row in raw[name]]
        tables[name] = [row for row in rows if row.get("withdrawn") != "yes"]
    return tables


def key_of(kind, row):
    return tuple(row[name] for name in KINDS[kind].key)


def merged(tables, kind, rows):
    """The tables after `rows` were imported: matched by key, an absent column left, an empty cell cleared, withdrawn taken back."""
    found = {key_of(kind, row): row for row in tables[kind]}
    for row in rows:
        key = key_of(kind, row)
        if row.get("withdrawn") == "yes":
            found.pop(key, None)
        else:
            found[key] = {**found.get(key, {}), **row}
    return {**tables, kind: list(found.values())}
