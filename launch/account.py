"""PostgreSQL refuses to run as root: started by root, it runs as `postgres` or `nobody`."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from launch.trouble import Trouble


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int

    def popen(self) -> dict[str, Any]:
        """Arguments of subprocess that start a program under this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": [], "cwd": "/"}

    def can_enter(self, path: Path) -> bool:
        """Whether the nearest existing directory on the way to `path` can be passed by this account."""
        while not path.exists():
            path = path.parent
        return subprocess.run(["/bin/sh", "-c", 'test -x "$1"', "sh", str(path)], **self.popen()).returncode == 0


def server_account() -> Account | None:
    """Whose account the server gets: None means one's own."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise Trouble(
        "PostgreSQL does not run as root, and there is no user `postgres` or `nobody`: start as another user."
    )
