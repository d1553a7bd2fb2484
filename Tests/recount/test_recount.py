"""The recount against figures computed by hand, and against what must hold in every organisation."""

import json
import tempfile
import unittest
from pathlib import Path
from random import Random

import messy
import refusals
import tables as files
from base import BASE
from compare import differences
from example import adoption, concurrent, measurement, post, redirection, row, staff, tables, time, unit
from generate import generate
from organisation import Organisation, rounded
from recount import MonthCount
from validity import faults

JUNE, DAYS_OF_JUNE = "2024-06", 30
ANN = staff("01")


def count(month=JUNE, **kinds):
    return MonthCount(Organisation(tables(**kinds)), month)


def line(document, code):
    return next(part for part in document["units"] if part["unit"]["code"] == code)


class Attribution(unittest.TestCase):
    """Ann is in S1 until 10 June (weight 10 x 100) and in S2 from the 11th (20 x 100): one third and two thirds."""

    posts = [post("01", "S1"), post("01", "S2", "2024-06-11")]

    def minutes(self, gross, redirections=(), **typed):
        record = time("P", JUNE, gross_minutes=gross, **typed)
        bureau = count(staff=[ANN], posts=self.posts, adoptions=[adoption("P", staff_no="01")], time=[record], redirections=redirections)
        document = bureau.document("B")
        return [document["minutes"], line(document, "S1")["minutes"], line(document, "S2")["minutes"]]

    def test_the_last_unit_gets_what_rounding_leaves(self):
        # 100/3 = 33.3 -> 33; the rest is 67.
        whole, first, second = self.minutes(100)
        self.assertEqual([whole["gross"], first["gross"], second["gross"]], [100, 33, 67])
        self.assertEqual([whole["freed"], first["freed"], second["freed"]], [100, 33, 67])

    def test_negative_minutes_round_toward_zero(self):
        # gross -50/3 = -16.7 -> -16, rest -34; net -50 - 20 = -70, so loss 70/3 = 23.3 -> 23, rest 47; net = freed - loss.
        whole, first, second = self.minutes(-50, verify_minutes=20)
        self.assertEqual([whole["gross"], first["gross"], second["gross"]], [-50, -16, -34])
        self.assertEqual([whole["net"], first["net"], second["net"]], [-70, -23, -47])
        self.assertEqual([whole["freed"], first["freed"], second["freed"]], [0, 0, 0])

    def test_every_atom_is_rounded_on_its_own(self):
        # net 100 = policy 20 confirmed + mentoring 20 + same_work 10 + unaccounted 50.
        # S1: 6 + 6 + 3 + 16 = 31 freed, though 100/3 rounds to 33. S2: 14 + 14 + 7 + 34 = 69.
        rows = [
            redirection("P", JUNE, "policy", 20, claimed_by="01", confirmed_by="02"),
            redirection("P", JUNE, "mentoring", 20, claimed_by="01"),
            redirection("P", JUNE, "same_work", 10, claimed_by="01"),
        ]
        whole, first, second = self.minutes(100, rows)
        self.assertEqual(first["higher_value"], {"claimed": 12, "confirmed": 6})
        self.assertEqual([first["same_work"], first["unaccounted"], first["freed"], first["gross"]], [3, 16, 31, 33])
        self.assertEqual([second["higher_value"]["claimed"], second["same_work"], second["unaccounted"], second["freed"]], [28, 7, 34, 69])
        self.assertEqual(whole["freed"], 100)

    def test_a_concurrent_post_takes_its_share_of_each_day(self):
        # S1 30 days at 100 less 25 on the last 10 days: 20 x 100 + 10 x 75 = 2750; S2 10 x 25 = 250. 300 x 250 / 3000 = 25.
        posts = [post("01", "S1"), concurrent("01", "S2", "2024-06-21", 25)]
        found = count(staff=[ANN], posts=posts, adoptions=[adoption("P", staff_no="01")], time=[time("P", JUNE, gross_minutes=300)])
        document = found.document("B")
        self.assertEqual([line(document, code)["minutes"]["net"] for code in ("S1", "S2")], [275, 25])

    def test_leave_still_weighs(self):
        leave = row("leaves", staff_no="01", valid_from="2024-06-11", kind="leave")
        record = time("P", JUNE, gross_minutes=90)
        found = count(staff=[ANN], posts=self.posts, leaves=[leave], adoptions=[adoption("P", staff_no="01")], time=[record])
        self.assertEqual(line(found.document("B"), "S2")["minutes"]["net"], 60)

    def test_days_in_a_closed_unit_do_not_weigh(self):
        # S2 is closed after 20 June: 10 days in S1, 10 in S2, whose post goes on with no unit to count in.
        units = [*tables()["units"][:3], unit("S2", "section", "B", valid_to="2024-06-20")]
        record = time("P", JUNE, gross_minutes=90)
        found = count(units=units, staff=[ANN], posts=self.posts, adoptions=[adoption("P", staff_no="01")], time=[record])
        document = found.document("B")
        self.assertEqual([line(document, code)["minutes"]["net"] for code in ("S1", "S2")], [45, 45])
        self.assertEqual(document["headcount"], 0)


class Account(unittest.TestCase):
    def account(self, month, record, **kinds):
        found = count(month, adoptions=[adoption("U", unit_code="S1")], time=[record], **kinds)
        return found.document("S1")

    def test_halves_go_away_from_zero(self):
        self.assertEqual([rounded(number) for number in (0.5, 1.5, -0.5, -1.5, 2.49, -2.49)], [1, 2, -1, -2, 2, -2])

    def test_a_measurement_gives_gross_and_overheads_per_case(self):
        # 7 cases x (10.25 - 4) = 43.75 -> 44; verify 7 x 0.5 = 3.5 -> 4; rework 7 x 0.07 = 0.49 -> 0; net 40.
        measured = measurement("M", baseline_minutes="10.25", verify_minutes="0.5", rework_minutes="0.07")
        found = self.account(JUNE, time("U", JUNE, users=1, cases=7, measurement_code="M"), measurements=[measured])
        self.assertEqual(found["by_evidence"]["E3"], {"gross": 44, "net": 40, "freed": 40, "higher_value": {"claimed": 0, "confirmed": 0}})

    def test_a_new_task_is_a_cost(self):
        # 5 x 2.5 = 12.5 -> -13, and 4 to verify: net -17.
        found = self.account(JUNE, time("U", JUNE, users=1, cases=5, ai_minutes="2.5", new_task="yes", verify_minutes=4))
        self.assertEqual([found["minutes"][name] for name in ("gross", "net", "freed", "loss")], [-13, -17, 0, 17])

    def test_a_measurement_holds_six_months_and_then_counts_as_recalled(self):
        # 31 August 2023 + 6 calendar months is 29 February 2024.
        measured = measurement("M", measured_on="2023-08-31")
        for month, level in (("2023-07", "E1"), ("2023-08", "E3"), ("2024-02", "E3"), ("2024-03", "E1")):
            found = self.account(month, time("U", month, users=1, cases=1, measurement_code="M"), measurements=[measured])
            self.assertEqual({name: part["net"] for name, part in found["by_evidence"].items() if part["net"]}, {level: 6})

    def test_vendors_figures_stand_apart(self):
        found = self.account(JUNE, time("U", JUNE, users=1, gross_minutes=500, evidence="E0"))
        self.assertEqual([found["minutes"]["gross"], found["by_tool"], found["by_area"]], [0, [], []])
        self.assertEqual([found["by_evidence"]["E0"]["gross"], found["adoptions"]], [500, {"in_force": 1, "reported": 1}])

    def test_contracted_minutes_leave_out_days_of_leave(self):
        # 9300 x 30 / 28 = 9964.3; on leave from 16 June: 9300 x 15 / 28 = 4982.1.
        leave = row("leaves", staff_no="01", valid_from="2024-06-16", kind="parental")
        whole, half = (Organisation(tables(staff=[ANN], posts=[post("01", "S1")], leaves=leaves)) for leaves in ([], [leave]))
        self.assertEqual([whole.contracted("01", JUNE), half.contracted("01", JUNE)], [9964, 4982])


class People(unittest.TestCase):
    def test_fte_takes_the_primary_contract_for_every_post(self):
        # 7440 at 80 % here and 20 % there: 7440 x 80 / 930000 = 0.64 and 0.16.
        posts = [post("01", "S1", contracted_minutes=7440), concurrent("01", "S2", "2024-06-30", 20)]
        document = count(staff=[ANN], posts=posts).document("B")
        self.assertEqual([line(document, "S1")["fte"], line(document, "S2")["fte"], document["fte"]], [0.64, 0.16, 0.8])
        self.assertEqual([line(document, code)["headcount"] for code in ("S1", "S2")], [1, 0])

    def test_leave_on_the_last_day_leaves_the_headcount(self):
        leave = row("leaves", staff_no="01", valid_from="2024-06-30", valid_to="2024-06-30", kind="training")
        found = count(staff=[ANN], posts=[post("01", "S1")], leaves=[leave]).document()
        self.assertEqual([found["headcount"], found["on_leave"], found["fte"], found["adoption_rate"]], [0, 1, 0, None])

    def test_a_person_is_a_chain_of_numbers(self):
        # Left on 31 March as 01, back on 1 April as 09: the adoption and the course of 01 go on.
        numbers = [staff("01", left_on="2024-03-31"), staff("09", previous_no="01")]
        course = row("courses", code="C", title="Course", axis="why", required="all")
        done = row("training", staff_no="01", course_code="C", completed_on="2023-05-01", outcome="attended")
        found = count(
            staff=numbers, posts=[post("01", "S1"), post("09", "S2", "2024-04-01")], courses=[course], training=[done],
            adoptions=[adoption("P", staff_no="01")], time=[time("P", JUNE, gross_minutes=10)],
        ).document("S2")
        self.assertEqual([found[name] for name in ("headcount", "adopters", "active_users", "training_coverage")], [1, 1, 1, 1.0])

    def test_an_adoption_lapses_after_two_silent_months(self):
        for month, adopters in (("2024-04", 1), (JUNE, 1), ("2024-07", 0)):
            found = count(
                month, staff=[ANN], posts=[post("01", "S1")], adoptions=[adoption("P", staff_no="01")], time=[time("P", "2024-04", gross_minutes=1)],
            )
            self.assertEqual(found.document()["adopters"], adopters, month)

    def test_users_of_a_unit_stand_for_persons_without_names(self):
        # Three people, one of them named; 2 users in June, 9 in May of an adoption that ended on 29 June: active max(1, min(3, 9)).
        people = [staff(number) for number in ("01", "02", "03")]
        kinds = {
            "staff": people, "posts": [post(each["staff_no"], "S1") for each in people],
            "adoptions": [adoption("U", unit_code="S1"), adoption("V", "Y", unit_code="S1", ended_on="2024-06-29")],
            "time": [time("U", JUNE, users=2, gross_minutes=1), time("V", JUNE, users=9, gross_minutes=1)],
            "usage": [row("usage", staff_no="01", tool_code="T1", month=JUNE, days_used=1)],
        }
        found = count(**kinds).document("S1")
        self.assertEqual([found["active_users"], found["adopters"]], [3, 2])

    def test_a_record_runs_out_in_calendar_months(self):
        # 31 August + 6 months is 28 February 2025, which is the first day without.
        course = row("courses", code="C", title="Course", axis="why", required="主事", valid_months=6, required_from="2025-01-01")
        done = row("training", staff_no="01", course_code="C", completed_on="2024-08-31", outcome="attended")
        for month, grade, done_rows, coverage in (
            ("2025-01", "主事", [done], 1.0), ("2025-02", "主事", [done], 0.0), ("2025-02", "課長", [], 1.0), ("2024-12", "主事", [], 1.0),
        ):
            found = count(month, staff=[ANN], posts=[post("01", "S1", grade=grade)], courses=[course], training=done_rows)
            self.assertEqual(found.document()["training_coverage"], coverage, (month, grade))


class Tree(unittest.TestCase):
    def test_a_month_uses_the_name_and_parent_of_the_last_day_in_force(self):
        units = [
            *tables()["units"], unit("D", "division", "B"), unit("S3", "section", "D", valid_to="2024-06-14"),
            unit("S3", "section", "B", valid_from="2024-06-15", valid_to="2024-06-20", name="Renamed"),
        ]
        found = count(units=units, adoptions=[adoption("U", unit_code="S3")], time=[time("U", JUNE, users=0, gross_minutes=8)])
        part = line(found.document("B"), "S3")
        self.assertEqual([part["unit"]["name"], part["minutes"]["net"]], ["Renamed", 8])
        self.assertNotIn("S3", count("2024-07", units=units).tree)

    def test_a_unit_shows_its_own_part_first(self):
        document = count(staff=[ANN], posts=[post("01", "B")]).document("B")
        self.assertEqual([(part["own"], part["headcount"]) for part in document["units"]], [(True, 1), (False, 0), (False, 0)])


class Invariants(unittest.TestCase):
    """What holds in every organisation, on drawn ones."""

    def test_parts_sum_to_the_whole_and_the_identity_holds(self):
        for seed in (1, 2, 3):
            found, months = generate(seed)
            organisation = Organisation(found)
            for month in months:
                month_count = MonthCount(organisation, month)
                for code in (None, *month_count.tree):
                    self.check(month_count.document(code))

    def check(self, document):
        minutes = document["minutes"]
        self.assertEqual(
            minutes["freed"], minutes["higher_value"]["claimed"] + minutes["same_work"] + minutes["overtime_cut"] + minutes["unaccounted"],
        )
        self.assertEqual(minutes["net"], minutes["freed"] - minutes["loss"])
        self.assertGreaterEqual(min(minutes["unaccounted"], minutes["loss"], minutes["freed"]), 0)
        for name in ("gross", "net", "freed"):
            account = sum(part[name] for level, part in document["by_evidence"].items() if level != "E0")
            self.assertEqual([account, sum(row[name] for row in document["by_tool"])], [minutes[name]] * 2)
            self.assertEqual(sum(row[name] for row in document["by_area"]), minutes[name])
        if document["units"]:
            for name in ("headcount", "on_leave", "adopters", "active_users"):
                self.assertEqual(sum(part[name] for part in document["units"]), document[name])
            for name in ("gross", "net", "loss", "freed", "unaccounted"):
                self.assertEqual(sum(part["minutes"][name] for part in document["units"]), minutes[name])

    def test_what_is_drawn_is_valid_and_reads_the_same_in_any_form(self):
        for seed in (4, 5, 6):
            found, _ = generate(seed)
            self.assertEqual(faults(found), [])
            with tempfile.TemporaryDirectory() as folder:
                messy.write_canonical(found, Path(folder, "canonical"))
                messy.write_messy(found, Path(folder, "messy"), Random(seed))
                canonical, made = files.read(Path(folder, "canonical")), files.read(Path(folder, "messy"))
            for kind in found:
                self.assertEqual(content(made[kind]), content(canonical[kind]), kind)

    def test_the_generator_is_not_tame(self):
        """Over a few seeds every kind has rows, and every kind of record comes up."""
        drawn = [generate(seed)[0] for seed in range(1, 7)]
        rows = [record for found in drawn for record in found["time"]]
        self.assertTrue(all(any(found[kind] for found in drawn) for kind in drawn[0] if kind != "areas"))
        self.assertEqual({record["evidence"] for record in rows}, {"", "E0", "E1"})
        self.assertTrue(any(record["new_task"] == "yes" and record["evidence"] == "E0" for record in rows))
        self.assertTrue(any(record["previous_no"] for found in drawn for record in found["staff"]))
        levels = {Organisation(found).level(record) for found in drawn for record in found["time"] if record["measurement_code"]}
        self.assertEqual(levels, {"E1", "E2", "E3", "E4"})


class Comparison(unittest.TestCase):
    """The comparison itself sees what it is there to see."""

    def setUp(self):
        self.kinds = {
            "staff": [ANN], "posts": [post("01", "S1")], "adoptions": [adoption("P", staff_no="01")],
            "time": [time("P", JUNE, gross_minutes=90)],
        }
        self.document = count(**self.kinds).document("B")

    def changed(self, change):
        other = json.loads(json.dumps(self.document))
        change(other)
        return differences(self.document, other)

    def test_the_same_document_has_no_difference(self):
        self.assertEqual(self.changed(lambda other: None), [])
        self.assertEqual(self.changed(lambda other: other.update(more="beside", by_category=[])), [])

    def test_every_kind_of_difference_is_found(self):
        own = {**count(**self.kinds).document("S1")["units"][0], "unit": {"code": "B"}}
        changes = {
            "headcount: expected 1, answered 2": lambda other: other.update(headcount=2),
            "adoption_rate: expected 1.0, answered 0.999": lambda other: other.update(adoption_rate=0.999),
            "edition: expected None, answered 1": lambda other: other.update(edition=1),
            "minutes.net: expected 90, answered 89": lambda other: other["minutes"].update(net=89),
            "by_tool[T1].net: expected 90, answered 91": lambda other: other["by_tool"][0].update(net=91),
            "units[S1].minutes: expected": lambda other: other["units"][0].update(minutes=None),
            "units[S2]: expected, not answered": lambda other: other["units"].pop(1),
            "units[own]: answered, not expected": lambda other: other["units"].insert(0, own),
        }
        for line, change in changes.items():
            found = self.changed(change)
            self.assertEqual([each[: len(line)] for each in found], [line])


class Cases(unittest.TestCase):
    """The cases of refusals.py, as far as the recount can judge them."""

    def test_the_base_is_valid(self):
        self.assertEqual(faults(BASE), [])

    def test_what_must_be_accepted_is_valid(self):
        for case in refusals.CASES:
            if not case.is_refused:
                found = BASE
                for kind, rows in (*case.given, (case.kind, refusals.Trial.rows_of(case))):
                    found = files.merged(found, kind, rows)
                self.assertEqual(faults(found), [], f"{case.kind}: {case.name}")

    def test_no_two_cases_have_one_name(self):
        names = [(case.kind, case.name) for case in refusals.CASES]
        self.assertEqual(len(names), len(set(names)))


def content(rows):
    return sorted(tuple(sorted((name, cell) for name, cell in row.items() if cell)) for row in rows)


if __name__ == "__main__":
    unittest.main()
