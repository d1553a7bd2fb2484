"""Writes workbooks as spreadsheets do (openpyxl), and what a reader should find in them, into a folder: workbooks.py FOLDER"""

import datetime
import json
import sys

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font

folder = sys.argv[1]
expected = {}


def save(name, book, *rows):
    """Rows are lists of a line's number and its texts."""
    book.save(f"{folder}/{name}.xlsx")
    expected[name] = [[line, list(texts)] for line, texts in rows]


def sheet_of(book):
    return book.active


def formatted(sheet, place, value, code):
    sheet[place] = value
    sheet[place].number_format = code


book = openpyxl.Workbook()
s = sheet_of(book)
s.append(["職員番号", "氏名", "備考"])
s.append(["00123", "髙橋　一郎", "一行目\n二行目"])
s.append([])
s.append(["=式ではない"])
s["A4"].data_type = "s"
s.append([None, None, "𠮷野家 & <太字>"])
save("texts", book, (1, ["職員番号", "氏名", "備考"]), (2, ["00123", "髙橋　一郎", "一行目\n二行目"]), (4, ["=式ではない"]), (5, ["", "", "𠮷野家 & <太字>"]))

book = openpyxl.Workbook()
s = sheet_of(book)
values = [(0, "0"), (-1, "-1"), (1234567, "1234567"), (0.1 + 0.2, "0.3"), (1e20, "100000000000000000000"), (1.5e-7, "0.00000015"), (99.95, "99.95"),
          (123456789012345, "123456789012345"), (-0.25, "-0.25"), (1e15, "1000000000000000"), (12.5, "12.5")]
s.append([value for value, _ in values])
formatted(s, "A2", 123, "00000000")
formatted(s, "B2", 0.5, "0%")
formatted(s, "C2", 1234.5, "#,##0.00")
formatted(s, "D2", 1200, '#,##0"円"')
formatted(s, "E2", 12, "0.00E+00")
formatted(s, "F2", -3, '0;[Red]-0;"d"')
s["G2"] = True
s["H2"] = False
save("numbers", book, (1, [text for _, text in values]), (2, ["00000123", "50%", "1234.5", "1200", "12", "-3", "TRUE", "FALSE"]))


def days(book):
    s = sheet_of(book)
    day = datetime.date(2026, 11, 23)
    codes = ["yyyy/m/d", "yyyy-mm-dd", '[$-411]ggge"年"m"月"d"日"', "m/d/yy h:mm", 'yyyy"年"m"月"', "mmm-yy", "d-mmm", "[$-F800]dddd, mmmm dd, yyyy", "yyyy/m/d;@"]
    for column, code in enumerate(codes, 1):
        cell = s.cell(1, column, day)
        cell.number_format = code
    formatted(s, "A2", datetime.datetime(2026, 11, 23, 17, 30), "yyyy/m/d h:mm")
    formatted(s, "B2", datetime.datetime(2026, 11, 23, 17, 30), "yyyy/m/d")
    formatted(s, "C2", datetime.time(9, 5), "h:mm")
    formatted(s, "D2", datetime.timedelta(hours=30, minutes=15), "[h]:mm")
    formatted(s, "E2", datetime.date(2000, 2, 29), "yyyy/m/d")
    formatted(s, "F2", datetime.date(1904, 3, 1), "yyyy/m/d")
    return [(1, ["2026-11-23"] * 4 + ["2026-11", "2026-11"] + ["2026-11-23"] * 3),
            (2, ["2026-11-23 17:30", "2026-11-23", "09:05", "30:15", "2000-02-29", "1904-03-01"])]


book = openpyxl.Workbook()
save("days", book, *days(book))
book = openpyxl.Workbook()
book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
save("days-1904", book, *days(book))
book = openpyxl.Workbook()
s = sheet_of(book)
for column, serial in enumerate([1, 59, 60, 61], 1):
    formatted(s, f"{'ABCD'[column - 1]}1", serial, "yyyy/m/d")
save("first-days", book, (1, ["1900-01-01", "1900-02-28", "1900-02-29", "1900-03-01"]))

book = openpyxl.Workbook()
s = sheet_of(book)
s.append(["a", "b", "c"])
s.append([1, 2, 3])
s.append([4, 5, 6])
s.row_dimensions[2].hidden = True
s.column_dimensions["B"].hidden = True
s["A2"].comment = Comment("覚え書き", "誰か")
s["A3"].font = Font(bold=True)
s.auto_filter.ref = "A1:C3"
s.freeze_panes = "B2"
for row in range(4, 300):
    s.cell(row, 3).font = Font(bold=True)
save("hidden", book, (1, ["a", "b", "c"]), (2, ["1", "2", "3"]), (3, ["4", "5", "6"]))

book = openpyxl.Workbook()
s = sheet_of(book)
s.append(["発令の一覧"])
s.merge_cells("A1:C1")
s.append(["a", "b", "c"])
s.append([1, 2, 3])
save("merged-title", book, (1, ["発令の一覧"]), (2, ["a", "b", "c"]), (3, ["1", "2", "3"]))
s.append([4, 5, 6])
s.merge_cells("A3:A4")
book.save(f"{folder}/merged.xlsx")

book = openpyxl.Workbook()
sheet_of(book).title = "説明"
sheet_of(book).append(["このブックについて"])
hidden = book.create_sheet("古い表")
hidden.append(["a", "b"])
hidden.append(["old", "1"])
hidden.sheet_state = "hidden"
shown = book.create_sheet("今の表")
shown.append(["a", "b"])
shown.append(["new", "2"])
book.create_chartsheet("図")
book.save(f"{folder}/sheets.xlsx")

book = openpyxl.Workbook()
s = sheet_of(book)
s.append(["a", "b"])
s.append(["#N/A", 1])
s["A2"].data_type = "e"
s["B2"] = "=1+1"
book.save(f"{folder}/formulas.xlsx")

with open(f"{folder}/expected.json", "w") as out:
    json.dump(expected, out)
