"""Cases on use cases, measurements, adoptions, time, redirections: the account and its caps (domain.md, "The account", "Digits")."""

from case import accepted, refused


def time(code, month, **cells):
    return {"adoption_code": code, "month": month, **{name: str(cell) for name, cell in cells.items()}}


def redirection(code, month, category, minutes, **cells):
    return {"adoption_code": code, "month": month, "category": category, "minutes": str(minutes), "claimed_by": "01", **cells}


def measured(**cells):
    return {
        "code": "MN", "use_case_code": "X", "measured_on": "2024-05-01", "method": "diary", "sample_size": "5", "baseline_minutes": "9",
        "ai_minutes": "4", **cells,
    }


def adoption(**cells):
    return {"code": "N", "use_case_code": "Z", "started_on": "2024-05-01", **cells}


MEASUREMENTS = [
    refused("random assignment without its trial", "measurements", measured(method="randomised"), 2, "trial_code 効果検証"),
    refused("a trial with a diary", "measurements", measured(trial_code="TR1"), 2, "trial_code 効果検証"),
    refused("valid until before it was measured", "measurements", measured(valid_until="2024-04-30"), 2, "valid_until 有効期限"),
    accepted("valid until the day it was measured", "measurements", measured(valid_until="2024-05-01")),
    refused("a method that doesn't exist", "measurements", measured(method="guess"), 2, "method 方法"),
    refused("no sample size", "measurements", measured(sample_size=""), 2, "sample_size 標本数"),
    refused("minutes per case below 0", "measurements", measured(ai_minutes="-1"), 2, "ai_minutes AI利用時間"),
    refused("three decimals", "measurements", measured(ai_minutes="1.005"), 2, "ai_minutes AI利用時間"),
    accepted("slower with the tool", "measurements", measured(ai_minutes="12.25")),
    refused("a measurement made smaller than what was redirected", "measurements", {"code": "MX", "ai_minutes": "4.1"}, 2),
    accepted("a measurement made larger", "measurements", {"code": "MX", "ai_minutes": "3.9"}),
    refused("a measurement made larger than the cap", "measurements", {"code": "MX", "baseline_minutes": "1000.5"}, 2),
    refused("a measurement moved to another use case under recorded time", "measurements", {"code": "MX", "use_case_code": "Y"}, 2),
]

ADOPTIONS = [
    refused("an adoption of a unit and a person", "adoptions", adoption(unit_code="S1", staff_no="01"), 2, "unit_code 所属コード staff_no 職員番号"),
    refused("an adoption of nobody", "adoptions", adoption(unit_code="", staff_no=""), 2, "unit_code 所属コード staff_no 職員番号"),
    refused("an adoption that ends before it starts", "adoptions", adoption(unit_code="S2", ended_on="2024-04-30"), 2, "ended_on 終了日"),
    accepted("an adoption of one day", "adoptions", adoption(unit_code="S2", ended_on="2024-05-01")),
    accepted("an adoption before the service", "adoptions", adoption(staff_no="06", started_on="2001-05-01")),
    refused("copied from an adoption that doesn't exist", "adoptions", adoption(unit_code="S2", copied_from="Q"), 2, "copied_from 横展開元"),
    refused("an end's reason that doesn't exist", "adoptions", adoption(unit_code="S2", ended_on="2024-06-01", end_reason="boredom"), 2, "end_reason 終了理由"),
    refused("a use case that doesn't exist", "adoptions", adoption(unit_code="S2", use_case_code="Q"), 2, "use_case_code 事例コード"),
    refused("an adoption ended before its recorded time", "adoptions", {"code": "PX", "ended_on": "2024-07-31"}, 2),
    accepted("an adoption ended in the last month of its recorded time", "adoptions", {"code": "PX", "ended_on": "2024-08-01"}),
    refused("an adoption begun after its recorded time", "adoptions", {"code": "PX", "started_on": "2024-06-01"}, 2),
    refused("a use case changed under a measured record", "adoptions", {"code": "PX", "use_case_code": "Z"}, 2),
]

TIME = [
    refused("a unit's record without users", "time", time("UZ", "2024-06", gross_minutes=1), 2, "users 利用者数"),
    refused("a person's record with users", "time", time("PX", "2024-09", users=1, gross_minutes=1), 2, "users 利用者数"),
    refused("users below 0", "time", time("UZ", "2024-06", users=-1, gross_minutes=1), 2, "users 利用者数"),
    refused("cases below 0", "time", time("PX", "2024-09", cases=-1, measurement_code="MX"), 2, "cases 件数"),
    refused("a record without minutes", "time", time("PX", "2024-09", cases=3), 2),
    refused("baseline without minutes with AI", "time", time("PX", "2024-09", cases=3, baseline_minutes=5), 2),
    refused("minutes with AI without baseline", "time", time("PX", "2024-09", cases=3, ai_minutes=5), 2),
    refused("minutes per case without cases", "time", time("PX", "2024-09", baseline_minutes=9, ai_minutes=5), 2, "cases 件数"),
    refused("a measurement without cases", "time", time("PX", "2024-09", measurement_code="MX"), 2, "cases 件数"),
    refused("a measurement and minutes per case", "time", time("PX", "2024-09", cases=3, measurement_code="MX", baseline_minutes=9, ai_minutes=5), 2),
    refused("a measurement and gross minutes", "time", time("PX", "2024-09", cases=3, measurement_code="MX", gross_minutes=9), 2),
    refused("a measurement and minutes to verify", "time", time("PX", "2024-09", cases=3, measurement_code="MX", verify_minutes=9), 2),
    refused("a measurement and an evidence level", "time", time("PX", "2024-09", cases=3, measurement_code="MX", evidence="E1"), 2),
    refused("minutes per case and gross minutes", "time", time("PX", "2024-09", cases=3, baseline_minutes=9, ai_minutes=5, gross_minutes=12), 2),
    refused("evidence E2 is never typed", "time", time("PX", "2024-09", gross_minutes=5, evidence="E2"), 2, "evidence 根拠水準"),
    refused("a new task with a baseline", "time", time("PX", "2024-09", cases=3, new_task="yes", baseline_minutes=9, ai_minutes=5), 2),
    refused("a new task with gross minutes", "time", time("PX", "2024-09", cases=3, new_task="yes", gross_minutes=9), 2),
    accepted("a new task", "time", time("PX", "2024-09", cases=3, new_task="yes", ai_minutes="5.25", verify_minutes=4)),
    accepted("a new task as a reference only", "time", time("PX", "2024-09", cases=3, new_task="yes", ai_minutes="5.25", evidence="E0")),
    refused("overheads below 0", "time", time("PX", "2024-09", gross_minutes=5, verify_minutes=-1), 2, "verify_minutes 確認"),
    accepted("a loss is kept", "time", time("PX", "2024-09", gross_minutes=-5, verify_minutes=20)),
    accepted("no case at all", "time", time("PX", "2024-09", cases=0, measurement_code="MX")),
    refused("a measurement of another use case", "time", time("PX", "2024-09", cases=3, measurement_code="MY"), 2, "measurement_code 計測コード"),
    refused("a measurement of another unit", "time", time("UY", "2024-06", users=1, cases=3, measurement_code="MB2"), 2, "measurement_code 計測コード"),
    refused("a measurement of a sister unit for a person", "time", time("PY", "2024-06", cases=3, measurement_code="MS2"), 2, "measurement_code 計測コード"),
    accepted("a measurement that is out of date", "time", time("PX", "2025-03", cases=3, measurement_code="MX")),
    accepted("a month before the measurement", "time", time("PY", "2024-03", cases=3, measurement_code="MY")),
    accepted("more users than people", "time", time("UZ", "2024-06", users=40, gross_minutes=1)),
    accepted("no users", "time", time("UZ", "2024-06", users=0, gross_minutes=1)),
    accepted("a measurement of the unit above", "time", time("UY", "2024-06", users=1, cases=3, measurement_code="MY")),
    accepted("a measurement of the unit above a person's", "time", time("PY", "2024-06", cases=3, measurement_code="MY")),
    accepted("a measurement of the unit itself", "time", time("UY", "2024-06", users=1, cases=3, measurement_code="MS2")),
    refused("a month before the adoption", "time", time("PX", "2024-03", gross_minutes=1), 2, "month 対象月"),
    accepted("the month in which the adoption begins", "time", time("PX", "2024-04", gross_minutes=1)),
    refused("a month without primary post", "time", time("N", "2024-05", gross_minutes=1), 2, given=[("adoptions", [adoption(staff_no="08")])]),
    accepted("a month under the next number", "time", time("P5", "2024-06", gross_minutes=1)),
    refused("an adoption that doesn't exist", "time", time("Q", "2024-06", gross_minutes=1), 2, "adoption_code 導入コード"),
]

CAPS = [
    accepted("a person at the cap of June", "time", time("PY", "2024-06", gross_minutes=9964 - 60)),
    refused("a person above the cap of June", "time", time("PY", "2024-06", gross_minutes=9965 - 60), 2),
    accepted("a loss makes room for another adoption", "time", [time("PX", "2024-08", gross_minutes=-50), time("PY", "2024-08", gross_minutes=10296 + 50)]),
    refused("a loss makes no more room than it is", "time", [
        time("PX", "2024-08", gross_minutes=-50), time("PY", "2024-08", gross_minutes=10297 + 50),
    ], (2, 3)),
    refused("a loss taken back from under the cap", "time", time("PX", "2024-08", withdrawn="yes"), 2,
            given=[("time", [time("PY", "2024-08", gross_minutes=10296 + 50)])]),
    accepted("overheads count before the cap", "time", time("PY", "2024-06", gross_minutes=10904, verify_minutes=1000)),
    accepted("what is only a reference has no cap", "time", time("PY", "2024-06", gross_minutes=99999, evidence="E0")),
    refused("a reference that becomes a self-report is capped", "time", time("PY", "2024-06", evidence="E1"), 2,
            given=[("time", [time("PY", "2024-06", gross_minutes=99999, evidence="E0")])]),
    refused("a month on leave frees nothing", "time", time("P4", "2024-08", gross_minutes=1), 2),
    accepted("a month on leave may cost", "time", time("P4", "2024-08", gross_minutes=-1)),
    accepted("a unit at the cap of June", "time", time("UY", "2024-06", users=1, gross_minutes=9964)),
    refused("a unit above the cap of June", "time", time("UY", "2024-06", users=1, gross_minutes=9965), 2),
    accepted("those under the unit count", "time", time("UD", "2024-09", users=1, gross_minutes=3 * 9964)),
    refused("those under the unit count once", "time", time("UD", "2024-09", users=1, gross_minutes=3 * 9964 + 3), 2),
    refused("a use case of a unit and of a person in it", "time", time("N", "2024-05", users=1, gross_minutes=1), 2, given=[
        ("adoptions", [adoption(unit_code="S1", use_case_code="X")]),
    ]),
    refused("a use case of a unit and of a person under it", "time", time("UD", "2024-05", users=1, gross_minutes=1), 2),
    refused("a use case of a person and of a unit above", "time", time("PX", "2024-09", gross_minutes=1), 2, given=[
        ("time", [time("UD", "2024-09", users=1, gross_minutes=1)]),
    ]),
    refused("both in one file", "time", [time("UD", "2024-09", users=1, gross_minutes=1), time("PX", "2024-09", users="", gross_minutes=1)], (2, 3)),
    accepted("a use case of a unit, and of a person in another month", "time", time("UD", "2024-10", users=1, gross_minutes=1)),
    accepted("a use case of a unit, and of a person elsewhere", "time", time("UD", "2024-04", users=1, gross_minutes=1), given=[
        ("time", [time("P5", "2024-04", gross_minutes=1)]),
    ]),
    refused("a person moved under a unit with the same use case", "posts", {
        "staff_no": "06", "unit_code": "S2", "valid_from": "2024-09-15", "kind": "primary",
    }, 2, given=[("time", [time("UD", "2024-09", users=1, gross_minutes=1), time("P5", "2024-09", users="", gross_minutes=1)])]),
]

REDIRECTIONS = [
    accepted("everything redirected", "redirections", redirection("PX", "2024-05", "mentoring", 40)),
    refused("more redirected than freed", "redirections", redirection("PX", "2024-05", "mentoring", 41), 2),
    accepted("room made in the same file, the raise first", "redirections", [
        redirection("PX", "2024-05", "mentoring", 50), redirection("PX", "2024-05", "policy", 50),
    ]),
    accepted("room made by taking back in the same file", "redirections", [
        redirection("PX", "2024-05", "mentoring", 100), {**redirection("PX", "2024-05", "policy", 60), "withdrawn": "yes"},
    ]),
    accepted("redirected beyond the person's total of the month is only flagged", "redirections", redirection("PY", "2024-08", "policy", 40), given=[
        ("time", [time("PY", "2024-08", gross_minutes=40)]),
    ]),
    refused("a time record lowered below what was redirected", "time", time("PX", "2024-05", gross_minutes=59), 2),
    accepted("a time record lowered to what was redirected", "time", time("PX", "2024-05", gross_minutes=60)),
    refused("a redirected record made a reference", "time", time("PX", "2024-05", evidence="E0"), 2),
    refused("redirected from a reference", "redirections", redirection("PX", "2024-07", "policy", 1), 2),
    refused("redirected from a loss", "redirections", redirection("PX", "2024-08", "policy", 1), 2),
    refused("redirected without a time record", "redirections", redirection("PX", "2024-09", "policy", 1), 2),
    refused("minutes below 0", "redirections", redirection("PX", "2024-05", "mentoring", -1), 2, "minutes 時間"),
    refused("a category that doesn't exist", "redirections", redirection("PX", "2024-05", "sleep", 1), 2, "category 振向け先コード"),
    refused("confirmed by the claimant", "redirections", redirection("UZ", "2024-05", "quality", 300, confirmed_by="01", confirmed_on="2024-06-01"), 2,
            "confirmed_by 確認者"),
    refused("confirmed by the adoption's person", "redirections", redirection(
        "PX", "2024-06", "policy", 60, claimed_by="02", confirmed_by="01", confirmed_on="2024-07-01",
    ), 2, "confirmed_by 確認者"),
    refused("confirmed by the adoption's person under another number", "redirections", redirection(
        "P5", "2024-05", "policy", 10, claimed_by="02", confirmed_by="06", confirmed_on="2024-07-01",
    ), 2, "confirmed_by 確認者"),
    refused("confirmed by the claimant under another number", "redirections", redirection(
        "UZ", "2024-05", "quality", 300, claimed_by="05", confirmed_by="06", confirmed_on="2024-07-01",
    ), 2, "confirmed_by 確認者"),
    accepted("confirmed by another person, who needs no post", "redirections", redirection(
        "UZ", "2024-05", "quality", 300, confirmed_by="08", confirmed_on="2024-06-01",
    )),
    refused("confirmed by nobody known", "redirections", redirection("UZ", "2024-05", "quality", 300, confirmed_by="99"), 2, "confirmed_by 確認者"),
    refused("claimed by nobody known", "redirections", redirection("UZ", "2024-05", "quality", 300, claimed_by="99"), 2, "claimed_by 申告者"),
    refused("a day of confirmation without confirmer", "redirections", redirection("UZ", "2024-05", "quality", 300, confirmed_on="2024-06-01"), 2),
    refused("two persons made one under a confirmation", "staff", {"staff_no": "02", "previous_no": "08"}, 2, given=[
        ("redirections", [redirection("UZ", "2024-05", "quality", 300, claimed_by="02", confirmed_by="08", confirmed_on="2024-06-01")]),
    ]),
]

CASES = MEASUREMENTS + ADOPTIONS + TIME + CAPS + REDIRECTIONS
