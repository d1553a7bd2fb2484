"""What the pages should print of a report's document (`GET /api/v1/reports/MONTH`), worked out from its integers without the program."""

import math

WITHHELD, NOTHING = "x", "–"


def grouped(number):
    return f"{number:,}"


def rounded(number):
    """Halves away from zero."""
    return int(math.copysign(math.floor(abs(number) + 0.5), number))


def tenths(number):
    return f"{'-' if number < 0 else ''}{grouped(abs(number) // 10)}.{abs(number) % 10}"


def hours(minutes):
    if minutes is None:
        return WITHHELD
    return tenths(int(math.copysign((abs(minutes) + 3) // 6, minutes)))


def count(number):
    return WITHHELD if number is None else grouped(number)


def percent(part, whole):
    """A part of a whole; nothing where the whole is none."""
    if part is None or whole is None:
        return WITHHELD
    return NOTHING if whole == 0 else tenths(rounded(part / whole * 1_000)) + "%"


def rate(figures, name, part=None):
    """One of the document's own rates, of persons in scope; nothing where there are none."""
    if figures[name] is None:
        return NOTHING if figures["headcount"] == 0 and name not in figures.get("withheld", []) and part != WITHHELD else WITHHELD
    return tenths(rounded(figures[name] * 1_000)) + "%"


def more(text):
    """A difference with its sign."""
    if text in (WITHHELD, NOTHING):
        return NOTHING
    if text.startswith("-"):
        return "−" + text[1:]
    return ("+" if any(digit in text for digit in "123456789") else "±") + text


def named(unit, language):
    if unit["code"] is None:
        return {"ja": "全組織", "en": "Whole organisation"}[language]
    return (unit["name_en"] or unit["name"]) if language == "en" else unit["name"]


class Account:
    """The figures of one part of a report, by the names under which pages show them: minutes, counts, and pairs of a part and what it is part of."""

    def __init__(self, figures):
        self.figures = figures
        minutes = figures["minutes"]
        self.net, self.freed, self.loss = minutes["net"], minutes["freed"], minutes["loss"]
        self.claimed, self.confirmed = minutes["higher_value"]["claimed"], minutes["higher_value"]["confirmed"]
        self.same, self.overtime, self.unaccounted = minutes["same_work"], minutes["overtime_cut"], minutes["unaccounted"]
        self.heads, self.adopters = figures.get("headcount"), figures.get("adopters")
        self.in_force, self.reported = figures["adoptions"]["in_force"], figures["adoptions"]["reported"]

    @property
    def adoption(self):
        return rate(self.figures, "adoption_rate", WITHHELD if self.adopters is None else None)

    @property
    def training(self):
        return rate(self.figures, "training_coverage")

    def share(self, minutes):
        return percent(minutes, self.freed)

    @property
    def each(self):
        """Freed hours of one person."""
        if self.freed is None or self.heads is None:
            return WITHHELD
        return NOTHING if self.heads == 0 else tenths(rounded(self.freed / 60 / self.heads * 10))

    @property
    def unreported(self):
        return None if self.in_force is None or self.reported is None else self.in_force - self.reported
