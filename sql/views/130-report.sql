-- The published figures for programs that speak SQL: Excel, Power BI, Metabase, psql. The same rows of snapshots, under the same rules, for logins that are members
-- of tedori_report and are called like an account (access.sql). Minutes are minutes; null is withheld.

create schema if not exists report;
comment on schema report is '公表数値. The published figures, for programs that speak SQL.';

create or replace function report_mandates() returns table (role text, unit_id bigint) language sql stable security definer set search_path = public, pg_temp
begin atomic
  select m.role, m.unit_id from accounts a join mandates m on m.account_id = a.id
  where a.login = session_user and a.revoked_at is null and mandate_days(m.role, m.valid_from, m.valid_to) = '(,)'
    and m.role in ('hr', 'hr_unnamed', 'auditor', 'leadership', 'head', 'ai_lead');
end;
comment on function report_mandates is 'As what the account that is called like the login of the connection may read reports today; a login can''t be taken on by a setting.';

create or replace function reads_all_reports() returns boolean language sql stable security definer set search_path = public, pg_temp
return exists (select from report_mandates() m where m.unit_id is null);
comment on function reads_all_reports is 'Whether the login reads every unit.';

create or replace function reads_reports_on() returns bigint[] language sql stable security definer set search_path = public, pg_temp
return array(select m.unit_id from report_mandates() m where m.unit_id is not null);
comment on function reads_reports_on is 'The units whose heads the login stands for.';

create or replace view report.months with (security_invoker = true) as
select s.month, s.taken_at as frozen_at from snapshots s;
comment on view report.months is '固定した月。 The months that are frozen.';
comment on column report.months.month is '月。 The month, its first day.';
comment on column report.months.frozen_at is '固定した時刻。 When.';

create or replace view report.account with (security_invoker = true) as
select s.month, s.code as unit_code, s.name as unit, s.name_en as unit_en, s.kind, a.code as parent_code, s.own,
    (s.figures ->> 'headcount')::bigint as headcount,
    (s.figures ->> 'on_leave')::bigint as on_leave,
    (s.figures ->> 'adopters')::bigint as adopters,
    (s.figures ->> 'covered')::bigint as covered,
    (s.figures ->> 'active_users')::bigint as active_users,
    (s.figures ->> 'in_force')::bigint as adoptions_in_force,
    (s.figures ->> 'reported')::bigint as adoptions_reported,
    (s.figures ->> 'gross')::bigint as gross,
    (s.figures ->> 'net')::bigint as net,
    (s.figures ->> 'loss')::bigint as loss,
    (s.figures ->> 'freed')::bigint as freed,
    (s.figures ->> 'higher_value.claimed')::bigint as higher_value_claimed,
    (s.figures ->> 'higher_value.confirmed')::bigint as higher_value_confirmed,
    (s.figures ->> 'same_work.claimed')::bigint as same_work,
    (s.figures ->> 'overtime_cut.claimed')::bigint as overtime_cut,
    (s.figures ->> 'unaccounted.claimed')::bigint as unaccounted,
    round((s.figures ->> 'fte')::numeric / 930000, 2) as fte
from snapshot_units s left join snapshot_units a on a.month = s.month and a.unit_id = s.parent_id and not a.own
  where not s.empty;
comment on view report.account is '勘定と人数、所属ごと。分。空は秘匿。 The account and the people of each unit with all under it, in minutes; null: withheld.';
comment on column report.account.month is '月。その初日。 The month, its first day.';
comment on column report.account.unit_code is '所属コード。空は全組織。 The unit; null: the whole organisation.';
comment on column report.account.unit is '所属。 Its name in the month.';
comment on column report.account.unit_en is '英語名。 Its English name.';
comment on column report.account.kind is '区分。 Of the unit.';
comment on column report.account.parent_code is '上位の所属コード。 The unit above in the month; of a unit itself that unit.';
comment on column report.account.own is '直属分。 Whether it is the unit itself without those under it.';
comment on column report.account.headcount is '現員。 Persons.';
comment on column report.account.on_leave is '休職等。 Persons on leave.';
comment on column report.account.adopters is '導入者（下限）。 Persons who have adopted a tool, at least.';
comment on column report.account.covered is '受講済み。 Persons with valid required training.';
comment on column report.account.active_users is '月間利用者（下限）。 Persons who used a tool, at least.';
comment on column report.account.adoptions_in_force is '有効な導入。 Adoptions in force.';
comment on column report.account.adoptions_reported is '報告のあった導入。 Of these with a record.';
comment on column report.account.gross is '総削減時間（分）。 Gross minutes.';
comment on column report.account.net is '創出時間（純、分）。 Net minutes.';
comment on column report.account.loss is '損失（分）。 Minutes below zero.';
comment on column report.account.freed is '創出時間（分）。 Freed minutes.';
comment on column report.account.higher_value_claimed is '高付加価値業務への振向け、申告（分）。 To higher-value work, claimed.';
comment on column report.account.higher_value_confirmed is 'うち確認済み（分）。 Of this confirmed.';
comment on column report.account.same_work is '同一業務吸収（分）。 To same work.';
comment on column report.account.overtime_cut is '超過勤務縮減（分）。 To less overtime.';
comment on column report.account.unaccounted is '使途未把握（分）。 Unaccounted.';
comment on column report.account.fte is '常勤換算。 FTE.';

create or replace view report.by_evidence with (security_invoker = true) as
select s.month, s.code as unit_code, s.name as unit, s.name_en as unit_en, s.kind, a.code as parent_code, s.own, e.level,
    (s.figures ->> ('E' || e.level || '.gross'))::bigint as gross,
    (s.figures ->> ('E' || e.level || '.net'))::bigint as net,
    (s.figures ->> ('E' || e.level || '.freed'))::bigint as freed,
    (s.figures ->> ('E' || e.level || '.higher_value.claimed'))::bigint as higher_value_claimed,
    (s.figures ->> ('E' || e.level || '.higher_value.confirmed'))::bigint as higher_value_confirmed
from snapshot_units s left join snapshot_units a on a.month = s.month and a.unit_id = s.parent_id and not a.own
  cross join generate_series(0, 5) e (level)
  where not s.empty;
comment on view report.by_evidence is '根拠水準ごと。E0 は勘定の外。 By evidence level; E0 stands outside of the account.';
comment on column report.by_evidence.month is '月。その初日。 The month, its first day.';
comment on column report.by_evidence.unit_code is '所属コード。空は全組織。 The unit; null: the whole organisation.';
comment on column report.by_evidence.unit is '所属。 Its name in the month.';
comment on column report.by_evidence.unit_en is '英語名。 Its English name.';
comment on column report.by_evidence.kind is '区分。 Of the unit.';
comment on column report.by_evidence.parent_code is '上位の所属コード。 The unit above in the month; of a unit itself that unit.';
comment on column report.by_evidence.own is '直属分。 Whether it is the unit itself without those under it.';
comment on column report.by_evidence.level is '根拠水準。 0 to 5.';
comment on column report.by_evidence.gross is '総削減時間（分）。 Gross minutes.';
comment on column report.by_evidence.net is '創出時間（純、分）。 Net minutes.';
comment on column report.by_evidence.freed is '創出時間（分）。 Freed minutes.';
comment on column report.by_evidence.higher_value_claimed is '高付加価値業務への振向け、申告（分）。 Claimed.';
comment on column report.by_evidence.higher_value_confirmed is 'うち確認済み（分）。 Confirmed.';

create or replace view report.by_category with (security_invoker = true) as
select s.month, s.code as unit_code, s.name as unit, s.name_en as unit_en, s.kind, a.code as parent_code, s.own, l.code as category_code, l.title as category, l.title_en as category_en, l.tier,
    (s.figures ->> ('category.' || l.code || '.claimed'))::bigint as claimed,
    (s.figures ->> ('category.' || l.code || '.confirmed'))::bigint as confirmed
from snapshot_units s left join snapshot_units a on a.month = s.month and a.unit_id = s.parent_id and not a.own
  join snapshot_labels l on l.month = s.month and l.family = 'category'
  where not s.empty;
comment on view report.by_category is '振向け先ごと。 By category of redirection.';
comment on column report.by_category.month is '月。その初日。 The month, its first day.';
comment on column report.by_category.unit_code is '所属コード。空は全組織。 The unit; null: the whole organisation.';
comment on column report.by_category.unit is '所属。 Its name in the month.';
comment on column report.by_category.unit_en is '英語名。 Its English name.';
comment on column report.by_category.kind is '区分。 Of the unit.';
comment on column report.by_category.parent_code is '上位の所属コード。 The unit above in the month; of a unit itself that unit.';
comment on column report.by_category.own is '直属分。 Whether it is the unit itself without those under it.';
comment on column report.by_category.category_code is '振向け先コード。 The category.';
comment on column report.by_category.category is '振向け先。 Its title.';
comment on column report.by_category.category_en is '英語名。 Its English title.';
comment on column report.by_category.tier is 'higher_value、same_work、overtime_cut。 Its tier.';
comment on column report.by_category.claimed is '申告（分）。 Claimed minutes.';
comment on column report.by_category.confirmed is '確認済み（分）。 Confirmed minutes.';

create or replace view report.by_tool with (security_invoker = true) as
select s.month, s.code as unit_code, s.name as unit, s.name_en as unit_en, s.kind, a.code as parent_code, s.own, l.code as tool_code, l.title as tool,
    (s.figures ->> ('tool.' || l.code || '.gross'))::bigint as gross,
    (s.figures ->> ('tool.' || l.code || '.net'))::bigint as net,
    (s.figures ->> ('tool.' || l.code || '.freed'))::bigint as freed
from snapshot_units s left join snapshot_units a on a.month = s.month and a.unit_id = s.parent_id and not a.own
  join snapshot_labels l on l.month = s.month and l.family = 'tool'
  where not s.empty;
comment on view report.by_tool is 'ツールごと。 By tool.';
comment on column report.by_tool.month is '月。その初日。 The month, its first day.';
comment on column report.by_tool.unit_code is '所属コード。空は全組織。 The unit; null: the whole organisation.';
comment on column report.by_tool.unit is '所属。 Its name in the month.';
comment on column report.by_tool.unit_en is '英語名。 Its English name.';
comment on column report.by_tool.kind is '区分。 Of the unit.';
comment on column report.by_tool.parent_code is '上位の所属コード。 The unit above in the month; of a unit itself that unit.';
comment on column report.by_tool.own is '直属分。 Whether it is the unit itself without those under it.';
comment on column report.by_tool.tool_code is 'ツールのコード。 Its code.';
comment on column report.by_tool.tool is 'ツール。 Its title.';
comment on column report.by_tool.gross is '総削減時間（分）。 Gross minutes.';
comment on column report.by_tool.net is '創出時間（純、分）。 Net minutes.';
comment on column report.by_tool.freed is '創出時間（分）。 Freed minutes.';

create or replace view report.by_area with (security_invoker = true) as
select s.month, s.code as unit_code, s.name as unit, s.name_en as unit_en, s.kind, a.code as parent_code, s.own, l.code as area_code, l.title as area,
    (s.figures ->> ('area.' || l.code || '.gross'))::bigint as gross,
    (s.figures ->> ('area.' || l.code || '.net'))::bigint as net,
    (s.figures ->> ('area.' || l.code || '.freed'))::bigint as freed
from snapshot_units s left join snapshot_units a on a.month = s.month and a.unit_id = s.parent_id and not a.own
  join snapshot_labels l on l.month = s.month and l.family = 'area'
  where not s.empty;
comment on view report.by_area is '領域ごと。 By area.';
comment on column report.by_area.month is '月。その初日。 The month, its first day.';
comment on column report.by_area.unit_code is '所属コード。空は全組織。 The unit; null: the whole organisation.';
comment on column report.by_area.unit is '所属。 Its name in the month.';
comment on column report.by_area.unit_en is '英語名。 Its English name.';
comment on column report.by_area.kind is '区分。 Of the unit.';
comment on column report.by_area.parent_code is '上位の所属コード。 The unit above in the month; of a unit itself that unit.';
comment on column report.by_area.own is '直属分。 Whether it is the unit itself without those under it.';
comment on column report.by_area.area_code is '領域のコード。 Its code.';
comment on column report.by_area.area is '領域。 Its title.';
comment on column report.by_area.gross is '総削減時間（分）。 Gross minutes.';
comment on column report.by_area.net is '創出時間（純、分）。 Net minutes.';
comment on column report.by_area.freed is '創出時間（分）。 Freed minutes.';
