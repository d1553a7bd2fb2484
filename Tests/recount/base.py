"""The small valid organisation on which every case of a refusal stands.

A is the authority; B and B2 are bureaus, D a division of B, S1 and S2 its sections, S3 a section of B2, S4 one of B closed on 31 March 2024.
01 and 02 work in S1, 03 alone in S2, 04 in S3 (on leave all August), 07 in B and in May also in B2, 08 nowhere;
05 left S1 on 31 March 2024 and came back to S3 as 06. 9,300 minutes each: 9,964 in June, 10,296 in May.
"""

from example import adoption, concurrent, measurement, post, redirection, row, staff, tables, time, unit

SIXTY = {"baseline_minutes": 10, "ai_minutes": 4}

BASE = tables(
    units=[
        unit("A", "authority"), unit("B", "bureau", "A"), unit("B2", "bureau", "A"), unit("D", "division", "B"),
        unit("S1", "section", "D"), unit("S2", "section", "D"), unit("S3", "section", "B2"), unit("S4", "section", "B", valid_to="2024-03-31"),
    ],
    staff=[
        staff("01", kana="カナ", email="one@example.jp"), staff("02"), staff("03"), staff("04"), staff("05", left_on="2024-03-31"),
        staff("06", joined_on="2024-04-01", previous_no="05"), staff("07"), staff("08"),
    ],
    posts=[
        post("01", "S1"), post("02", "S1", valid_to="2024-09-30"), post("03", "S2", grade="主事"), post("04", "S3"), post("05", "S1"),
        post("06", "S3", "2024-04-01"), post("07", "B"), concurrent("07", "B2", "2024-05-01", 30, valid_to="2024-05-31"),
    ],
    leaves=[row("leaves", staff_no="04", valid_from="2024-08-01", valid_to="2024-08-31", kind="parental")],
    courses=[row("courses", code="C1", title="基礎", axis="why", required="all", valid_months=12)],
    training=[row("training", staff_no="01", course_code="C1", completed_on="2024-01-15", outcome="attended")],
    tools=[
        row("tools", code="T1", name="Tool one"), row("tools", code="T2", name="Tool two"),
        row("tools", code="T3", name="Twin"), row("tools", code="T4", name="Twin"),
    ],
    tasks=[row("tasks", code="K1", title="Task one", area="service")],
    use_cases=[row("use-cases", code=code, title=f"Case {code}", tool_code="T1", task_code="K1") for code in ("X", "Y", "Z")],
    measurements=[
        measurement("MX", **SIXTY), measurement("MY", use_case_code="Y", unit_code="D", **SIXTY),
        measurement("MB2", use_case_code="Y", unit_code="B2", **SIXTY), measurement("MS2", use_case_code="Y", unit_code="S2", **SIXTY),
    ],
    adoptions=[
        adoption("PX", "X", staff_no="01", started_on="2024-04-10"), adoption("PY", "Y", staff_no="01"), adoption("P4", "X", staff_no="04"),
        adoption("P5", "X", staff_no="05"), adoption("UY", "Y", unit_code="S2"), adoption("UZ", "Z", unit_code="S1"),
        adoption("UD", "X", unit_code="D"),
    ],
    time=[
        time("PX", "2024-05", gross_minutes=100), time("PX", "2024-06", cases=10, measurement_code="MX"),
        time("PX", "2024-07", gross_minutes=500, evidence="E0"), time("PX", "2024-08", gross_minutes=-50),
        time("UZ", "2024-05", users=2, gross_minutes=300), time("P5", "2024-05", gross_minutes=80),
    ],
    redirections=[
        redirection("PX", "2024-05", "policy", 60, claimed_by="01", confirmed_by="02", confirmed_on="2024-06-03"),
        redirection("PX", "2024-06", "policy", 60, claimed_by="01"), redirection("UZ", "2024-05", "quality", 300, claimed_by="01"),
    ],
    usage=[row("usage", staff_no="02", tool_code="T1", month="2024-05", days_used=3)],
)


def stored(kind, **key):
    """A stored row, every column, found by its key."""
    wanted = {name: str(cell) for name, cell in key.items()}
    return next(dict(each) for each in BASE[kind] if all(each[name] == cell for name, cell in wanted.items()))
