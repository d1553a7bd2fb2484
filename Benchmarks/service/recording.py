"""What the service asks the database for one request, as a script for pgbench: taken from the server's log, so that it is the same SQL whatever the service asks."""
import csv
import os
import re
import time

PARAMETER = re.compile(r"\$(\d+) = (?:'((?:[^']|'')*)'|NULL)")
# Columns of PostgreSQL's csvlog.
TRANSACTION, MESSAGE, DETAIL = (3, 9), 13, 14
csv.field_size_limit(1 << 30)


def transactions(folder, role):
    """The transactions that took on this role and have ended, in their order: statements, each with its parameters (None: null)."""
    found = {}
    for name in sorted(name for name in os.listdir(folder) if name.endswith(".csv")):
        with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
            for line in csv.reader(file):
                said = re.match(r"(?:execute [^:]*|statement): (.*)", line[MESSAGE], re.S)
                if said:
                    found.setdefault(tuple(line[place] for place in TRANSACTION), []).append((said.group(1), parameters(line[DETAIL])))
    return [each for each in found.values() if each[-1][0].strip().lower() == "commit" and any(role in values.values() for _, values in each)]


def parameters(detail):
    return {int(match[1]): None if match[2] is None else match[2].replace("''", "'") for match in PARAMETER.finditer(detail)}


def recorded(folder, role, count, within=20):
    """So many transactions; the log is written by a process of its own, so that they may still be on the way."""
    deadline = time.monotonic() + within
    while len(found := transactions(folder, role)) < count and time.monotonic() < deadline:
        time.sleep(0.2)
    if len(found) != count:
        raise RuntimeError(f"the log has {len(found)} transactions of {role}, not {count}")
    return found


def script(transaction):
    """The transaction in pgbench's words, and the variables that it takes: pgbench binds them as parameters of prepared statements."""
    lines, variables = [], {}
    for place, (text, found) in enumerate(transaction):
        text = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("--"))
        # A colon in a text would be a variable to pgbench.
        text = re.sub(r"'([^'\n]*[^':\n]):([A-Za-z_][^'\n]*)'", r"U&'\1\\003A\2'", text)
        for number, value in found.items():
            name = f"s{place}p{number}"
            text = re.sub(rf"\${number}(?!\d)", "null" if value is None else f":{name}", text)
            if value is not None:
                variables[name] = value
        lines.append(text.rstrip().rstrip(";") + ";")
    return "\n".join(lines) + "\n", variables
