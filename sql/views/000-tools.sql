-- What other definitions are written with: texts, days of months, statistics.

create or replace function folded(p_text text) returns text language sql immutable parallel safe
return translate(p_text, '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ－＿', '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_');
comment on function folded is 'Full-width letters, digits, hyphens and low lines made ASCII, as codes and what names them are read from files.';

create or replace function month_days(p_month date) returns daterange language sql immutable parallel safe
return daterange(p_month, (p_month + interval '1 month')::date);
comment on function month_days is 'The days of a month.';

create or replace function last_day(p_month date) returns date language sql immutable parallel safe
return (p_month + interval '1 month')::date - 1;
comment on function last_day is 'The last day of a month.';

create or replace function month_of(p_day date) returns date language sql immutable parallel safe
return p_day - (extract(day from p_day)::integer - 1);
comment on function month_of is 'The first day of a day''s month.';

create or replace function take_statistics(p_table regclass, p_changed bigint) returns void language plpgsql as $$
begin
  if p_changed > 50 + 0.1 * (select greatest(c.reltuples, 0) from pg_class c where c.oid = p_table) then execute format('analyze %s', p_table); end if;
end $$;
comment on function take_statistics is 'Analyses a table of which so many rows have changed, where that is much of it: what follows in the same transaction is planned for it as it is, not as it was.';

-- Its form is fixed, whatever the session's settings are: so it is immutable, though to_char in general isn't.
create or replace function minute_text(p_at timestamptz) returns text language sql immutable parallel safe
return to_char(p_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD HH24:MI');
comment on function minute_text is 'A moment as pages show it: to the minute, by the clock of Japan.';
