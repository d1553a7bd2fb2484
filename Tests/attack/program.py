"""What a reader can work out: the figures of all places of a month as one linear program, from the reports alone."""

import numpy
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

MARGIN = {"people": 5, "minutes": 600}
# A person's minutes are rounded part by part, so sums of parts of gross and net can be a few minutes apart from what their parts say.
ROUNDING = 60
LEVELS = [f"E{level}" for level in range(1, 6)]


class Place:
    """A unit with all under it, or the unit itself; its figures by path, None where withheld."""

    def __init__(self, name, above, document):
        self.name, self.above, self.figures = name, above, dict(figures(document))


def figures(document):
    """Every figure of a part of a report by name; rates as what they are computed from."""
    for name in ("headcount", "on_leave", "fte", "adopters", "active_users"):
        yield name, document[name]
    heads, rate = document["headcount"], document["training_coverage"]
    yield "covered", 0 if heads == 0 else None if rate is None else round(rate * heads)
    yield "in_force", document["adoptions"]["in_force"]
    yield "reported", document["adoptions"]["reported"]
    yield from minutes("", document["minutes"])
    for level, found in document["by_evidence"].items():
        if level == "E0":  # takes no redirections
            found = {name: number for name, number in found.items() if name != "higher_value"}
        yield from minutes(f"{level}.", found)
    for row in document["by_category"]:
        yield f"{row['tier']}:{row['code']}.claimed", row["claimed"]
        yield f"{row['tier']}:{row['code']}.confirmed", row["confirmed"]
    for family in ("tool", "area"):
        for row in document[f"by_{family}"]:
            for name in ("gross", "net", "freed"):
                yield f"{family}:{row['code']}.{name}", row[name]


def minutes(prefix, found):
    for name, number in found.items():
        if isinstance(number, dict):
            yield from ((f"{prefix}{name}.{each}", value) for each, value in number.items())
        else:
            yield prefix + name, number


def places(documents):
    """The places of a month from the documents of the whole organisation and of every unit, by code."""
    found = {None: Place("the whole", None, documents[None])}
    for code, document in documents.items():
        for part in document["units"]:
            name = f"{part['unit']['code']} itself" if part["own"] else part["unit"]["code"]
            found[name] = Place(name, code, part)
    return found


def rules(names):
    """What holds at every place: equations as (figure, parts with signs), and figures that others can't exceed, with what they may miss by rounding."""
    categories = [name for name in names if ":" in name and name.endswith(".claimed")]
    equal = [("freed", {"higher_value.claimed": 1, "same_work": 1, "overtime_cut": 1, "unaccounted": 1}), ("net", {"freed": 1, "loss": -1})]
    for name, tier in (("higher_value.claimed", "higher_value"), ("same_work", "same_work"), ("overtime_cut", "overtime_cut")):
        equal.append((name, {each: 1 for each in categories if each.startswith(tier + ":")}))
    equal.append(("higher_value.confirmed", {each.replace(".claimed", ".confirmed"): 1 for each in categories if each.startswith("higher_value:")}))
    for name in ("gross", "net", "freed", "higher_value.claimed", "higher_value.confirmed"):
        equal.append((name, {f"{level}.{name}": 1 for level in LEVELS}))
    for family in ("tool", "area"):
        for name in ("gross", "net", "freed"):
            equal.append((name, {each: 1 for each in names if each.startswith(family + ":") and each.endswith("." + name)}))
    most = [("adopters", "headcount", 0), ("covered", "headcount", 0), ("reported", "in_force", 0), ("named_reported", "named_in_force", 0)]
    for name in names:
        if name.endswith("confirmed"):
            most.append((name, name.replace("confirmed", "claimed"), 0))
        if name.endswith("net"):
            most += [(name, name[:-3] + "freed", 0), (name, name[:-3] + "gross", ROUNDING)]
        if name.endswith(".higher_value.claimed"):
            most.append((name, name.replace("higher_value.claimed", "freed"), 0))
    return equal, most


class Program:
    """The program over some of the figures: bounds of one that is withheld, given all that is published."""

    def __init__(self, places, names):
        self.places, self.names = places, [name for name in names if name in places[None].figures]
        keys = [(place, name) for place in places for name in self.names]
        self.known = {key: places[key[0]].figures[key[1]] for key in keys}
        self.index = {key: number for number, key in enumerate(key for key in keys if self.known[key] is None)}
        self.equations, self.limits = ([], [], [], []), ([], [], [], [])
        equal, most = rules(self.names)
        for place in places:
            for name, parts in equal:
                if name in self.names and parts and all(part in self.names for part in parts):
                    self.add(self.equations, {(place, name): -1, **{(place, part): sign for part, sign in parts.items()}}, 0)
            for name, above, slack in most:
                if name in self.names and above in self.names:
                    self.add(self.limits, {(place, name): 1, (place, above): -1}, slack)
        for above in {found.above for place, found in places.items() if place is not None}:
            under = [place for place, found in places.items() if place is not None and found.above == above]
            for name in self.names:
                self.add(self.equations, {(above, name): -1, **{(place, name): 1 for place in under}}, 0)
        free = (None, None)
        self.matrices = self.matrix(self.equations), self.matrix(self.limits)
        self.bounds = [free if name.endswith(("net", "gross")) else (0, None) for _, name in self.index]

    def add(self, system, terms, constant):
        rows, columns, factors, constants = system
        known = sum(factor * self.known[key] for key, factor in terms.items() if self.known[key] is not None)
        unknown = [(self.index[key], factor) for key, factor in terms.items() if self.known[key] is None]
        if unknown:
            rows += [len(constants)] * len(unknown)
            columns += [column for column, _ in unknown]
            factors += [factor for _, factor in unknown]
            constants.append(constant - known)

    def matrix(self, system):
        rows, columns, factors, constants = system
        return csr_matrix((factors, (rows, columns)), shape=(len(constants), len(self.index))) if constants else None, constants or None

    def width(self, key):
        """How wide the interval is that a withheld figure must lie in; infinite where it has no end."""
        (equations, equal), (limits, most) = self.matrices
        ends = []
        for sign in (1, -1):
            goal = numpy.zeros(len(self.index))
            goal[self.index[key]] = sign
            answer = linprog(goal, A_ub=limits, b_ub=most, A_eq=equations, b_eq=equal, bounds=self.bounds, method="highs")
            if answer.status == 3:
                return float("inf")
            if answer.status != 0:
                raise ArithmeticError(f"{key}: {answer.message}")
            ends.append(sign * answer.fun)
        return ends[1] - ends[0]
