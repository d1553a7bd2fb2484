-- One row: the server as the record needs it.
select current_setting('server_version_num')::integer as version, current_setting('fsync') = 'on' as fsync, current_setting('data_checksums') = 'on' as checksums,
  current_setting('full_page_writes') = 'on' as full_page_writes, a.last_archived_time::text as last_archived, a.failed_count,
  current_setting('archive_mode') <> 'off' as archives
from pg_stat_archiver a
