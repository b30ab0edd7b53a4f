-- A file is the same file only while it is read by the same source description: after a correction of the description it is
-- read again. '' stands for imports of before, whose description is not known.
alter table import add column description text not null default '' check (description ~ '^([0-9a-f]{64})?$');
drop index import_loaded_once;
create unique index import_loaded_once on import (sha256, source, schema_version, description) where state = 'loaded';
