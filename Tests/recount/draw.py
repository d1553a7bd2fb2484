"""What every part of the generator draws with: one random source, the months, the tables being filled."""

from datetime import date, timedelta
from random import Random

from columns import KINDS
from months import days_of, month_of, shift, span


class Draw:
    """`tables` holds the rows as canonical strings; `months` lie around the 1 April that is `reform`."""

    def __init__(self, seed):
        self.random = Random(seed)
        self.tables = {kind: [] for kind in KINDS}
        year = self.random.choice((2024, 2025))
        self.reform = date(year, 4, 1)
        first = shift(month_of(self.reform), -self.random.randint(2, 4))
        self.months = span(first, shift(first, self.random.randint(5, 7)))
        self.first, self.last = days_of(self.months[0])[0], days_of(self.months[-1])[-1]
        self.founded = date(year - 3, 4, 1)

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
