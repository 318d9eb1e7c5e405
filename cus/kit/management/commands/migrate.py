"""`migrate`, in seconds where there is no data yet.

Before each change of a table Django builds anew, in memory, every model the table is tied to. With every table tied to
its centre that is all of them each time, and a new database took minutes. While nothing has been migrated, no step
handles rows, so the changed model alone is built anew: the statements are the same. A database that holds something is
migrated as Django does it.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        is_new = not MigrationRecorder(connections[options["database"]]).applied_migrations()
        with each_model_alone() if is_new else nullcontext():
            super().handle(*args, **options)


@contextmanager
def each_model_alone() -> Iterator[None]:
    """Inside the block the model a step changes is built anew, not those tied to it."""

    def itself(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:
        return {(app_label, model_name)}

    states: Any = ProjectState  # the published types leave its own methods out
    tied = states._find_reload_model
    states._find_reload_model = itself
    try:
        yield
    finally:
        states._find_reload_model = tied
