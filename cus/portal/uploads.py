"""Files handed in before the application is sent: they wait outside the web root under names nobody can guess."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from cus.kit.errors import Refused
from cus.records.documents import media_type_of, readable_name

WAITING_ROOM = "handed-in"
MOST_FILES = 10
WAITS_FOR = timedelta(days=1)


def let_wait(upload: File, *, already: int) -> dict[str, Any]:
    """Keep a file until the application is sent. Refuses what is no document, and more files than ten."""
    if already >= MOST_FILES:
        raise Refused(_("Ten files are enough for now. Bring the others to the talk."))
    name = readable_name(upload.name or "", media_type_of(upload))
    token = uuid4().hex
    upload.seek(0)
    default_storage.save(f"{WAITING_ROOM}/{token}", upload)
    return {"token": token, "name": name, "size": upload.size}


@contextmanager
def waiting_files(documents: list[dict[str, Any]]) -> Iterator[list[File]]:
    """The files of a draft, opened while they are filed; one that has been cleared away since is left out."""
    with ExitStack() as opened:
        yield [
            opened.enter_context(File(default_storage.open(f"{WAITING_ROOM}/{one['token']}"), name=one["name"]))
            for one in documents
            if default_storage.exists(f"{WAITING_ROOM}/{one['token']}")
        ]


def let_go(documents: list[dict[str, Any]]) -> None:
    """Delete files that need not wait any longer."""
    for one in documents:
        default_storage.delete(f"{WAITING_ROOM}/{one['token']}")


def clear_forgotten(*, at: datetime) -> int:
    """Delete the files of applications that were never sent; how many is returned."""
    if not default_storage.exists(WAITING_ROOM):
        return 0
    _folders, names = default_storage.listdir(WAITING_ROOM)
    old = [name for name in names if default_storage.get_created_time(f"{WAITING_ROOM}/{name}") < at - WAITS_FOR]
    for name in old:
        default_storage.delete(f"{WAITING_ROOM}/{name}")
    return len(old)
