"""Somebody new signs in without script: by the link, with a slip, on a phone, in the other language, and out again."""

from house import PASSWORD, PHONE


def walk(house, tally):
    with house.person(None, size=PHONE, script=False) as person:
        person.goto(house.link("leadership", "newcomer"))
        person.fill("password", PASSWORD)
        person.fill("again", PASSWORD)
        person.press("main button.main")
        person.fill("login", "newcomer")
        person.fill("password", "ちがうパスワード")
        person.press("main button.main")
        tally.check("a slip is said, and the name stays", person.sees("違います") and person.page.locator('[name="login"]').input_value() == "newcomer")
        person.fill("password", PASSWORD)
        person.press("main button.main")
        tally.check("the right password opens", person.path != "/sign-in", person.path)
        person.page.locator("details.menu summary").click()
        tally.check("the menu opens without script", person.page.locator("details.menu nav a").first.is_visible())
        person.press("details.menu a[hreflang=en]")
        tally.check("the page changes its language", person.page.locator("html").get_attribute("lang") == "en")
        person.goto("/month")
        tally.check("which stays on other pages", person.page.locator("html").get_attribute("lang") == "en")
        person.page.locator("details.menu summary").click()
        person.press("details.menu form button")
        tally.check("signing out leads to the page to sign in", person.path == "/sign-in", person.path)
        tally.check("and nothing can be read any more", person.goto("/") == 401)
        tally.check("nothing went wrong on the way", not person.faults, "\n".join(person.faults))
