-- What may not be rewarded is refused, unless an administrator says why it may; the rule of a scheme has versions.

alter table schemes add column override_reason text;
-- What was there before the rule stays, and says so.
update schemes set override_reason = 'この規則ができる前からの施策 (from before there was this rule)'
where normalize(rewards, NFKC) ~* '利用(回数|量|日数|件数|時間|頻度|率|実績|者数)|^(生成)?(AI)?の?利用$|ログイン|アクセス数|プロンプト|トークン|usage|log-?ins?\M|prompts?\M|tokens?\M|days used' or normalize(rewards, NFKC) ~* '自己申告|本人申告|申告(した|された|による)?(創出|削減)?時間|self[-_ ]?report|\mE[01]\M' or normalize(rewards, NFKC) ~* '順位|ランキング|ランク|上位者|成績上位|(\m|_)rank|leader ?board|top (users|performers)' or normalize(rewards, NFKC) ~* '導入(の)?(件数|数|登録)|登録(件数|数)|adoption[-_ ]?counts?|(number of|register\w*|most) (new )?adoptions|adoptions registered';
alter table schemes
  add constraint schemes_override_reason check (override_reason <> ''),
  add constraint schemes_rewards_usage check (override_reason is not null or normalize(rewards, NFKC) !~* '利用(回数|量|日数|件数|時間|頻度|率|実績|者数)|^(生成)?(AI)?の?利用$|ログイン|アクセス数|プロンプト|トークン|usage|log-?ins?\M|prompts?\M|tokens?\M|days used'),
  add constraint schemes_rewards_self_report check (override_reason is not null or normalize(rewards, NFKC) !~* '自己申告|本人申告|申告(した|された|による)?(創出|削減)?時間|self[-_ ]?report|\mE[01]\M'),
  add constraint schemes_rewards_rank check (override_reason is not null or normalize(rewards, NFKC) !~* '順位|ランキング|ランク|上位者|成績上位|(\m|_)rank|leader ?board|top (users|performers)'),
  add constraint schemes_rewards_adoption_count check (override_reason is not null or normalize(rewards, NFKC) !~* '導入(の)?(件数|数|登録)|登録(件数|数)|adoption[-_ ]?counts?|(number of|register\w*|most) (new )?adoptions|adoptions registered');
comment on column schemes.override_reason is '例外理由. Why an administrator lets it reward what is refused else; null: it rewards nothing of the kind.';

create table scheme_versions (
  id bigint generated always as identity primary key,
  scheme_id bigint not null references schemes on delete cascade,
  version integer not null,
  kind text not null,
  rewards text not null,
  override_reason text,
  since timestamptz not null default clock_timestamp(),
  constraint scheme_versions_key unique (scheme_id, version)
);
comment on table scheme_versions is '施策の版. The rule of a scheme as it was at a time: each change of what it is or rewards is a new one.';
comment on column scheme_versions.id is 'Surrogate key.';
comment on column scheme_versions.scheme_id is '施策.';
comment on column scheme_versions.version is 'From 1 on, without gaps.';
comment on column scheme_versions.kind is '種別.';
comment on column scheme_versions.rewards is '対象.';
comment on column scheme_versions.override_reason is '例外理由.';
comment on column scheme_versions.since is 'From when on it was so; until the next version''s.';
insert into scheme_versions (scheme_id, version, kind, rewards, override_reason) select id, 1, kind, rewards, override_reason from schemes order by id;
