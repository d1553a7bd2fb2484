"""Calendar months, written 2026-09, and the days in them."""

import calendar
from datetime import date, timedelta

DAY = timedelta(days=1)


def month_of(day):
    return f"{day.year:04d}-{day.month:02d}"


def shift(month, count):
    """The month `count` months later, or earlier when negative."""
    index = int(month[:4]) * 12 + int(month[5:]) - 1 + count
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def days_of(month):
    year, number = int(month[:4]), int(month[5:])
    return [date(year, number, day) for day in range(1, calendar.monthrange(year, number)[1] + 1)]


def add_months(day, count):
    """The same day of the month `count` months later; the last day of a shorter month."""
    last = days_of(shift(month_of(day), count))[-1]
    return last.replace(day=min(day.day, last.day))


def span(first, last):
    """Every month from `first` to `last`, both included."""
    months = [first]
    while months[-1] < last:
        months.append(shift(months[-1], 1))
    return months
