"""The service on an invented organisation, with an account for each role, and a real browser before it."""

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "api"))
from service import Service  # noqa: E402

LAST_MONTH = "2026-10"
MONTHS = [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 13) if "2025-05" <= f"{year}-{month:02}" <= LAST_MONTH]
PASSWORD = "青い傘と白い猫と三時の電車"
WIDE = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
# The width that a window of 1366 pixels has at 200 %.
ZOOMED = {"width": 683, "height": 384}
LANGUAGES = ("ja", "en")

# A unit or a person of which there is most to see.
SECTION = """select u.code from adoptions a join units u on u.id = a.unit_id
 where exists (select from unit_versions v where v.unit_id = u.id and v.kind = 'section' and v.valid_to is null) group by u.code order by count(*) desc, u.code limit 1"""
BUREAU = "select min(u.code) from units u join unit_versions v on v.unit_id = u.id where v.kind = 'bureau' and v.valid_to is null"
STAFF = """select s.staff_no from adoptions a join staff s on s.id = a.staff_id group by s.staff_no order by count(*) desc, s.staff_no limit 1"""
# What people have asked for, so that the pages on it have something to show.
FURNITURE = """
with a as (insert into accounts (login, name) values ('asker', '申出の人') returning id)
insert into named_exports (kind, asked_by_id, reason) select 'time', a.id, '監査への回答' from a;
insert into corrections (person_id, asked_by_id, text)
select s.person_id, a.id, '10月の件数が違います。' from (select person_id from staff order by staff_no limit 1) s, accounts a where a.login = 'asker';
with u as (
  insert into uploads (account_id, role, file_name, byte_count, kind, state, understood, created, refused, problems)
  select a.id, 'hr', 'tools.csv', 40, 'tools', 'checked',
    '{"encoding": "utf-8", "headerLine": 1, "columns": [{"heading": "code", "name": "code"}, {"heading": "name", "name": "name"}], "rows": [{"line": 2, "cells": ["N1", "One"]}, {"line": 3, "cells": ["N2", ""]}]}',
    1, 1, 1 from accounts a where a.login = 'asker' returning id),
b as (insert into upload_pieces (upload_id, place, bytes) select u.id, 0, convert_to(E'code,name\\nN1,One\\nN2,\\n', 'UTF8') from u)
insert into upload_problems (upload_id, place, line, column_name, value, rule, wrong, "right", wrong_en, right_en)
select u.id, 0, 3, 'name', '', 'empty', '空欄です', '値を入れてください', 'it is empty', 'give a value' from u"""
SCOPES = {"head": ("--unit", SECTION), "ai_lead": ("--unit", BUREAU), "clerk": ("--unit", SECTION), "staff": ("--staff", STAFF)}
ROLES = ("hr", "hr_unnamed", "head", "ai_lead", "clerk", "leadership", "staff", "administrator", "auditor")


class House(Service):
    """As a context it is there; `person` is somebody in a browser in front of it."""

    def __init__(self, program, folder, playwright):
        super().__init__(program, folder)
        self.playwright = playwright
        self.states = {}

    def __enter__(self):
        super().__enter__()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.command("snapshot", *MONTHS)
        self.sql(FURNITURE)
        self.browser = self.playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        return self

    def __exit__(self, *error):
        self.browser.close()
        super().__exit__(*error)

    def command(self, *words):
        done = subprocess.run([self.program, *words, "--data", str(self.data)], capture_output=True, text=True, env={**self.environment, "LANG": "C.UTF-8"})
        if done.returncode != 0:
            raise RuntimeError(f"tedori {' '.join(words)}: {done.stderr}")
        return done.stdout

    def link(self, role, login=None):
        """Adds an account; the link at which its password is set."""
        option, query = SCOPES.get(role, (None, None))
        scope = [option, self.sql(query)] if option else []
        path = self.command("account", "add", login or role.replace("_", "-"), "--role", role, *scope).strip()
        return self.origin + path[path.index("/invitations/"):]

    @contextmanager
    def person(self, role, language="ja", size=WIDE, script=True):
        """Somebody of a role, signed in; without role a stranger."""
        from person import Person

        state = None
        if role:
            state = self.states.get(role) or self.sign_in(role)
        context = self.browser.new_context(
            base_url=self.origin, viewport=size, locale={"ja": "ja-JP", "en": "en-GB"}[language], java_script_enabled=script, storage_state=state,
            accept_downloads=True, reduced_motion="reduce", timezone_id="Asia/Tokyo")
        person = Person(self, context, role, language)
        try:
            yield person
        finally:
            context.close()

    def sign_in(self, role):
        """By the link, as people do; the session is kept for whoever comes in this role."""
        with self.person(None) as stranger:
            stranger.goto(self.link(role))
            stranger.fill("password", PASSWORD)
            stranger.fill("again", PASSWORD)
            stranger.press("main button.main")
            stranger.fill("login", role.replace("_", "-"))
            stranger.fill("password", PASSWORD)
            stranger.press("main button.main")
            self.states[role] = stranger.context.storage_state()
        return self.states[role]
