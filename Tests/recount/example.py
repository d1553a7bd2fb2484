"""A tiny organisation to build examples on: one authority, one bureau, two sections; rows are added by hand."""

from columns import KINDS

START = "2023-04-01"


def row(kind, /, **cells):
    """A row with every column of its kind, empty where not given."""
    found = {column.name: "" for column in KINDS[kind].columns}
    found.update({name: str(cell) for name, cell in cells.items()})
    return found


def unit(code, kind, parent="", **cells):
    return row("units", **{"code": code, "valid_from": START, "name": f"Unit {code}", "kind": kind, "parent_code": parent, **cells})


def post(number, unit_code, valid_from=START, **cells):
    return row("posts", **{"staff_no": number, "unit_code": unit_code, "valid_from": valid_from, "kind": "primary", **cells})


def concurrent(number, unit_code, valid_from, share, **cells):
    return post(number, unit_code, valid_from, kind="concurrent", share_percent=share, **cells)


def staff(number, **cells):
    return row("staff", **{"staff_no": number, "name": f"Person {number}", "joined_on": START, **cells})


def adoption(code, use_case="X", **cells):
    return row("adoptions", **{"code": code, "use_case_code": use_case, "started_on": START, **cells})


def time(code, month, **cells):
    return row("time", adoption_code=code, month=month, **cells)


def redirection(code, month, category, minutes, **cells):
    return row("redirections", adoption_code=code, month=month, category=category, minutes=minutes, **cells)


def measurement(code, **cells):
    plain = {"use_case_code": "X", "measured_on": "2024-04-01", "method": "before_after", "sample_size": 10}
    return row("measurements", **{**plain, "code": code, "baseline_minutes": 10, "ai_minutes": 4, **cells})


def tables(**kinds):
    """An organisation A > B > S1, S2, with use cases X and Y of tools T1 and T2, and what is given besides."""
    found = {
        "units": [unit("A", "authority"), unit("B", "bureau", "A"), unit("S1", "section", "B"), unit("S2", "section", "B")],
        "tools": [row("tools", code="T1", name="Tool 1"), row("tools", code="T2", name="Tool 2")],
        "tasks": [row("tasks", code="K", title="Task", area="service")],
        "use-cases": [
            row("use-cases", code="X", title="Case X", tool_code="T1", task_code="K"),
            row("use-cases", code="Y", title="Case Y", tool_code="T2", task_code="K"),
        ],
    }
    given = {name.replace("_", "-"): rows for name, rows in kinds.items()}
    return {kind: given.get(kind, found.get(kind, [])) for kind in KINDS}
