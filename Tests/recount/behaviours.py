"""What import and export do beyond accepting and refusing: --check, --keep-good, --problems, absent and empty cells, CP932."""

import csv
import io

from case import sheet
from columns import KINDS
from tables import decode, raw_rows

GOOD = [{"code": "G1", "name": "良い道具"}, {"code": "G2", "name": "もう一つ"}]
BAD = {"code": "G3", "name": "悪い道具", "status": "broken"}


def run(trial):
    for behaviour in (
        check_writes_nothing, check_finds_problems, keep_good_writes_the_good, keep_good_refuses_together, no_problem_no_refusal,
        absent_leaves_and_empty_clears, every_problem_in_one_pass, same_file_again, withdrawn_and_back, what_cp932_cannot_hold_is_listed,
        usage_is_checked,
    ):
        behaviour(trial)


def stored(trial, kind):
    return raw_rows(KINDS[kind], decode(trial.export(kind)))


def check_writes_nothing(trial):
    before = trial.export("tools")
    answer = trial.send("tools", sheet(GOOD), "--check")
    right = answer.status == 0 and answer.counts == (2, 0, 0, 0) and trial.export("tools") == before
    trial.tally.check("--check counts and writes nothing", right, str(answer))


def check_finds_problems(trial):
    answer = trial.send("tools", sheet([*GOOD, BAD]), "--check")
    right = answer.status == 65 and not trial.faults_of_refusal(found_at(4, "status", "状態"), answer)
    trial.tally.check("--check finds problems", right, str(answer))


class found_at:
    """What a refusal must name."""

    def __init__(self, line, *columns):
        self.lines, self.columns = (line,), columns


def keep_good_writes_the_good(trial):
    problems = trial.folder / "problems.csv"
    answer = trial.send("tools", sheet([GOOD[0], BAD, GOOD[1]]), "--keep-good", "--problems", problems)
    codes = {row["code"] for row in stored(trial, "tools")}
    right = answer.counts == (2, 0, 0, 1) and {"G1", "G2"} <= codes and "G3" not in codes
    trial.tally.check("--keep-good writes the good rows", right, str(answer))
    if not problems.exists():
        trial.tally.check("--problems writes the bad rows", False, str(answer))
    else:
        rows = list(csv.reader(io.StringIO(decode(problems.read_bytes()), newline="")))
        right = rows[0] == ["code", "name", "status", "problem"] and len(rows) == 2 and rows[1][:3] == ["G3", "悪い道具", "broken"] and rows[1][3]
        trial.tally.check("--problems has the same columns and the problem", right, str(rows))
        again = trial.service.run("import", "tools", problems)
        trial.tally.check("an unmended problem is refused again", again.status == 65, str(again))
        mended = trial.send("tools", problems.read_bytes().replace(b"broken", b"trial"))
        trial.tally.check("a mended problem is imported with its column `problem`", mended.counts == (1, 0, 0, 0), str(mended))
        problems.unlink()
    trial.send("tools", sheet([{"code": code, "withdrawn": "yes"} for code in ("G1", "G2", "G3")]))


def keep_good_refuses_together(trial):
    def post(number, unit_code, valid_from, valid_to=""):
        return {"staff_no": number, "unit_code": unit_code, "valid_from": valid_from, "valid_to": valid_to, "kind": "primary"}

    rows = [post("08", "S1", "2024-04-01", "2024-05-31"), post("02", "S3", "2024-10-01"), post("08", "S2", "2024-05-31", "2024-07-31")]
    answer = trial.send("posts", sheet(rows), "--keep-good")
    held = [row for row in stored(trial, "posts") if row["staff_no"] == "08"]
    trial.tally.check("--keep-good writes none of the rows refused together", answer.counts == (1, 0, 0, 2) and not held, str(answer))
    trial.send("posts", sheet([{**rows[1], "withdrawn": "yes"}]))


def no_problem_no_refusal(trial):
    problems = trial.folder / "none.csv"
    answer = trial.send("tools", sheet(GOOD), "--keep-good", "--problems", problems)
    trial.tally.check("--keep-good without a bad row", answer.status == 0 and answer.counts == (2, 0, 0, 0), str(answer))
    trial.send("tools", sheet([{"code": row["code"], "withdrawn": "yes"} for row in GOOD]))


def absent_leaves_and_empty_clears(trial):
    def one():
        return next(row for row in stored(trial, "staff") if row["staff_no"] == "01")

    trial.send("staff", sheet([{"staff_no": "01", "former_name": "旧"}]))
    row = one()
    trial.tally.check("an absent column leaves what is stored", (row["kana"], row["email"], row["former_name"]) == ("カナ", "one@example.jp", "旧"), str(row))
    answer = trial.send("staff", sheet([{"staff_no": "01", "kana": "", "former_name": ""}]))
    row = one()
    right = answer.counts == (0, 1, 0, 0) and (row["kana"], row["email"], row["former_name"]) == ("", "one@example.jp", "")
    trial.tally.check("an empty cell clears", right, f"{row}\n{answer}")
    trial.send("staff", sheet([{"staff_no": "01", "kana": "カナ"}]))


def every_problem_in_one_pass(trial):
    rows = [{"code": f"E{number}", "name": "" if number % 2 else "名", "status": "broken"} for number in range(6)]
    answer = trial.send("tools", sheet(rows))
    named = [line for line in range(2, 8) if not trial.faults_of_refusal(found_at(line, "status", "状態"), answer)]
    also = [line for line in (3, 5, 7) if not trial.faults_of_refusal(found_at(line, "name", "ツール名"), answer)]
    trial.tally.check("every problem is found in one pass", named == list(range(2, 8)) and also == [3, 5, 7], str(answer))
    trial.tally.check("every refused row is counted once", answer.counts == (0, 0, 0, 6), str(answer))


def same_file_again(trial):
    first = trial.send("tools", sheet(GOOD))
    again = trial.send("tools", sheet(GOOD))
    changed = trial.send("tools", sheet([GOOD[0], {**GOOD[1], "name": "変えた"}]))
    right = (first.counts, again.counts, changed.counts) == ((2, 0, 0, 0), (0, 0, 2, 0), (0, 1, 1, 0))
    trial.tally.check("the same file again changes nothing", right, f"{first}\n{again}\n{changed}")


def withdrawn_and_back(trial):
    gone = trial.send("tools", sheet([{"code": row["code"], "withdrawn": "yes"} for row in GOOD]))
    codes = {row["code"] for row in stored(trial, "tools")}
    trial.tally.check("withdrawn rows are not exported", gone.status == 0 and not codes & {"G1", "G2"}, str(gone))
    back = trial.send("tools", sheet(GOOD))
    trial.tally.check("a withdrawn row can come back", back.status == 0 and back.counts == (2, 0, 0, 0), str(back))
    trial.send("tools", sheet([{"code": row["code"], "withdrawn": "yes"} for row in GOOD]))


def usage_is_checked(trial):
    """"Exit status follows sysexits: … 64 usage; 65 the data was refused": never 70, a fault of ours."""
    path = trial.folder / "usage.csv"
    path.write_bytes(sheet(GOOD))
    for statuses, *arguments in (
        ((64,), "import", "nonsense", path), ((64,), "export", "nonsense"), ((64,), "report", "2024-13", "--reader", "hr", "--format", "json"),
        ((64, 65), "report", "2024-05", "--unit", "Q", "--reader", "hr", "--format", "json"),
        ((64, 65), "import", "tools", trial.folder / "absent.csv"), ((64,), "import", "tools", path, "--encoding", "morse"),
        ((0,), "report", "--help"), ((0,), "import", "--help"),
    ):
        answer = trial.service.run(*arguments)
        trial.tally.check(f"exit {' or '.join(map(str, statuses))}: tedori {' '.join(map(str, arguments))}", answer.status in statuses, str(answer))


def what_cp932_cannot_hold_is_listed(trial):
    name = "𠮷田"
    trial.send("tools", sheet([{"code": "G1", "name": name}]))
    path = trial.folder / "cp932.csv"
    answer = trial.service.run("export", "tools", "--encoding", "cp932", "--output", path)
    listed = "𠮷" in answer.errors or "G1" in answer.errors or "U+20BB7" in answer.errors.upper()
    trial.tally.check("what CP932 can't hold is listed", listed, str(answer))
    if path.exists():
        codes = {row["code"] for row in raw_rows(KINDS["tools"], path.read_bytes().decode("cp932"))}
        trial.tally.check("the row is not dropped", "G1" in codes, str(codes))
    trial.send("tools", sheet([{"code": "G1", "withdrawn": "yes"}]))
