-- Functions of settling whose parameters have changed, or which are one now.

drop function affected_records(text[]);
drop function settle_records(bigint[], date[]);
drop function settle_schemes(bigint[], date[]);
drop function settle_use_cases(bigint[], date[]);
drop function settle_person_caps(bigint[], date[]);
drop function settle_unit_caps(bigint[], date[]);
