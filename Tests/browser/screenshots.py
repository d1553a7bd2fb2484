"""Pictures of every page as each role sees it, to be looked at: in a wide window, on a phone, and printed.

    python3 Tests/browser/screenshots.py --tedori PATH --to FOLDER [--role ROLE]... [--language ja|en]
"""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from driving import go_on_with_tools


def picture(person, address, stem, folder):
    from house import PHONE, WIDE

    for size, what in ((WIDE, "wide"), (PHONE, "phone")):
        person.page.set_viewport_size(size)
        person.goto(address)
        person.page.screenshot(path=folder / f"{stem}-{what}.png", full_page=True)
    person.page.set_viewport_size(WIDE)
    sheet = folder / f"{stem}.pdf"
    person.page.pdf(path=sheet, prefer_css_page_size=True, print_background=True)
    subprocess.run(["pdftoppm", "-r", "60", "-png", sheet, folder / f"{stem}-printed"], check=True)
    sheet.unlink()


def main():
    from house import LANGUAGES, ROLES

    parser = argparse.ArgumentParser(description="Takes pictures of every page.")
    parser.add_argument("--tedori", required=True, help="the executable")
    parser.add_argument("--to", required=True, type=Path, help="the folder of the pictures")
    parser.add_argument("--role", choices=ROLES, action="append")
    parser.add_argument("--language", choices=LANGUAGES)
    options = parser.parse_args()
    go_on_with_tools(options.tedori)
    from house import House
    from pages import declared, found_by
    from playwright.sync_api import sync_playwright

    options.to.mkdir(parents=True, exist_ok=True)
    routes, taken = declared(), 0
    with tempfile.TemporaryDirectory(prefix="tedori-pictures-") as temporary, sync_playwright() as playwright:
        with House(options.tedori, Path(temporary), playwright) as house:
            for role in options.role or ROLES:
                with house.person(role) as person:
                    found = found_by(person, routes)
                for language in [options.language] if options.language else LANGUAGES:
                    with house.person(role, language) as person:
                        for _, address, _ in found:
                            name = re.sub(r"[^0-9A-Za-z]+", "-", address).strip("-") or "start"
                            picture(person, address, f"{role}-{name}-{language}", options.to)
                            taken += 1
    print(f"{taken} pages in {options.to}")


if __name__ == "__main__":
    sys.exit(main())
