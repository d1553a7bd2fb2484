"""The section's clerk fills in the month with the keyboard alone, is told of a slip, mends it and saves; and does the same without script."""

from house import LAST_MONTH

# The keystroke-level model's slower typist, and what it takes to look a figure up and think about it.
SECONDS_A_KEY = 0.5
SECONDS_A_FIGURE = 3.0
ADOPTIONS = 12


def walk(house, tally):
    month = "2026-11"
    with house.person("clerk") as person:
        person.goto(f"/sheet?month={month}")
        rows = person.page.locator("fieldset.sheet-row")
        count = rows.count()
        tally.check("the sheet has the section's adoptions", count > 0, person.heading)
        keys = figures = 0

        def press(key):
            nonlocal keys
            person.press_key(key)
            keys += 1

        def enter(text):
            nonlocal keys, figures
            person.type(text)
            keys += len(text)
            figures += 1

        rows.first.locator('[data-column="users"]').focus()
        for place in range(count):
            row = rows.nth(place)
            tally.check(f"row {place} begins with its users", row.locator('[data-column="users"]').evaluate("field => field === document.activeElement"))
            if not row.locator('[data-column="users"]').input_value():
                enter("3")
            press("Enter")
            enter("0" if place == 0 else "１２")
            press("Enter")
            if person.page.evaluate("document.activeElement.dataset.column") == "gross_minutes":
                enter("120")
                press("Enter")
            # Nothing was freed in the first row: this is the slip.
            left = row.locator('[data-show="left"]').inner_text()
            if place == 0 or left.replace(",", "").isdigit() and int(left.replace(",", "")) >= 30:
                enter("30")
            for _ in range(8):
                press("Enter")
            while place + 1 < count and person.page.evaluate("document.activeElement.dataset.column") != "users":
                press("Tab")
        tally.check("what is above what was freed is said at once", rows.first.locator("[data-over]").is_visible())
        with person.page.expect_navigation(wait_until="load"):
            press("Control+Enter")
        tally.check("the slip is named, and nothing is saved", person.sees("まだ何も保存していません") and person.page.locator(".problem li").count() == 1, person.path)
        tally.check("what was typed is still there", rows.nth(count - 1).locator('[data-column="cases"]').input_value() in ("１２", "12"))
        first = rows.first.locator("[data-redirect]").first
        first.focus()
        press("Control+a")
        press("Delete")
        with person.page.expect_navigation(wait_until="load"):
            press("Control+Enter")
        tally.check("then all of it is saved", f"saved={count}" in person.path and person.sees("すべて報告されています"), person.path)
        tally.check("and how long it took is said", person.sees("入力にかかった時間"))
        seconds = (keys * SECONDS_A_KEY + figures * SECONDS_A_FIGURE) / count * ADOPTIONS
        tally.check(f"twelve adoptions take {seconds / 60:.1f} minutes, under ten", seconds < 600)
        tally.check("nothing went wrong on the way", not person.faults, "\n".join(person.faults))
    with house.person("clerk", script=False) as person:
        person.goto(f"/sheet?month={LAST_MONTH}")
        comment = person.page.locator('[data-column="comment"]').first
        comment.fill("台本なし")
        person.press("form.sheet button.main")
        tally.check("without script it is saved too", "saved=1" in person.path, person.path)
        tally.check("and stands there", person.page.locator('[data-column="comment"]').first.input_value() == "台本なし")
