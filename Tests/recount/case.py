"""One case: a file that must be refused at a named place, or by contrast must be accepted."""

import csv
import io
from dataclasses import dataclass, field



@dataclass
class Case:
    """A file for `kind`, from rows or as raw bytes. `lines` are where a problem must be named, empty where the file is accepted.

    `columns` are the names of which one must stand in the problem; empty where the rule is about the whole row. `given` is imported before and taken
    back afterwards.
    """

    name: str
    kind: str
    rows: list = field(default_factory=list)
    data: bytes = b""
    lines: tuple = ()
    columns: tuple = ()
    given: tuple = ()
    options: tuple = ()

    @property
    def is_refused(self):
        return bool(self.lines)

    @property
    def bytes(self):
        return self.data or sheet(self.rows)


def sheet(rows):
    """A plain UTF-8 file with a column for everything that any row has; `withdrawn` last, as it reads best."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([names, *([row.get(name, "") for name in names] for row in rows)])
    return out.getvalue().encode()


def tuple_of(value):
    return value if isinstance(value, tuple) else (value,) if value != "" else ()


def refused(name, kind, rows, lines=2, columns="", given=(), options=()):
    """`rows` is a list of rows, one row, or bytes."""
    return build(name, kind, rows, tuple_of(lines), tuple(columns.split()), given, options)


def accepted(name, kind, rows, given=(), options=()):
    return build(name, kind, rows, (), (), given, options)


def build(name, kind, rows, lines, columns, given, options):
    data = rows if isinstance(rows, bytes) else b""
    listed = [rows] if isinstance(rows, dict) else rows
    return Case(name, kind, [] if data else listed, data, lines, columns, tuple(given), tuple(options))
