"""Steps that change the data of existing files; the schema follows the declarations without any (`following`).

A step runs once on every file, in the transaction of the upgrade, after the tables have followed; its name goes into
`steps.KNOWN`. A file with steps that a program does not know was written by a newer release and is refused.
"""

from sqlite_utils import Database, Migrations

from fjgov_tui.store.steps import MIGRATION_SET

migrations = Migrations(MIGRATION_SET)


@migrations()
def m0004_declarations(_: Database) -> None:
    """No data changes: by this name a program that knows only steps refuses a file that follows declarations."""
