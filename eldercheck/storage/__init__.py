"""Everything that touches a disk: the database, migrations, backups, checklist files, settings."""
