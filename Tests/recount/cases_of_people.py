"""Cases on units, staff, posts, leaves, courses, training, usage (formats.md, the table of kinds; domain.md, "Digits")."""

from case import accepted, refused


def unit(code, valid_from, kind="section", parent="B", **cells):
    return {"code": code, "valid_from": valid_from, "name": f"Unit {code}", "kind": kind, "parent_code": parent, **cells}


def post(number, unit_code, valid_from, **cells):
    return {"staff_no": number, "unit_code": unit_code, "valid_from": valid_from, "kind": "primary", **cells}


def beside(number, unit_code, valid_from, share, **cells):
    return post(number, unit_code, valid_from, kind="concurrent", share_percent=str(share), **cells)


def leave(number, first, last, **cells):
    return {"staff_no": number, "valid_from": first, "valid_to": last, "kind": "leave", **cells}


NEW = {"staff_no": "50", "name": "新しい人"}

UNITS = [
    accepted("a unit of one day: the last day is inclusive", "units", unit("N", "2024-05-01", valid_to="2024-05-01")),
    refused("a unit that ends before it starts", "units", unit("N", "2024-05-02", valid_to="2024-05-01"), 2, "valid_to 適用終了日"),
    refused("an authority under a bureau", "units", unit("N", "2024-04-01", "authority", "B"), 2, "parent_code 上位所属コード"),
    refused("a section without parent", "units", unit("N", "2024-04-01", parent=""), 2, "parent_code 上位所属コード"),
    refused("a parent that doesn't exist", "units", unit("N", "2024-04-01", parent="Q"), 2, "parent_code 上位所属コード"),
    refused("a unit under itself", "units", unit("N", "2024-04-01", parent="N"), 2, "parent_code 上位所属コード"),
    refused("two units under each other", "units", [unit("N", "2024-04-01", "division", "M"), unit("M", "2024-04-01", "division", "N")], (2, 3)),
    refused("a parent not in force yet", "units", unit("N", "2023-03-31", parent="D"), 2),
    refused("a parent not in force any more", "units", unit("N", "2024-01-01", "team", "S4"), 2),
    accepted("a child as long as its parent", "units", unit("N", "2024-01-01", "team", "S4", valid_to="2024-03-31")),
    accepted("rows of one file in any order", "units", [unit("N2", "2024-04-01", "team", "N1"), unit("N1", "2024-04-01")]),
    refused("two rows of a unit on one day", "units", [unit("N", "2024-04-01", valid_to="2024-06-01"), unit("N", "2024-06-01")], (2, 3)),
    accepted("a row that ends the day before the next", "units", [unit("N", "2024-04-01", valid_to="2024-05-31"), unit("N", "2024-06-01")]),
    accepted("an open row is ended by the next", "units", [unit("N", "2024-04-01"), unit("N", "2024-06-01", parent="D")]),
    refused("a predecessor that doesn't exist", "units", unit("N", "2024-04-01", succeeds="S4;Q"), 2, "succeeds 前身コード"),
    accepted("two predecessors", "units", unit("N", "2024-04-01", succeeds="S4;S3")),
    refused("a kind of unit that doesn't exist", "units", unit("N", "2024-04-01", "office"), 2, "kind 区分"),
    refused("a division closed over its sections", "units", {"code": "D", "valid_from": "2023-04-01", "valid_to": "2024-12-31"}, 2),
    refused("a unit closed over its recorded time", "units", {"code": "S1", "valid_from": "2023-04-01", "valid_to": "2024-04-30"}, 2),
]

STAFF = [
    refused("an earlier number that doesn't exist", "staff", {**NEW, "previous_no": "99"}, 2, "previous_no 旧職員番号"),
    refused("a person before oneself", "staff", {**NEW, "previous_no": "50"}, 2, "previous_no 旧職員番号"),
    refused("numbers in a ring", "staff", [{**NEW, "previous_no": "51"}, {"staff_no": "51", "name": "人", "previous_no": "50"}], (2, 3)),
    accepted("a chain of numbers in one file, the later first", "staff", [
        {"staff_no": "51", "name": "人", "previous_no": "50", "joined_on": "2024-04-01"}, {**NEW, "left_on": "2024-03-31", "previous_no": ""},
    ]),
    refused("leaving before joining", "staff", {**NEW, "joined_on": "2024-04-02", "left_on": "2024-04-01"}, 2, "left_on 退職日"),
    accepted("a service of one day", "staff", {**NEW, "joined_on": "2024-04-01", "left_on": "2024-04-01"}),
    refused("leaving before recorded time", "staff", {"staff_no": "01", "left_on": "2024-05-31"}, 2),
    refused("an earlier number whose posts overlap", "staff", {"staff_no": "04", "previous_no": "03"}, 2),
]

POSTS = [
    refused("two primary posts on one day", "posts", post("02", "S3", "2024-09-30"), 2),
    accepted("a primary post the day after the last day", "posts", post("02", "S3", "2024-10-01")),
    accepted("an open primary post ends where the next begins", "posts", post("03", "S3", "2024-06-15")),
    refused("the second post of a file overlaps the first", "posts", [
        post("08", "S1", "2024-04-01", valid_to="2024-05-31"), post("08", "S2", "2024-05-31"),
    ], (2, 3)),
    accepted("a post entered weeks ahead", "posts", post("04", "S1", "2099-04-01")),
    accepted("a post taken back and mended in the same file", "posts", [
        {**post("01", "S1", "2023-04-01"), "withdrawn": "yes"}, post("01", "S2", "2023-04-01"),
    ]),
    refused("two numbers of one person with primary posts on one day", "posts", post("06", "S1", "2024-03-01", valid_to="2024-03-31"), 2,
            given=[("posts", [post("05", "S1", "2023-04-01", valid_to="2024-03-31")])]),
    accepted("a primary post under the next number ends the open one under the earlier", "posts", post("06", "S1", "2024-03-01", valid_to="2024-03-31")),
    refused("a concurrent post without share", "posts", beside("01", "S3", "2024-05-01", ""), 2, "share_percent 従事割合"),
    refused("a share above 100", "posts", beside("01", "S3", "2024-05-01", 101), 2, "share_percent 従事割合"),
    refused("a share below 0", "posts", beside("01", "S3", "2024-05-01", -1), 2, "share_percent 従事割合"),
    refused("a share with decimals", "posts", beside("01", "S3", "2024-05-01", 12.5), 2, "share_percent 従事割合"),
    refused("concurrent shares of 101 on one day", "posts", [beside("01", "S3", "2024-05-01", 60), beside("01", "S2", "2024-05-20", 41)], (2, 3)),
    accepted("concurrent shares of 100 on one day", "posts", [beside("01", "S3", "2024-05-01", 60), beside("01", "S2", "2024-05-20", 40)]),
    refused("a concurrent post without a primary one", "posts", beside("08", "S3", "2024-05-01", 10), 2),
    refused("a concurrent post that starts a day too early", "posts", beside("08", "B", "2024-03-31", 10, valid_to="2024-06-30"), 2,
            given=[("posts", [post("08", "S1", "2024-04-01")])]),
    accepted("a concurrent post over primary ones of two numbers", "posts", beside("06", "B", "2024-03-31", 10, valid_to="2024-06-30")),
    refused("a concurrent post that lasts a day too long", "posts", beside("02", "S3", "2024-05-01", 10, valid_to="2024-10-01"), 2),
    accepted("a concurrent post until the primary's last day", "posts", beside("02", "S3", "2024-05-01", 10, valid_to="2024-09-30")),
    accepted("a concurrent post over two primary ones", "posts", [
        post("02", "S3", "2024-10-01"), beside("02", "S2", "2024-09-01", 10, valid_to="2024-11-30"),
    ]),
    refused("a primary post taken from under a concurrent one", "posts", {**post("07", "B", "2023-04-01"), "valid_to": "2024-05-30"}, 2),
    refused("a post that ends before it starts", "posts", post("08", "S1", "2024-05-02", valid_to="2024-05-01"), 2, "valid_to 終了日"),
    refused("a grade that isn't in the list", "posts", post("08", "S1", "2024-05-01", grade="社長"), 2, "grade 職層"),
    accepted("a grade of the list", "posts", post("08", "S1", "2024-05-01", grade="統括課長代理")),
    refused("an employment that doesn't exist", "posts", post("08", "S1", "2024-05-01", employment="temporary"), 2, "employment 任用区分"),
    refused("contracted minutes below 0", "posts", post("08", "S1", "2024-05-01", contracted_minutes="-1"), 2, "contracted_minutes 4週勤務時間"),
    refused("a post in a unit that doesn't exist", "posts", post("08", "Q", "2024-05-01"), 2, "unit_code 所属コード"),
    refused("a post of nobody", "posts", post("99", "S1", "2024-05-01"), 2, "staff_no 職員番号"),
    refused("a post that starts after the last day of service", "posts", post("05", "S1", "2024-04-01"), 2),
    refused("a post taken back under recorded time", "posts", {**post("01", "S1", "2023-04-01"), "withdrawn": "yes"}, 2),
    refused("a post ended before recorded time", "posts", {**post("01", "S1", "2023-04-01"), "valid_to": "2024-05-31"}, 2),
    refused("a contract lowered below recorded time", "posts", {**post("03", "S2", "2023-04-01"), "contracted_minutes": "4650"}, 2,
            given=[("time", [{"adoption_code": "UY", "month": "2024-06", "users": "1", "gross_minutes": "9964"}])]),
]

LEAVES = [
    refused("a leave that ends before it starts", "leaves", leave("01", "2024-09-02", "2024-09-01"), 2, "valid_to 終了日"),
    accepted("a leave of one day", "leaves", leave("01", "2024-09-01", "2024-09-01")),
    accepted("a leave of somebody without post", "leaves", leave("08", "2024-09-01", "")),
    refused("a kind of leave that doesn't exist", "leaves", leave("01", "2024-09-01", "", kind="holiday"), 2, "kind 種別"),
    refused("a leave that lowers the cap below recorded time", "leaves", leave("03", "2024-06-30", "2024-06-30"), 2,
            given=[("time", [{"adoption_code": "UY", "month": "2024-06", "users": "1", "gross_minutes": "9964"}])]),
    accepted("a leave that keeps recorded time at the cap", "leaves", leave("03", "2024-07-01", "2024-07-31"),
             given=[("time", [{"adoption_code": "UY", "month": "2024-06", "users": "1", "gross_minutes": "9964"}])]),
]


def course(**cells):
    return {"code": "C9", "title": "研修九", "axis": "how", **cells}


TRAINING = [
    refused("a level above 3", "courses", course(level="4"), 2, "level 水準"),
    accepted("level 3", "courses", course(level="3")),
    accepted("level 0", "courses", course(level="0")),
    refused("an axis that doesn't exist", "courses", course(axis="when"), 2, "axis 区分"),
    refused("required of a grade that isn't in the list", "courses", course(required="主事;社長"), 2, "required 必修"),
    accepted("required of two grades", "courses", course(required="主事;主任")),
    refused("months of validity below 0", "courses", course(valid_months="-1"), 2, "valid_months 有効月数"),
    refused("a record without result", "training", {"staff_no": "01", "course_code": "C1", "completed_on": "2024-05-01", "outcome": ""}, 2, "outcome 結果"),
    refused("a record of a course that doesn't exist", "training", {
        "staff_no": "01", "course_code": "Q", "completed_on": "2024-05-01", "outcome": "attended",
    }, 2, "course_code 研修コード"),
    accepted("a record outside the service", "training", {"staff_no": "08", "course_code": "基礎", "completed_on": "2001-05-01", "outcome": "受講"}),
    refused("31 days of use in June", "usage", {"staff_no": "02", "tool_code": "T1", "month": "2024-06", "days_used": "31"}, 2, "days_used 利用日数"),
    accepted("30 days of use in June", "usage", {"staff_no": "02", "tool_code": "T1", "month": "2024-06", "days_used": "30"}),
    accepted("no day of use", "usage", {"staff_no": "02", "tool_code": "T1", "month": "2024-06", "days_used": "0"}),
    refused("days of use below 0", "usage", {"staff_no": "02", "tool_code": "T1", "month": "2024-06", "days_used": "-1"}, 2, "days_used 利用日数"),
    refused("a tier that doesn't exist", "categories", {"code": "n", "title": "n", "tier": "leisure"}, 2, "tier"),
    accepted("a new category", "categories", {"code": "n", "title": "n", "tier": "higher_value"}),
    accepted("a grade without rank", "grades", {"code": "n", "title": "n", "rank": ""}),
    refused("a grade without title", "grades", {"code": "n", "title": ""}, 2, "title"),
]

CASES = UNITS + STAFF + POSTS + LEAVES + TRAINING

