"""HR imports a messy file of 3,000 transfers with 40 faults of ten kinds: sees what is wrong, imports the good rows, mends the bad ones and imports these too."""

import csv
import io
import random
import tempfile
from pathlib import Path

from house import LANGUAGES

HEADINGS = ["職員番号", "所属コード", "発令日", "本務兼務", "従事割合", "職層", "任用区分"]
MESS = {
    "nobody": lambda row: row.update({"職員番号": "6" + row["職員番号"][1:]}),
    "no unit": lambda row: row.update({"所属コード": "99" + row["所属コード"]}),
    "no such day": lambda row: row.update({"発令日": "令和9年4月31日"}),
    "no day": lambda row: row.update({"発令日": "来年度"}),
    "without a day": lambda row: row.update({"発令日": ""}),
    "no kind": lambda row: row.update({"本務兼務": "本籍"}),
    "without a kind": lambda row: row.update({"本務兼務": ""}),
    "too much": lambda row: row.update({"従事割合": "150"}),
    "no grade": lambda row: row.update({"職層": "係員"}),
    "no employment": lambda row: row.update({"任用区分": "終身"}),
}


def walk(house, tally):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = transfers(house, folder)
        with house.person("hr") as person:
            number = messy(person, tally, folder, rows)
            mended(person, tally, folder, number)
            tally.check("nothing went wrong on the way", not person.faults, "\n".join(person.faults))
        for language in LANGUAGES:
            with house.person("hr", language, script=False) as person:
                tally.check(f"{language}: it can be read without script", person.goto(f"/imports/{number}") == 200 and person.page.locator("main table").count() >= 1)
        with house.person("head") as person:
            tally.check("it is not for heads", person.goto("/imports") == 403)


def transfers(house, folder):
    """3,000 people with a post each, and their next ones."""
    units = house.sql(
        """select u.code from units u join unit_versions v on v.unit_id = u.id where v.kind = 'section' and v.valid_from <= '2025-04-01' and v.valid_to is null order by 1""").split()
    people = [f"7{number:07}" for number in range(3_000)]
    (folder / "staff.csv").write_text("職員番号,氏名\n" + "".join(f"{person},職員 {person}\n" for person in people), "utf-8")
    (folder / "posts.csv").write_text(
        "職員番号,所属コード,発令日,本務兼務\n" + "".join(f"{person},{units[place % len(units)]},2025-04-01,本務\n" for place, person in enumerate(people)), "utf-8")
    house.command("import", "staff", str(folder / "staff.csv"))
    house.command("import", "posts", str(folder / "posts.csv"))
    rows = [
        dict(zip(HEADINGS, [person, units[place * 7 % len(units)], "令和９年４月１日", "本務", "", "主事", "常勤"])) for place, person in enumerate(people)
    ]
    faulty = random.Random(40).sample(range(3_000), 40)
    for place, line in enumerate(faulty):
        list(MESS.values())[place % len(MESS)](rows[line])
    return rows


def messy(person, tally, folder, rows):
    text = io.StringIO()
    text.write("令和９年４月１日付　人事異動発令一覧（案）,,,,,,\r\n\r\n")
    writer = csv.DictWriter(text, HEADINGS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    (folder / "発令.csv").write_bytes(text.getvalue().encode("cp932"))
    send(person, folder / "発令.csv")
    number = int(person.path.split("/")[-1])
    tally.check("it says how it is read", person.sees("CSV（CP932）") and person.sees("見出しは 3 行目"))
    tally.check("it counts the good rows", person.sees("問題のない 2960 行だけを取り込む"), person.page.locator("main").inner_text()[:400])
    groups = person.page.locator(".cards > li").count()
    tally.check("the faults are of ten kinds", groups == 10 and person.sees("問題 40 件・10 種類"), f"{groups}")
    with person.page.expect_download() as download:
        person.page.locator("a[href$='format=csv']").click()
    download.value.save_as(folder / "bad.csv")
    person.press(".deciding button.main")
    settle(person)
    tally.check("the good rows are written", person.sees("新規 2960、更新 0、変更なし 0、問題 40 行"), person.page.locator("main").inner_text()[:400])
    return number


def mended(person, tally, folder, number):
    with open(folder / "bad.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    tally.check("the bad rows come back with what is wrong", len(rows) == 40 and all(row["problem"] for row in rows), f"{len(rows)}")
    for row in rows:
        code = row["所属コード"]
        row.update({"職員番号": "7" + row["職員番号"][1:], "所属コード": code[2:] if code.startswith("99") else code, "発令日": "2027-04-01", "本務兼務": "本務"})
        row.update({"従事割合": "", "職層": "主事", "任用区分": "常勤"})
    with open(folder / "mended.csv", "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    send(person, folder / "mended.csv")
    tally.check("the mended rows are all good", person.sees("40 行を取り込む") and not person.sees("件・"), person.page.locator("main").inner_text()[:400])
    person.press(".deciding button.main")
    settle(person)
    tally.check("they are written", person.sees("新規 40、更新 0、変更なし 0、問題 0 行"))
    person.press("form[action$='/undo'] button")
    tally.check("and can be taken back", person.sees("取り消しました"))
    person.goto(f"/imports/{number}")
    tally.check("each by itself", not person.sees("取り消しました"))


def send(person, path):
    person.goto("/imports")
    person.page.locator("input[type=file]").set_input_files(path)
    person.press("form[enctype] button.main")
    settle(person)


def settle(person):
    """Until nothing is done with the file any more; the page says so by itself."""
    person.page.locator("[data-progress]").wait_for(state="detached", timeout=120_000)
