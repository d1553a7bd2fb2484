-- What each claim was before a reduction is kept with it, so that the reduction can be taken back.
alter table claim_decisions add column claims jsonb;
comment on column claim_decisions.claims is 'Of a reduction, by adoption, the minutes before and after: so that it can be taken back. null: sent back, or reduced before this was kept.';
-- Made again among the views, as they answer more.
drop function if exists claims_to_confirm(date), reduce_claims(bigint, date, bigint, integer);
