"""The recount's document beside the service's answer: every fixed key, to the minute; rates to 1e-12."""

CLOSE = 1e-12
HEAD = ("month", "as", "edition", "published_at", "reason", "sha256", "withheld")
FIGURES = ("headcount", "on_leave", "fte", "adopters", "active_users", "adoption_rate", "training_coverage", "adoptions", "minutes", "by_evidence")
LISTS = ("by_category", "by_tool", "by_area")


class Absent:
    def __repr__(self):
        return "nothing"


ABSENT = Absent()


def differences(expected, answered):
    """Every difference as a line `path: expected …, answered …`."""
    found = []
    for name in HEAD:
        found += value(name, expected[name], answered.get(name, ABSENT))
    found += value("unit", expected["unit"], answered.get("unit", ABSENT))
    found += figures("", expected, answered, every_list=True)
    found += parts(expected["units"], answered.get("units", ABSENT))
    return found


def parts(expected, answered):
    """The own part and the children, matched by code. An own part of zeros may be absent or present."""
    if not isinstance(answered, list):
        return value("units", expected, answered)
    found, theirs = [], {}
    for index, part in enumerate(answered):
        own, code = part.get("own"), part.get("unit", {}).get("code")
        if (own, code) in theirs:
            found.append(f"units[{index}]: {code} stands twice")
        if own and index > 0:
            found.append(f"units[{index}]: the unit's own part is not the first")
        theirs[own, code] = part
    for part in expected:
        own, code = part["own"], part["unit"]["code"]
        path = f"units[{'own' if own else code}]"
        if (own, code) not in theirs:
            found.append(f"{path}: expected, not answered; headcount {part['headcount']}, net {part['minutes']['net']}")
            continue
        other = theirs.pop((own, code))
        found += value(f"{path}.unit", part["unit"], other.get("unit", ABSENT))
        found += figures(f"{path}.", part, other, every_list=False)
    for (own, code), part in theirs.items():
        if not own or any_number([part.get(name) for name in (*FIGURES, *LISTS)]):
            found.append(f"units[{'own' if own else code}]: answered, not expected")
    return found


def any_number(found):
    """Whether there is a number other than 0 anywhere inside."""
    if isinstance(found, dict):
        found = list(found.values())
    if isinstance(found, list):
        return any(any_number(each) for each in found)
    return isinstance(found, (int, float)) and bool(found)


def figures(path, expected, answered, every_list):
    found = []
    for name in FIGURES:
        found += value(path + name, expected[name], answered.get(name, ABSENT))
    for name in LISTS:
        if every_list or name in answered:
            found += rows(path + name, expected[name], answered.get(name, ABSENT))
    return found


def rows(path, expected, answered):
    """Two lists of rows by code; a row of zeros may be absent on either side."""
    if not isinstance(answered, list):
        return value(path, expected, answered)
    ours, theirs = ({row.get("code"): row for row in side} for side in (expected, answered))
    found = [f"{path}: a code stands twice"] if len(theirs) < len(answered) else []
    for code in {**ours, **theirs}:
        if code in ours and code in theirs:
            found += value(f"{path}[{code}]", ours[code], theirs[code])
        elif any_number(ours.get(code) or theirs.get(code)):
            found.append(f"{path}[{code}]: expected {ours.get(code, ABSENT)}, answered {theirs.get(code, ABSENT)}")
    return found


def value(path, expected, answered):
    """Objects by our keys (more may stand beside them); numbers to 1e-12, whole ones exactly."""
    if isinstance(expected, dict) and isinstance(answered, dict):
        return [line for name, each in expected.items() for line in value(f"{path}.{name}", each, answered.get(name, ABSENT))]
    numbers = all(isinstance(side, (int, float)) and not isinstance(side, bool) for side in (expected, answered))
    if numbers and abs(expected - answered) <= (CLOSE if isinstance(expected, float) else 0):
        return []
    if not numbers and type(expected) is type(answered) and expected == answered:
        return []
    return [f"{path}: expected {expected!r}, answered {answered!r}"]
