"""What holds on every page, whoever opens it."""

from axe_playwright_python.sync_playwright import Axe
from house import LANGUAGES, PHONE, WIDE, ZOOMED
from pages import found_by

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
# Without the library of charts, which a browser keeps.
HEAVIEST = 300_000
LIBRARY = "/scripts/echarts.min.js"

axe = Axe()


def violations(page):
    return [
        f"{found['id']}: {node['html'][:160]} {node['failureSummary'][:200]}" for found in axe.run(page, options=RULES).response["violations"] for node in found["nodes"][:3]
    ]


def visit_all(house, role, routes, told, tally):
    """Every page of a role in the first language, and in the others those of routes that aren't among the told ones; the routes that were seen."""
    with house.person(role) as person:
        found = found_by(person, routes)
    for language in LANGUAGES:
        with house.person(role, language) as person, house.person(role, language, script=False) as plain:
            pages = [page for page in found if language == LANGUAGES[0] or page[0] not in told]
            for place, (_, address, status) in enumerate(pages):
                name = f"{role or 'stranger'} {language} {address}"
                one_page(person, address, status, name, tally)
                without_script(person, plain, address, name, tally)
                if place == 0 and language == LANGUAGES[0]:
                    open_menu(person, name, tally)
            tally.check(f"{role} {language}: no fault of script or policy, no request to elsewhere", not person.faults, "\n".join(sorted(set(person.faults))[:10]))
    return {route for route, _, _ in found}


def one_page(person, address, status, name, tally):
    person.page.set_viewport_size(WIDE)
    person.requests.clear()
    tally.check(f"{name} is there", person.goto(address) == status == 200, f"status {status}")
    tally.check(f"{name} has one h1", person.page.locator("h1").count() == 1)
    found = violations(person.page)
    tally.check(f"{name}: axe finds nothing", not found, "\n".join(found))
    weight = person.weight(without=LIBRARY)
    tally.check(f"{name} is light", 0 < weight < HEAVIEST, f"{weight} bytes")
    for size, what in ((PHONE, "on a phone"), (ZOOMED, "at 200 %")):
        person.page.set_viewport_size(size)
        over = person.scrolls_sideways()
        tally.check(f"{name} fits {what}", over <= 0, f"{over} pixels too wide")


def open_menu(person, name, tally):
    """The head is another one in a narrow window, on whichever page of a role."""
    person.page.set_viewport_size(PHONE)
    menu = person.page.locator("details.menu summary")
    if menu.count():
        menu.click()
        found = violations(person.page)
        tally.check(f"{name}: axe finds nothing on a phone with the menu open", not found, "\n".join(found))


def without_script(person, plain, address, name, tally):
    plain.goto(address)
    count = "elements => elements.filter(element => element.checkVisibility()).length"
    tally.check(f"{name} shows its heading without script", plain.page.locator("h1").first.is_visible())
    shown, all_of_it = (it.page.eval_on_selector_all("main table", count) for it in (plain, person))
    tally.check(f"{name} shows its tables without script", shown >= all_of_it, f"{shown} of {all_of_it}")
