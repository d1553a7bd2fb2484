"""The head of a section reads the month, takes the tables along, confirms, reduces and sends back what was claimed, writes the comment; and is refused next door."""

from house import LANGUAGES, MONTHS, PASSWORD, SECTION

# Somebody who has claimed nothing, and no account yet.
CONFIRMER = """select max(s.staff_no) from staff s where not exists (select from redirections d where d.claimed_by_id = s.id)
 and not exists (select from accounts a where a.staff_id = s.id)"""
NEXT_DOOR = "select min(u.code) from units u join unit_versions v on v.unit_id = u.id where v.kind = 'section' and v.valid_to is null and u.code <> '{}'"
WORDS = {
    "ja": {"freed": "時間", "confirmed": "確認済み", "range": "整数", "reason": "理由", "sent_back": "差戻し中", "comment": "窓口の待ち時間を減らすことに充てました。"},
    "en": {"freed": "h", "confirmed": "confirmed", "range": "whole number", "reason": "reason", "sent_back": "sent back", "comment": "It went into shorter queues at the counter."},
}


def walk(house, tally):
    section = house.sql(SECTION)
    for place, language in enumerate(LANGUAGES):
        with house.person(None, language) as person:
            enter(house, person, f"section-head-{language}")
            month = MONTHS[-1 - place]
            read(person, section, month, tally, language)
            decide(person, month, tally, language)
            speak(person, section, month, tally, language)
            refused(house, person, section, month, tally, language)
            tally.check(f"{language}: nothing went wrong on the way", not person.faults, "\n".join(person.faults))


def enter(house, person, login):
    person.goto(house.link("head", login, "--staff", house.sql(CONFIRMER)))
    person.fill("password", PASSWORD)
    person.fill("again", PASSWORD)
    person.press("main button.main")
    person.fill("login", login)
    person.fill("password", PASSWORD)
    person.press("main button.main")


def read(person, section, month, tally, language):
    name = person.house.sql(f"select coalesce({'name_en' if language == 'en' else 'null'}, name) from unit_versions v join units u on u.id = v.unit_id where u.code = '{section}' order by valid_from desc limit 1")
    tally.check(f"{language}: it begins with the own unit's newest month", person.path == "/department" and name in person.heading, f"{person.path} {person.heading}")
    lead = person.page.locator(".figure").first.inner_text()
    tally.check(f"{language}: freed time stands in front", WORDS[language]["freed"] in lead and any(letter.isdigit() or letter == "x" for letter in lead), lead)
    tables = person.page.locator("main section h2")
    tally.check(f"{language}: compared, by category, month by month", {"comparison", "categories", "trend"} <= {title.get_attribute("id") for title in tables.all()})
    with person.page.expect_download() as download:
        person.page.locator('a[href^="/department/file"]').first.click()
    text = download.value.path().read_text("utf-8-sig")
    first = person.page.locator("section:has(#comparison) tbody tr").first.locator("td").first.inner_text()
    tally.check(f"{language}: the file has what the page shows", name in text.splitlines()[0] and first.replace(",", "") in text, text[:200])


def decide(person, month, tally, language):
    words = WORDS[language]
    person.press('main a[href^="/confirmations"]')
    person.goto(f"/confirmations?month={month}")
    cards = person.page.locator("li.card")
    waiting = cards.filter(has=person.page.locator('button[value="confirm"]'))
    before = waiting.count()
    tally.check(f"{language}: groups wait to be confirmed", before >= 3, f"{before}")
    title = waiting.first.locator("h3").inner_text().rsplit(" ", 1)[0]
    press(person, waiting.first.locator('button[value="confirm"]'))
    done = cards.filter(has_text=title).first
    tally.check(f"{language}: one is confirmed by one button", waiting.count() == before - 1 and words["confirmed"] in done.inner_text(), done.inner_text()[:200])

    card = waiting.first
    card.locator("summary").last.click()
    card.locator('input[name^="minutes."]').fill("999999")
    press(person, card.locator('button[value="reduce"]'))
    card = cards.filter(has=person.page.locator('[aria-invalid="true"]')).first
    said = card.inner_text()
    tally.check(f"{language}: too many minutes are told, and what would be right", words["range"] in said, said[:300])
    tally.check(f"{language}: what was typed is still there", card.locator('input[name^="minutes."]').input_value() == "999999")
    card.locator('input[name^="minutes."]').fill("1")
    card.locator('[name^="reason."]').fill("1")
    press(person, card.locator('button[value="reduce"]'))
    tally.check(f"{language}: fewer minutes are confirmed", waiting.count() == before - 2, f"{waiting.count()} of {before}")

    card = waiting.first
    card.locator("summary").last.click()
    press(person, card.locator('button[value="send_back"]'))
    card = cards.filter(has=person.page.locator('[aria-invalid="true"]')).first
    tally.check(f"{language}: without a reason nothing is sent back", words["reason"] in card.inner_text(), card.inner_text()[:300])
    card.locator('[name^="reason."]').fill(words["comment"])
    press(person, card.locator('button[value="send_back"]'))
    sent_back = cards.filter(has_text=words["comment"]).first
    tally.check(f"{language}: it is sent back with the reason", words["sent_back"] in sent_back.inner_text(), sent_back.inner_text()[:200])


def press(person, button):
    with person.page.expect_navigation(wait_until="load"):
        button.first.click()


def speak(person, section, month, tally, language):
    person.goto(f"/department?month={month}&unit={section}#comment")
    person.fill("text", WORDS[language]["comment"])
    press(person, person.page.locator('form[action="/department/comments"] button'))
    tally.check(f"{language}: the comment stands on the page", person.sees(WORDS[language]["comment"]) and "#comment" in person.page.url, person.page.url)
    person.goto(f"/month?month={month}&unit={section}")
    tally.check(f"{language}: and in the monthly report", person.sees(WORDS[language]["comment"]))


def refused(house, person, section, month, tally, language):
    neighbour = house.sql(NEXT_DOOR.format(section))
    for path in ("/department", "/department/file", "/month"):
        status = person.context.request.get(f"{path}?month={month}&unit={neighbour}").status
        tally.check(f"{language}: {path} next door is refused", status == 403, f"{status}")
    person.goto(f"/department?month={month}&unit={neighbour}")
    tally.check(f"{language}: the refusal is a sentence, and no figure", person.page.locator("h1").is_visible() and not person.page.locator("main table").count(), person.heading)
    for path in ("/people", "/records", "/sheet", "/imports", "/exports", "/settings"):
        tally.check(f"{language}: {path} is not for heads", person.goto(path) == 403)
