"""Every figure on the pages of the month is the report's: what a head, leadership and HR read in tables and sentences, in both languages, is held against the JSON of the same report."""

import json
import re
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from house import BUREAU, LANGUAGES, LAST_MONTH, MONTHS, SECTION
from told import NOTHING, WITHHELD, Account, count, hours, more, named, percent, rounded, tenths

# Tables by the page's own names, with what they print; text that is folded counts, since a click shows it.
TABLES = """() => [...document.querySelectorAll("main table")].map(table => ({
  name: (table.closest("section")?.querySelector("h2[id]")?.id) || table.closest("figure")?.dataset.kind || table.closest("[aria-label]")?.getAttribute("aria-label"),
  rows: [...table.tBodies].flatMap(body => [...body.rows]).map(row => [...row.cells].map(cell => cell.textContent.trim()))}))"""
# All else that is said, but for what one types in, and what people have written.
SENTENCES = """() => { const main = document.querySelector("main").cloneNode(true);
  for (const part of main.querySelectorAll("table, form, nav, svg, .words, #comment, #schemes, details:not([open]) > *:not(summary)")) part.remove();
  return main.textContent.replace(/\\s+/g, " "); }"""
FIGURE = re.compile(r"(?<![\d.,/-])[−-]?\d[\d,]*\.\d%?(?!\d)")
DIVISION = "select min(u.code) from units u join unit_versions v on v.unit_id = u.id where v.kind = 'division' and v.valid_to is null and u.code like '{}%'"
EARLIER = f"{int(LAST_MONTH[:4]) - 1}{LAST_MONTH[4:]}"
BEFORE = MONTHS[-2]


class Reports:
    """The documents as a program of somebody's is answered, each asked for once."""

    def __init__(self, house, role):
        said = house.command("account", "token", role.replace("_", "-"), "--role", role, "--title", "figures")
        self.origin, self.token, self.kept = house.origin, said.split()[-1], {}

    def of(self, month, unit=None):
        """nil: there is none, or nothing in it is this reader's."""
        if (month, unit) not in self.kept:
            asked = Request(f"{self.origin}/api/v1/reports/{month}" + (f"?unit={unit}" if unit else ""), headers={"Authorization": f"Bearer {self.token}"})
            try:
                with urlopen(asked, timeout=60) as answer:
                    self.kept[month, unit] = json.load(answer)
            except HTTPError as error:
                if error.code not in (403, 404):
                    raise
                self.kept[month, unit] = None
        return self.kept[month, unit]

    def account(self, month, unit=None):
        """nil also where there are no records at all."""
        found = self.of(month, unit)
        return Account(found) if found and (found["withheld"] or any(Account(found).__dict__[name] for name in ("heads", "in_force", "freed", "net"))) else None


def walk(house, tally):
    section, bureau = house.sql(SECTION), house.sql(BUREAU)
    divisions = [house.sql(DIVISION.format(unit)) for unit in (section[:4], bureau)]
    with house.person("leadership"):
        frozen = Reports(house, "leadership")
    for role, units in (("leadership", (None, bureau, divisions[0], section)), ("hr", (None, bureau, section)), ("auditor", (bureau,)), ("head", (None, section)), ("ai_lead", (bureau, divisions[1]))):
        reports = None
        for language in LANGUAGES:
            with house.person(role, language) as person:
                reports = reports or Reports(house, role)
                for unit in units:
                    department(person, reports, frozen, unit, tally)
                    month(person, reports, unit, tally)
                if role in ("leadership", "hr", "auditor"):
                    leadership(person, reports, tally)
                tally.check(f"{role} {language}: nothing went wrong on the way", not person.faults, "\n".join(person.faults))


def held(name, tally, found, expected):
    """Tables: each that is expected is there, with these rows. The first cells, which name the rows, are compared too where they are told."""
    for table, rows in expected.items():
        shown = found.get(table)
        if not rows and shown is None:
            continue
        fits = shown is not None and len(shown) == len(rows) and all(
            len(one) == len(other) and all(right is None or cell == right for cell, right in zip(one, other)) for one, other in zip(shown, rows))
        wrong = [(one, other) for one, other in zip(shown or [], rows) if one != other][:3]
        tally.check(f"{name}: {table} is the report's", fits, f"{'missing' if shown is None else len(shown)} rows, {len(rows)} expected: {wrong}")


def said(name, tally, person, expected):
    """Sentences: no figure stands in them that the report hasn't, and these do."""
    text = person.page.evaluate(SENTENCES)
    found = [figure.replace("−", "-") for figure in FIGURE.findall(text)]
    known = {str(figure).replace("−", "-") for figure in expected}
    tally.check(f"{name}: its sentences tell nothing but the report", not [figure for figure in found if figure not in known], f"{sorted(set(found) - known)} of {text[:400]}")


def tables(person):
    return {table["name"]: table["rows"] for table in person.page.evaluate(TABLES)}


def department(person, reports, frozen, unit, tally):
    language, name = person.language, f"{person.role} {person.language} /department {unit}"
    person.goto(f"/department?month={LAST_MONTH}" + (f"&unit={unit}" if unit else ""))
    # Without a unit it is the reader's own.
    unit = unit or (re.search(r"unit=(\w+)", person.page.locator('a[href^="/department/file"]').get_attribute("href")) or [None, None])[1]
    document = reports.of(LAST_MONTH, unit)
    if document is None:
        return tally.check(f"{name}: there is a report", False, person.page.url)
    now, whole = Account(document), reports.account(LAST_MONTH) if unit else None
    then, before = reports.account(EARLIER, unit), reports.account(BEFORE, unit)
    group = document.get("group")
    beside = ([Account({"headcount": None, "adoption_rate": None, "training_coverage": None, **group})] if group and group["unit"]["code"] else []) + ([whole] if whole else [])
    lines = [
        ("minutes", lambda it: it.freed), ("each", lambda it: it.each), ("minutes", lambda it: it.claimed), ("text", lambda it: it.share(it.claimed)), ("minutes", lambda it: it.confirmed),
        ("text", lambda it: it.share(it.confirmed)), ("minutes", lambda it: it.unaccounted), ("text", lambda it: it.share(it.unaccounted)), ("text", lambda it: it.adoption),
        ("text", lambda it: it.training), ("count", lambda it: it.in_force), ("count", lambda it: it.reported), ("count", lambda it: it.unreported), ("text", lambda it: percent(it.reported, it.in_force)),
    ]
    expected = {"comparison": [[None, show(kind, now, value), *(show(kind, other, value) for other in beside), show(kind, then, value), change(kind, now, then, value)] for kind, value in lines]}
    parts = [part for part in document["units"] if not part["own"] or len(document["units"]) > 1]
    expected["units"] = [
        [named(part["unit"], language) + ({"ja": "（直属）", "en": " (itself)"}[language] if part["own"] else ""), count(it.heads), it.adoption, it.training, count(it.in_force), count(it.reported),
         hours(it.freed), hours(it.claimed), hours(it.confirmed), hours(it.unaccounted)] for part, it in ((part, Account(part)) for part in parts)]
    expected["categories"] = [[None if language == "en" else row["title"], None, hours(row["claimed"]), hours(row["confirmed"]), now.share(row["claimed"])] for row in document["by_category"]]
    expected["categories"].append([None, NOTHING, hours(now.unaccounted), NOTHING, now.share(now.unaccounted)])
    expected["evidence"] = evidence(document, ("gross", "net", "freed"), claimed=True)
    for family in ("tool", "area"):
        rows = [[row["title"], hours(row["gross"]), hours(row["net"]), hours(row["freed"])] for row in document[f"by_{family}"]]
        expected[f"{family}s"] = [row for row in rows if any(cell != "0.0" for cell in row[1:])]
    months = [(each, Account(found)) for each, found in ((each, frozen.of(each, unit)) for each in MONTHS) if found]
    expected["trend"] = [[each, hours(it.freed), hours(it.claimed), hours(it.confirmed), hours(it.unaccounted), it.adoption, it.training] for each, it in months]
    moved = [("count", lambda it: it.adopters), ("count", lambda it: it.figures["active_users"]), ("count", lambda it: it.in_force), ("count", lambda it: it.reported)]
    expected["counts"] = [[None, show(kind, before, value), show(kind, now, value), change(kind, now, before, value)] for kind, value in moved]
    held(name, tally, tables(person), expected)
    ends = [hours(it.freed) for _, it in months if it.freed]
    said(name, tally, person, [hours(now.freed), hours(now.claimed), hours(now.confirmed), hours(now.unaccounted), *(hours(it.freed) for it in beside), *ends[:1], *ends[-1:]])
    lead = person.page.locator(".figure").first.inner_text()
    tally.check(f"{name}: freed time stands in front", hours(now.freed) in lead, lead)


def month(person, reports, unit, tally):
    language, name = person.language, f"{person.role} {person.language} /month {unit}"
    document = reports.of(LAST_MONTH, unit)
    person.goto(f"/month?month={LAST_MONTH}" + (f"&unit={unit}" if unit else ""))
    now = Account(document)
    titles = {"ja": ("創出時間の行き先", "根拠水準ごと", "所属ごと"), "en": ("Where freed time went", "By evidence level", "By unit")}[language]
    expected = {
        titles[0]: [[None, None, hours(row["claimed"]), hours(row["confirmed"]), now.share(row["claimed"])] for row in document["by_category"]] + [[None, NOTHING, hours(now.unaccounted), NOTHING, now.share(now.unaccounted)]],
        titles[1]: evidence(document, ("gross", "net", "freed")),
        titles[2]: [[None, count(it.heads), it.adoption, hours(it.net), hours(it.freed), hours(it.claimed), hours(it.confirmed), hours(it.unaccounted)] for it in map(Account, document["units"])],
    }
    group = document.get("group")
    found = tables(person)
    if group:
        it = Account({"headcount": None, "adoption_rate": None, "training_coverage": None, **group})
        title = next((title for title in found if title and title not in titles), "group")
        expected[title] = [[None, hours(it.net)], [None, hours(it.freed)], [None, hours(it.claimed)], [None, hours(it.unaccounted)]]
    held(name, tally, found, expected)
    heads = person.page.locator("dl.heads dd strong").all_inner_texts()
    right = [hours(now.net), now.share(now.confirmed), now.adoption, now.training, count(now.reported)]
    tally.check(f"{name}: the figures in front are the report's", heads == right, f"{heads} {right}")
    said(name, tally, person, [*right, hours(now.loss), hours(now.freed), hours(now.confirmed)])


def leadership(person, reports, tally):
    language, name = person.language, f"{person.role} {person.language} /leadership"
    document = reports.of(LAST_MONTH)
    person.goto(f"/leadership?month={LAST_MONTH}")
    now, before, then = Account(document), reports.account(BEFORE), reports.account(EARLIER)
    front = [lambda it: hours(it.freed), lambda it: hours(it.net), lambda it: it.share(it.confirmed), lambda it: it.share(it.unaccounted), lambda it: it.adoption, lambda it: it.training]
    shown = person.page.locator("dl.heads dd").evaluate_all("all => all.map(one => [one.querySelector('strong').textContent, ...[...one.querySelectorAll('small span')].map(part => part.textContent)])")
    right = [[show("text", it, figure) for it in (now, before, then)] for figure in front]
    fits = len(shown) == len(right) and all(one[0] == other[0] and all(part.endswith(" " + figure) for part, figure in zip(one[1:], other[1:])) for one, other in zip(shown, right))
    tally.check(f"{name}: the figures in front are the report's", fits, f"{shown} {right}")
    went = (now.claimed, now.confirmed, now.same, now.overtime, now.unaccounted)
    expected = {"stack": [[None, hours(minutes), now.share(minutes)] for minutes in went]}
    sure = {"ja": "どれだけ確かか", "en": "How sure that is"}[language]
    levels = [row["freed"] for level, row in sorted(document["by_evidence"].items()) if level != "E0"]
    expected[sure] = [[None, hours(minutes), now.share(minutes)] for minutes in levels]
    months = [(each, found) for each, found in ((each, reports.account(each)) for each in MONTHS) if found]
    while months and not months[0][1].freed:
        months.pop(0)
    expected["line"] = [[each, hours(it.freed), hours(it.claimed), hours(it.confirmed)] for each, it in months]
    bureaus = bureaus_of(reports, LAST_MONTH)
    table = {"ja": "局ごと", "en": "By bureau"}[language]
    expected[table] = [[named(unit, language), count(it.heads), it.adoption, it.training, hours(it.freed), hours(it.claimed), hours(it.confirmed), hours(it.unaccounted)] for unit, it in bureaus.values()]
    held(name, tally, tables(person), expected)
    old = bureaus_of(reports, BEFORE)
    moves = [(it.freed, old[code][1].freed) for code, (_, it) in bureaus.items() if code in old and None not in (it.freed, old[code][1].freed)]
    text = [figure for row in right for figure in row] + [hours(minutes) for pair in moves for minutes in (*pair, pair[0] - pair[1])] + ["+" + hours(a - b) for a, b in moves]
    text += [hours(now.freed), hours(abs(now.freed - before.freed)) if before and None not in (now.freed, before.freed) else WITHHELD, now.share(now.claimed), now.share(now.confirmed), now.share(now.unaccounted)]
    text += [hours(it.freed) for _, it in (months[:1] + months[-1:])]
    said(name, tally, person, text)
    listed = person.page.locator(".trio").inner_text()
    tally.check(f"{name}: how many reported is the report's", count(now.in_force) in listed and count(now.reported) in listed, listed[-400:])


def bureaus_of(reports, month):
    """By code: the unit and its account."""
    found, waiting = {}, [reports.of(month)]
    while waiting:
        for part in (waiting.pop() or {"units": []})["units"]:
            if part["own"]:
                continue
            if part["unit"]["kind"] == "bureau":
                found[part["unit"]["code"]] = (part["unit"], Account(part))
            elif part["unit"]["kind"] == "authority":
                waiting.append(reports.of(month, part["unit"]["code"]))
    return dict(sorted(found.items()))


def evidence(document, names, claimed=False):
    rows = [[None, *(hours(row[name]) for name in names), *([NOTHING if level == "E0" else hours(row["higher_value"]["claimed"])] if claimed else [])] for level, row in sorted(document["by_evidence"].items())]
    return rows


def show(kind, account, value):
    if account is None:
        return NOTHING
    return {"minutes": hours, "count": count}.get(kind, str)(value(account))


def change(kind, now, then, value):
    """As far as both are told."""
    if then is None:
        return NOTHING
    a, b = value(now), value(then)
    if None in (a, b) or WITHHELD in (a, b) or NOTHING in (a, b):
        return NOTHING
    if kind == "minutes":
        return more(hours(a - b))
    if kind == "count":
        return more(count(a - b))
    if kind == "each":
        return more(hours(rounded(now.freed / 60 / now.heads * 60) - rounded(then.freed / 60 / then.heads * 60)))
    return more(tenths(rounded((exact(value, now) - exact(value, then)) * 1_000))) + "pt"


def exact(value, account):
    """A rate before it is rounded."""
    seen = []

    class Watched(Account):
        def share(self, minutes):
            seen.append(minutes / self.freed)
            return super().share(minutes)

        @property
        def adoption(self):
            seen.append(self.figures["adoption_rate"])
            return super().adoption

        @property
        def training(self):
            seen.append(self.figures["training_coverage"])
            return super().training

    value(Watched(account.figures))
    return seen[0] if seen else account.reported / account.in_force
