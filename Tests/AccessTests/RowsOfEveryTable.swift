import Domain
import Store
import TestSupport

/// At least one row in every table that keeps any, so that what somebody can't see is there to be seen.
extension TestDatabase {
  func fillEveryTable() async throws {
    try await run(
      """
      select fixture.time('U1', '2026-10-01', 600, 3);
      select fixture.time('UB', '2026-10-01', 600, 1);
      select fixture.time('P6b', '2026-10-01', 100);
      select fixture.time('P8', '2026-10-01', 100);
      select fixture.redirect('U1', '2026-10-01', 'policy', 300, '006');
      select fixture.redirect('UB', '2026-10-01', 'policy', 60, '003');
      select fixture.redirect('P6b', '2026-10-01', 'quality', 30, '006');
      select fixture.redirect('P8', '2026-10-01', 'quality', 30, '008');
      insert into leaves (staff_id, valid_from, valid_to, kind) values (fixture.staff('008'), '2026-05-01', '2026-05-31', 'leave'), (fixture.staff('011'), '2026-05-01', null, 'parental');
      insert into training_records (staff_id, course_id, completed_on, outcome)
      select fixture.staff(n), (select id from courses where code = 'L1'), '2026-06-01', 'attended' from unnest(array['006', '008', '010']) n;
      insert into usage_days (staff_id, tool_id, month, days_used)
      select fixture.staff(n), (select id from tools where code = 'T1'), '2026-10-01', 5 from unnest(array['006', '008']) n;
      insert into schemes (code, title, kind, rewards) values ('G1', '共有の表彰', 'recognition', 'know-how');
      insert into scheme_units (scheme_id, unit_id, starts_on) select s.id, fixture.unit('S1'), '2026-04-01' from schemes s;
      insert into awards (code, scheme_id, unit_id, staff_id, awarded_on)
      select c, s.id, fixture.unit(u), fixture.staff(n), '2026-10-31' from (values ('A1', 'S1', null), ('A2', null, '008'), ('A3', null, '010')) v (c, u, n), schemes s;
      insert into indicators (code, title, unit, better) values ('I1', '待ち時間', '分', 'down');
      insert into indicator_values (indicator_id, unit_id, month, value) select i.id, fixture.unit(u), '2026-10-01', 12 from indicators i, unnest(array['S1', 'S3']) u where i.code = 'I1';
      insert into trials (code, title, scheme_id, registered_on, first_start, is_random, document, sha256)
      select 'TR1', '試行', id, '2026-09-15', '2026-10-01', false, '{}', sha256('{}') from schemes;
      insert into trial_units (trial_id, unit_id, place, stratum, start)
      select t.id, fixture.unit(u), p, '', '2026-10-01' from trials t, unnest(array['S1', 'S3']) with ordinality v (u, p);
      insert into trial_amendments (trial_id, text, made_by) select id, '窓口課は11月から', 'hanae' from trials;
      insert into trial_results (trial_id, look, month, document, public_document, sha256) select id, 1, '2030-01-01', '{}', '{}', sha256('{}') from trials;
      insert into sessions (hash, account_id, form_key, role) select sha256(convert_to(a.login, 'UTF8')), a.id, sha256('k'), m.role from accounts a join mandates m on m.account_id = a.id;
      insert into tokens (hash, account_id, role, title, expires_at)
      select sha256(convert_to(a.login, 'UTF8')), a.id, m.role, 'a program', now() + interval '1 day' from accounts a join mandates m on m.account_id = a.id where a.login in ('hanae', 'vice');
      insert into invitations (hash, account_id, expires_at) select sha256('i'), a.id, now() + interval '1 day' from accounts a where a.login = 'vice';
      insert into answered_requests (account_id, role, key, body_hash, answer)
      select a.id, r.role, 'k', sha256('b'), '{}' from accounts a join (values ('hanae', 'hr'), ('hanae', 'clerk'), ('noriko', 'hr_unnamed')) r (login, role) on r.login = a.login;
      insert into sign_ins (login, origin, succeeded) values ('hanae', '192.0.2.1', false);
      insert into looks (account_id, person_id, role, what)
      select a.id, s.person_id, 'hr', 'time' from accounts a, staff s where a.login = 'hanae' and s.staff_no in ('006', '008');
      insert into corrections (person_id, asked_by_id, text)
      select s.person_id, a.id, '分が違います' from accounts a, staff s where a.login = 'member' and s.staff_no in ('006', '008');
      insert into claim_decisions (unit_id, month, category_id, decision, reason, claimed_minutes, state, decided_by_id)
      select fixture.unit(u), '2026-10-01', fixture.category('policy'), 'sent_back', '成果が分かりません', 60, 's', a.id from accounts a, unnest(array['S1', 'S3']) u where a.login = 'head' and u = 'S1' or a.login = 'vice' and u = 'S3';
      insert into unit_comments (unit_id, month, text, written_by_id) select fixture.unit(u), '2026-10-01', '順調です', a.id from accounts a, unnest(array['S1', 'B1', 'S3']) u where a.login = 'head';
      insert into uploads (account_id, role, file_name, byte_count, kind) select a.id, case a.login when 'hanae' then 'hr' else 'hr_unnamed' end, 'a.csv', 1, 'tools' from accounts a where a.login in ('hanae', 'noriko');
      insert into upload_pieces (upload_id, place, bytes) select u.id, 0, 'x' from uploads u;
      insert into upload_problems (upload_id, place, line, column_name, value, rule, wrong, "right", wrong_en, right_en) select u.id, 0, 1, '', '', '', 'x', 'y', 'x', 'y' from uploads u;
      insert into upload_work (upload_id) select u.id from uploads u;
      insert into sheet_times (unit_id, month, seconds, adoptions) select fixture.unit(u), '2026-10-01', 300, 2 from unnest(array['S1', 'S3']) u;
      insert into named_exports (kind, asked_by_id, reason) select 'time', a.id, '監査' from accounts a where a.login = 'hanae';
      insert into timed_cases (use_case_id, unit_id, account_id, key, with_ai, is_timed, minutes)
      select fixture.use_case('C1'), fixture.unit(u), a.id, u, true, true, 12 from accounts a, unnest(array['S1', 'S3']) u where a.login = 'hanae';
      """)
    try await database.fold(as: Cast.officer)
    try await database.seal(as: Cast.officer)
    if let month = Month("2026-09") { try await database.takeSnapshot(of: month, as: Cast.officer) }
    // Something that is not folded yet.
    try await run("select fixture.time('P9', '2026-10-01', 50)")
  }
}
