"""Where the data of one installation live: CUS_HOME, else ./var."""

import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from launch.trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Home:
    path: Path

    @property
    def cluster(self) -> Path:
        return self.path / "pg"

    @property
    def media(self) -> Path:
        return self.path / "media"

    @property
    def mail(self) -> Path:
        return self.path / "mail"

    @property
    def log(self) -> Path:
        return self.path / "log"

    def secret_key(self) -> str:
        """The key that signs sessions; made once, readable by its owner only."""
        file = self.path / "secret"
        if not file.exists():
            draft = self.path / f"secret.{os.getpid()}"
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(secrets.token_urlsafe(50))
            try:
                os.link(draft, file)  # whoever is first wins; the other reads the winner's key
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        return file.read_text()

    def put_aside(self) -> Path | None:
        """Move database, uploads and mail to a dated folder: nothing is deleted."""
        old = [path for path in (self.cluster, self.media, self.mail) if path.exists() or path.is_symlink()]
        if not old:
            return None
        aside = self.path / f"aside-{datetime.now():%Y-%m-%d-%H%M%S}"
        aside.mkdir()
        for path in old:
            path.rename(aside / path.name)
        return aside


def open_home() -> Home:
    home = Home(Path(os.environ.get("CUS_HOME") or ROOT / "var").expanduser().resolve())
    try:
        home.path.mkdir(parents=True, exist_ok=True)
        for path in (home.media, home.mail, home.log):
            path.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Trouble(
            f"The data directory {home.path} cannot be used ({error.strerror}). "
            "Set CUS_HOME to a directory you may write to."
        ) from error
    return home
