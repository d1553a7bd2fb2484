-- A row a month in which any adoption was in force: minutes of the whole organisation, from the live account.
-- $1 month: the last one, its first day; $2 months: how many, counted back from it.
select to_char(w.month, 'YYYY-MM') as month, w.freed, w.claimed, w.confirmed from whole_months($1::date, $2::integer) w
