"""HR moves 3,000 people on one day from a file with 40 faults of ten kinds: sees what is wrong, mends it on the page, and enters all moves together."""

import csv
import random
import tempfile
from pathlib import Path

HEADINGS = ["職員番号", "所属コード", "職層"]
DAY = "2027-07-01"
FAULTS = {
    "nobody": lambda row: ["6" + row[0][1:], *row[1:]],
    "without a number": lambda row: ["", *row[1:]],
    "a name for a number": lambda row: ["職員 " + row[0], *row[1:]],
    "no unit": lambda row: [row[0], "99" + row[1], row[2]],
    "without a unit": lambda row: [row[0], "", row[2]],
    "a unit that isn't one": lambda row: [row[0], "庶務係付", row[2]],
    "no grade": lambda row: [row[0], row[1], "係員"],
    "a grade with its number": lambda row: [row[0], row[1], "主事2"],
    "two units": lambda row: [row[0], f"{row[1]}/{row[1]}", row[2]],
    "a number with a letter": lambda row: [row[0] + "A", *row[1:]],
}


def walk(house, tally):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        people, units = organisation(house, folder)
        good = [[person, units[(place + 1) % len(units)], "主事"] for place, person in enumerate(people)]
        faulty = random.Random(41).sample(range(len(people)), 40)
        rows = [list(row) for row in good]
        for place, line in enumerate(faulty):
            rows[line] = list(FAULTS.values())[place % len(FAULTS)](good[line])
        listed(folder / "異動.csv", rows)
        with house.person("hr") as person:
            refused(person, tally, folder / "異動.csv")
            mended(person, tally, [good[line] for line in sorted(faulty)])
            tally.check("nothing went wrong on the way", not person.faults, "\n".join(person.faults))
        moved = house.sql(f"select count(*) from posts p join staff s on s.id = p.staff_id where s.staff_no like '8%' and p.valid_from = '{DAY}'")
        tally.check("all have moved", moved.strip() == "3000", moved)
        with house.person("hr", script=False) as person:
            tally.check("it can be read without script", person.goto(f"/transfers?on={DAY}") == 200 and person.sees("異動する職員 3000 人"))


def organisation(house, folder):
    units = house.sql(
        """select u.code from units u join unit_versions v on v.unit_id = u.id where v.kind = 'section' and v.valid_from <= '2025-04-01' and v.valid_to is null order by 1""").split()
    people = [f"8{number:07}" for number in range(3_000)]
    (folder / "staff.csv").write_text("職員番号,氏名\n" + "".join(f"{person},職員 {person}\n" for person in people), "utf-8")
    (folder / "posts.csv").write_text(
        "職員番号,所属コード,発令日,本務兼務\n" + "".join(f"{person},{units[place % len(units)]},2025-04-01,本務\n" for place, person in enumerate(people)), "utf-8")
    house.command("import", "staff", str(folder / "staff.csv"))
    house.command("import", "posts", str(folder / "posts.csv"))
    return people, units


def listed(path, rows):
    with open(path, "w", encoding="cp932", newline="") as file:
        file.write("令和９年７月１日付　異動一覧,,\r\n\r\n")
        csv.writer(file).writerows([HEADINGS, *rows])


def refused(person, tally, path):
    person.goto(f"/transfers?on={DAY}")
    person.page.locator("input[type=file]").set_input_files(path)
    person.press("form[enctype] button")
    tally.check("nothing is written, and it says how much is to be mended", person.sees("登録されていません") and person.sees("直す 40 行"), person.page.locator("main").inner_text()[:600])
    said = person.page.locator(".faults li").all_inner_texts()
    tally.check("each says which line, which cell and what would be right", len(said) == 40 and all(line.startswith(f"{place + 1} 行目 ") and "：" in line for place, line in enumerate(said)), "\n".join(said[:9]))
    tally.check("the cursor is where one mends", person.page.evaluate("document.activeElement.name") == "text")


def mended(person, tally, rows):
    """In the order of the file, as the lines to mend stand there."""
    person.fill("text", "\n".join("\t".join(row) for row in rows))
    person.press("main button.main")
    tally.check("what would change is shown", person.sees("3000 人の異動をまとめて登録する") and person.sees("異動する職員 "), person.page.locator("main").inner_text()[:600])
    person.press("button[value=save]")
    tally.check("it is written", person.sees("異動する職員 3000 人"), person.page.locator("main").inner_text()[:400])
