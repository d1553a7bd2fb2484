"""Cases on the form of a file: headings, encodings, keys, values, line numbers (formats.md "Files", domain.md "Files come from Excel")."""

from case import accepted, refused


def lines(*rows, end="\n"):
    return (end.join(rows) + end).encode()


def staff_row(number, **cells):
    return {"staff_no": number, "name": "新しい人", **cells}


CASES = [
    # Headings
    refused("an unknown column is a problem, not ignored", "staff", {**staff_row("50"), "shoe_size": "25"}, 1, "shoe_size"),
    refused("a file without its key column", "staff", {"name": "人"}, 1, "staff_no 職員番号"),
    refused("a file of another kind", "tools", lines("職員番号,氏名", "50,人"), 1),
    refused("both names of one column", "staff", lines("staff_no,name,氏名", "50,人,人"), 1, "name 氏名"),
    refused("an empty file", "staff", b"\n", 1),
    accepted("a header and no rows", "staff", lines("staff_no,name")),
    accepted("Japanese headings in another order", "staff", lines("氏名,職員番号", "人,50")),
    accepted("a title row, empty rows and columns, a mark, CRLF", "staff", b"\xef\xbb\xbf" + lines("職員一覧,,,", "氏名,職員番号,,", "人,50,,", ",,,", ",,,", end="\r\n")),
    refused("lines count the title row", "staff", lines("職員一覧,", "職員番号,氏名", "50,人", "51,"), 4, "氏名 name"),
    refused("lines as the spreadsheet numbers them: a cell with a line break is one line", "staff", lines(
        "staff_no,name,kana", '50,人,"あ\nい\nう"', "51,,",
    ), 3, "name 氏名"),
    refused("a value to the right of the last heading", "staff", lines("staff_no,name", "50,人,more"), 2),
    refused("a quotation mark that is never closed", "staff", lines("staff_no,name", '50,"人', "51,人"), (2, 3)),
    # Bytes
    accepted("CP932 is recognised", "staff", lines("職員番号,氏名", "50,髙﨑①Ⅳ".replace("\n", "")).decode().encode("cp932")),
    accepted("CP932 is said", "staff", "職員番号,氏名\r\n50,髙橋\r\n".encode("cp932"), options=("--encoding", "cp932")),
    refused("CP932 said to be UTF-8", "staff", "staff_no,name\n50,髙橋\n".encode("cp932"), 2, options=("--encoding", "utf-8")),
    refused("bytes that are neither UTF-8 nor CP932", "staff", b"staff_no,name\n50,ok\n51,\xff\xfe\xfd\n", 3),
    refused("a NUL byte", "staff", b"staff_no,name\n50,a\x00b\n", 2),
    # Keys
    refused("the same key twice names the first line", "staff", [staff_row("50"), staff_row("51"), staff_row("50")], 2),
    refused("the same key twice names the second line", "staff", [staff_row("50"), staff_row("51"), staff_row("50")], 4),
    refused("the same key twice in other forms", "usage", [
        {"staff_no": "02", "tool_code": "T1", "month": "2024-06", "days_used": "1"},
        {"staff_no": "０２", "tool_code": "Tool one", "month": "令和6年6月", "days_used": "2"},
    ], 3),
    refused("a key that is empty", "staff", staff_row(""), 2, "staff_no 職員番号"),
    refused("a required cell that is empty in a new row", "staff", {"staff_no": "50", "name": ""}, 2, "name 氏名"),
    refused("a required cell of blanks only", "staff", {"staff_no": "50", "name": " 　 "}, 2, "name 氏名"),
    refused("a required column that is absent with a new row", "staff", {"staff_no": "50", "kana": "カナ"}, (1, 2), "name 氏名"),
    refused("a required cell may not be cleared", "staff", {"staff_no": "01", "name": ""}, 2, "name 氏名"),
    accepted("a required column may be absent for a stored row", "staff", {"staff_no": "01", "kana": "カナカナ"}),
    # Values
    refused("a day that doesn't exist", "staff", staff_row("50", joined_on="2024-02-30"), 2, "joined_on 採用日"),
    refused("a day of an era that doesn't exist", "staff", staff_row("50", joined_on="令和6年2月30日"), 2, "joined_on 採用日"),
    accepted("29 February of a leap year in Japanese", "staff", staff_row("50", joined_on="令和６年２月２９日")),
    accepted("every form of a day", "staff", [
        staff_row(f"6{index}", joined_on=form)
        for index, form in enumerate(("2024-08-01", "2024/08/01", "2024/8/1", "2024年8月1日", "20240801", "令和6年8月1日", "R6.8.1", "２０２４／８／１"))
    ]),
    accepted("every form of a month", "usage", [
        {"staff_no": number, "tool_code": "T1", "month": form, "days_used": "１"}
        for number, form in (("01", "2024-09"), ("02", "2024/09"), ("03", "2024年9月"), ("04", "令和6年9月"), ("06", "R6.9"))
    ]),
    refused("a month that doesn't exist", "usage", {"staff_no": "02", "tool_code": "T1", "month": "2024-13", "days_used": "1"}, 2, "month 対象月"),
    refused("a day where a month is due", "usage", {"staff_no": "02", "tool_code": "T1", "month": "something", "days_used": "1"}, 2, "month 対象月"),
    refused("a word where a number is due", "usage", {"staff_no": "02", "tool_code": "T1", "month": "2024-06", "days_used": "三"}, 2, "days_used 利用日数"),
    refused("a number beyond any range", "time", {
        "adoption_code": "PX", "month": "2024-09", "cases": "1", "gross_minutes": "9" * 30,
    }, 2, "gross_minutes 総削減時間"),
    refused("a fraction where a whole number is due", "time", {
        "adoption_code": "UZ", "month": "2024-09", "users": "1.5", "gross_minutes": "1",
    }, 2, "users 利用者数"),
    refused("three decimals in minutes per case", "tasks", {
        "code": "K9", "title": "T", "area": "service", "baseline_minutes": "1.234",
    }, 2, "baseline_minutes 基準時間"),
    accepted("two decimals in minutes per case", "tasks", {"code": "K9", "title": "T", "area": "service", "baseline_minutes": "1.23"}),
    accepted("thousands commas and full-width digits", "tasks", {"code": "K9", "title": "T", "area": "都民サービス", "cases_year": "１２,０００"}),
    refused("a word that is none of the choices", "tasks", {"code": "K9", "title": "T", "area": "elsewhere"}, 2, "area 業務領域"),
    refused("neither yes nor no", "tasks", {"code": "K9", "title": "T", "area": "service", "core": "maybe"}, 2, "core コア業務"),
    refused("a code that doesn't exist", "use-cases", {"code": "W", "title": "W", "tool_code": "T99", "task_code": "K1"}, 2, "tool_code ツールコード"),
    accepted("a title where a code is expected", "use-cases", {"code": "W", "title": "W", "tool_code": "Tool two", "task_code": "Task one"}),
    accepted("a unit's name where its code is expected", "adoptions", {
        "code": "N", "unit_code": "Unit S3", "use_case_code": "Case Z", "started_on": "2024-05-01",
    }),
    accepted("a grade's title where its code is expected", "posts", {
        "staff_no": "08", "unit_code": "S1", "valid_from": "2024-05-01", "kind": "本務", "grade": "主任",
    }),
    refused("a title that two have", "use-cases", {"code": "W", "title": "W", "tool_code": "Twin", "task_code": "K1"}, 2, "tool_code ツールコード"),
    refused("the right line among good ones", "tools", [
        {"code": f"N{number}", "name": "N", "status": "broken" if number == 7 else "trial"} for number in range(12)
    ], 9, "status 状態"),
    # Taking back
    accepted("a row that nobody refers to is taken back", "tools", {"code": "T3", "withdrawn": "yes", "reason": "重複"}),
    refused("a tool that a use case refers to", "tools", {"code": "T1", "withdrawn": "yes"}, 2),
    refused("a course that a record refers to", "courses", {"code": "C1", "withdrawn": "yes"}, 2),
    refused("a category that a redirection refers to", "categories", {"code": "policy", "withdrawn": "yes"}, 2),
    refused("a person with posts", "staff", {"staff_no": "01", "withdrawn": "yes"}, 2),
    refused("a number that a later number refers to", "staff", {"staff_no": "05", "withdrawn": "yes"}, 2),
    refused("a use case with adoptions", "use-cases", {"code": "X", "withdrawn": "yes"}, 2),
    refused("a measurement that a time record refers to", "measurements", {"code": "MX", "withdrawn": "yes"}, 2),
    refused("an adoption with time records", "adoptions", {"code": "PX", "withdrawn": "yes"}, 2),
    refused("a time record with redirections", "time", {"adoption_code": "PX", "month": "2024-05", "withdrawn": "yes"}, 2),
    refused("a unit with people and adoptions", "units", {"code": "S1", "valid_from": "2023-04-01", "withdrawn": "yes"}, 2),
    accepted("a row taken back twice: importing again changes nothing", "tools", {"code": "T99", "withdrawn": "yes"}),
]
