"""The service on a large organisation: made for the measurement, or a data folder that is there."""
import subprocess
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent.parent / "Tests" / "api"))
from service import Service  # noqa: E402
from visitor import Visitor  # noqa: E402

# A unit of a kind in which, with all under it, most is adopted.
BUSIEST = """select u.code from snapshot_units u join snapshot_units s on s.month = u.month and not s.own and u.unit_id = any (s.path) join adoptions a on a.unit_id = s.unit_id
 where u.month = (select max(month) from snapshots) and not u.own and u.kind = '{}' group by u.code order by count(*) desc, u.code limit 1"""
# Somebody who has adoptions, and somebody who confirms.
ADOPTER = "select s.staff_no from adoptions a join staff s on s.id = a.staff_id group by s.staff_no order by count(*) desc, s.staff_no limit 1"
ANYBODY = "select max(staff_no) from staff"
# A head for each section, as there is; else a bureau's confirms for all teams under it.
HEADS = """with s as (select distinct u.id, u.code from units u join unit_periods p on p.unit_id = u.id and p.period @> current_date join unit_versions v on v.id = p.version_id and v.kind = 'section'),
 a as (insert into accounts (login, name) select 'head-' || code, 'head' from s on conflict do nothing returning id, login)
 insert into mandates (account_id, role, unit_id, valid_from) select a.id, 'head', s.id, '2020-04-01' from a join s on 'head-' || s.code = a.login"""


class Organisation(Service):
    """`data`: a folder that has a frozen month; nil: a sample of a scale is made, and its last month frozen."""

    def __init__(self, program, folder, data, scale, month):
        super().__init__(program, folder)
        self.there, self.scale, self.month = data, scale, month
        self.data = data or self.data

    def fill(self):
        if not self.there:
            self.command("sample", "--scale", self.scale, "--last-month", self.month)
            self.command("snapshot", self.month)

    def make_token(self, role):
        """Nobody asks as a program, and a folder that was measured before has one."""

    def __enter__(self):
        super().__enter__()
        self.sql(HEADS)
        # As the server's own housekeeping leaves it after a night.
        self.sql("vacuum (analyze)")
        self.units = {kind: self.sql(BUSIEST.format(kind)) for kind in ("authority", "bureau", "division", "section")}
        self.persons = {"staff": self.sql(ADOPTER), "head": self.sql(ANYBODY)}
        return self

    def command(self, *words):
        done = subprocess.run([self.program, *words, "--data", str(self.data)], capture_output=True, text=True, env=self.environment)
        if done.returncode:
            raise RuntimeError(f"tedori {' '.join(words)}: {done.stderr[-2_000:]}")
        return done.stdout.strip()

    def visitor(self, role):
        """Somebody of a role: of the busiest bureau, or of the busiest section where the sheet is filled in."""
        login = f"pages-{role.replace('_', '-')}-{self.process.pid}"
        unit = {"head": "bureau", "ai_lead": "bureau", "clerk": "section"}.get(role)
        scope = (["--unit", self.units[unit]] if unit else []) + (["--staff", self.persons[role]] if role in self.persons else [])
        said = self.command("account", "add", login, "--role", role, *scope)
        return Visitor(self.port, said[said.index("/invitations/"):], login)
