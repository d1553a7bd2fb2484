"""The vice governor has two minutes: signs in, reads the month, looks into a bureau, hears what is withheld, prints; and is refused where people are named."""

import subprocess
import tempfile
from pathlib import Path

from house import LANGUAGES, LAST_MONTH, WIDE

WORDS = {"ja": ("時間", "前月", "のまとめ"), "en": ("hours", "month before", "at a glance")}


def walk(house, tally):
    for language in LANGUAGES:
        with house.person("leadership", language) as person:
            read(person, tally, language)
            refused(person, tally, language)
            tally.check(f"{language}: nothing went wrong on the way", not person.faults, "\n".join(person.faults))


def read(person, tally, language):
    unit, before, title = WORDS[language]
    person.goto("/")
    tally.check(f"{language}: it begins with the newest month", person.path == "/leadership" and title in person.heading, f"{person.path} {person.heading}")
    lead = person.page.locator(".lead").inner_text()
    tally.check(f"{language}: a sentence stands in front", unit in lead and len(lead) < 250, lead)
    core = person.page.locator(".trio").bounding_box()
    tally.check(f"{language}: the month fits on one screen", core["y"] + core["height"] <= WIDE["height"], f"{core}")
    tally.check(f"{language}: beside the month before", person.sees(before))
    charts = person.page.locator("figure.drawn svg")
    tally.check(f"{language}: charts are drawn", charts.count() >= 1, f"{charts.count()}")
    for figure in person.page.locator("figure.drawn").all():
        label = figure.locator("[aria-label]").first.get_attribute("aria-label")
        tally.check(f"{language}: a chart says what it shows", bool(label), figure.inner_text()[:80])
    # The numbers of a chart are reached with the keyboard.
    summary = person.page.locator("figure.drawn summary").first
    summary.focus()
    person.press_key("Enter")
    tally.check(f"{language}: the keyboard opens a chart's numbers", person.page.locator("figure.drawn table").first.is_visible())
    printed_on_one_sheet(person, tally, language)
    bureau = person.page.locator(".onscreen tbody th a").first
    name = bureau.inner_text()
    person.press(".onscreen tbody th a")
    tally.check(f"{language}: one click to a bureau", person.path.startswith(f"/month?month={LAST_MONTH}&unit=") and name in person.heading, person.heading)
    person.page.go_back()
    person.press("a[rel=prev]")
    tally.check(f"{language}: the month before is one click away", person.path == "/leadership?month=2026-09", person.path)


def printed_on_one_sheet(person, tally, language):
    person.goto(f"/leadership?month={LAST_MONTH}")
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "sheet.pdf"
        person.page.pdf(path=sheet, prefer_css_page_size=True, print_background=True)
        told = subprocess.run(["pdfinfo", sheet], capture_output=True, text=True, check=True).stdout
        tally.check(f"{language}: it prints on one A4", "Pages:           1\n" in told and "A4" in told, told)
        text = subprocess.run(["pdftotext", "-layout", sheet, "-"], capture_output=True, text=True, check=True).stdout
        tally.check(f"{language}: the sentence is on paper", person.page.locator(".lead").inner_text()[:12] in text.replace("\n", ""), text[:400])


def refused(person, tally, language):
    for path in ("/me", "/exports", "/corrections", "/settings"):
        tally.check(f"{language}: {path} is not for leadership", person.goto(path) == 403)
    tally.check(f"{language}: a month that isn't frozen is said to be none", person.goto("/leadership?month=2020-01") == 404 and "2020-01" in person.heading, person.heading)
