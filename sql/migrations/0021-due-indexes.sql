-- What HR's first page asks: training that ends and posts that start, by day.

create index training_records_completed_idx on training_records (course_id, completed_on);
drop index training_records_course_idx;
create index posts_valid_from_idx on posts (valid_from);
