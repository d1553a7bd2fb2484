-- One row: how far the books are: what is not folded and not sealed yet, and the head of the audit chain.
select (select count(*) from months_behind())::integer as months_behind,
  (select count(*) from changes c where not exists (select from seals s where s.change_id = c.id))::integer as unsealed,
  (select count(*) from seals)::integer as sealed, (select encode(s.hash, 'hex') from seals s order by s.id desc limit 1) as head
