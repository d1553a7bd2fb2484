"""An organisation with just what a million time records need: 1,500 sections, 30,000 staff and as many adoptions, 36 months. The same bytes every time."""
import csv
import os

MONTHS = [(2023 + (10 + n) // 12, (10 + n) % 12 + 1) for n in range(36)]
KINDS = ["units", "staff", "posts", "tools", "tasks", "use-cases", "measurements", "adoptions"]
SECTIONS, STAFF, UNIT_ADOPTIONS, PERSON_ADOPTIONS = 1500, 30_000, 10_000, 20_000


def write(folder, name, header, rows):
    with open(os.path.join(folder, name + ".csv"), "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def surroundings(folder):
    """Everything that time records refer to: KINDS, in an order in which they can be imported."""
    units = [("T", "2020-04-01", "都", "authority", "")]
    units += [(f"B{b:02}", "2020-04-01", f"局{b}", "bureau", "T") for b in range(25)]
    units += [(f"S{s:04}", "2020-04-01", f"課{s}", "section", f"B{s % 25:02}") for s in range(SECTIONS)]
    write(folder, "units", ["code", "valid_from", "name", "kind", "parent_code"], units)
    write(folder, "staff", ["staff_no", "name", "joined_on"], ((f"{p:07}", f"職員{p}", "2020-04-01") for p in range(STAFF)))
    write(folder, "posts", ["staff_no", "unit_code", "valid_from", "kind"], ((f"{p:07}", f"S{p % SECTIONS:04}", "2020-04-01", "primary") for p in range(STAFF)))
    write(folder, "tools", ["code", "name"], [(f"tool{t}", f"道具{t}") for t in range(10)])
    write(folder, "tasks", ["code", "title", "area"], [(f"task{t}", f"業務{t}", "internal") for t in range(50)])
    # Units take the first half of the use cases, persons the second: they never meet.
    write(folder, "use-cases", ["code", "title", "tool_code", "task_code"], [(f"use{u:02}", f"事例{u}", f"tool{u % 10}", f"task{u % 50}") for u in range(100)])
    write(
        folder, "measurements", ["code", "use_case_code", "measured_on", "valid_until", "method", "sample_size", "baseline_minutes", "ai_minutes", "verify_minutes"],
        [(f"m{u:02}", f"use{u:02}", "2023-10-01", "2027-03-31", "before_after", 40, "12.5", "8.25", "1") for u in range(0, 100, 2)])
    write(
        folder, "adoptions", ["code", "unit_code", "staff_no", "use_case_code", "started_on"],
        [(f"u{a:05}", f"S{a % SECTIONS:04}", "", f"use{a // SECTIONS:02}", "2023-10-01") for a in range(UNIT_ADOPTIONS)]
        + [(f"p{a:05}", "", f"{a:07}", f"use{50 + a % 50:02}", "2023-10-01") for a in range(PERSON_ADOPTIONS)])


def time(folder, name, count):
    """The first `count` time records, month by month: half of them measured, half typed."""

    def rows():
        left = count
        for number, (year, month) in enumerate(MONTHS):
            for adoption in range(UNIT_ADOPTIONS + PERSON_ADOPTIONS):
                if not left:
                    return
                left -= 1
                unit = adoption < UNIT_ADOPTIONS
                place = adoption if unit else adoption - UNIT_ADOPTIONS
                use_case = place // SECTIONS if unit else 50 + place % 50
                cases = 5 + (adoption * 7 + number * 13) % 40
                if use_case % 2 == 0:
                    measured = (f"m{use_case:02}", "", "", "")
                else:
                    measured = ("", "10", "7.5", cases // 4)
                yield (f"u{place:05}" if unit else f"p{place:05}", f"{year}-{month:02}", 3 if unit else "", cases, *measured)

    write(folder, name, ["adoption_code", "month", "users", "cases", "measurement_code", "baseline_minutes", "ai_minutes", "verify_minutes"], rows())
