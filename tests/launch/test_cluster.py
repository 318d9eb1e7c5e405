"""The database the launcher brings along."""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from launch.postgres import Cluster
from launch.trouble import Trouble


@pytest.fixture(scope="module")
def made_once() -> Iterator[Path]:
    """A stopped cluster to copy: making one takes longer than everything these tests do with it."""
    place = _place()
    cluster = Cluster(place / "pg", throw_away=True)
    cluster.start()
    cluster.stop()
    yield place / "pg"
    shutil.rmtree(place)


@pytest.fixture
def cluster(made_once: Path) -> Iterator[Cluster]:
    place = _place()
    shutil.copytree(made_once, place / "pg", copy_function=_copy_with_owner)
    for path in [place / "pg", *(place / "pg").rglob("*")]:
        _same_owner(made_once, path)
    cluster = Cluster(place / "pg", dies_with_us=True)
    yield cluster
    cluster.stop()
    shutil.rmtree(place)


def test_the_application_role_neither_owns_nor_bypasses_row_security(cluster: Cluster) -> None:
    cluster.start()

    with psycopg.connect(cluster.url(role="cus_app")) as connection:
        question = "SELECT rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        assert connection.execute(question).fetchone() == (False, False, False)


def test_polish_letters_count_as_letters(cluster: Cluster) -> None:
    cluster.start()

    with psycopg.connect(cluster.url(role="cus")) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        assert connection.execute("SELECT upper('łódź'), 'ŻÓŁĆ' ILIKE 'żółć'").fetchone() == ("ŁÓDŹ", True)
        assert connection.execute("SELECT similarity('żółć', 'ółćż') > 0.1").fetchone() == (True,)


def test_a_second_start_keeps_the_data(cluster: Cluster) -> None:
    cluster.start()
    _write(cluster, "kept")

    cluster.stop()
    cluster.start()

    assert _read(cluster) == ["kept"]


def test_the_database_heals_after_kill_9(cluster: Cluster) -> None:
    cluster.start()
    _write(cluster, "committed")

    assert cluster.process
    os.kill(cluster.process.pid, signal.SIGKILL)
    cluster.process.wait()
    assert not cluster.is_alive()
    begin = time.monotonic()
    cluster.start()

    assert _read(cluster) == ["committed"]
    assert time.monotonic() - begin < 15


def test_another_launcher_finds_the_running_server(cluster: Cluster) -> None:
    cluster.start()

    second = Cluster(cluster.directory)
    second.start()

    assert second.process is None
    assert second.is_alive()


def test_lock_files_of_a_dead_server_whose_number_is_in_use_do_not_stop_the_start(cluster: Cluster) -> None:
    (cluster.directory / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.directory}\n")
    _same_owner(cluster.directory, cluster.directory / "postmaster.pid")

    cluster.start()

    assert cluster.is_alive()


@pytest.mark.parametrize("lost", ["PG_VERSION", "global/pg_control", "OTWARTY-CUS"])
def test_a_half_written_directory_is_named_with_the_way_out(cluster: Cluster, lost: str) -> None:
    (cluster.directory / lost).unlink()

    with pytest.raises(Trouble) as trouble:
        cluster.start()

    assert str(trouble.value) == (
        f"The database directory {cluster.directory} is incomplete (no {lost}). "
        "./run demo --fresh puts it aside and begins anew; to keep it, bring it back from a backup."
    )


def test_damaged_data_are_reported_in_the_words_of_postgresql(cluster: Cluster) -> None:
    (cluster.directory / "global" / "pg_control").write_bytes(b"")

    with pytest.raises(Trouble, match=r"PostgreSQL does not start on .*pg_control.*--fresh"):
        cluster.start()


def test_a_long_path_gets_a_short_socket(made_once: Path) -> None:
    place = _place() / ("a" * 60) / ("b" * 60)

    try:
        socket = Cluster(place / "pg").socket
        assert len(f"{socket}/.s.PGSQL.5432") <= 107
        socket.rmdir()
    finally:
        place.parent.parent.rmdir()


def _place() -> Path:
    place = Path(tempfile.mkdtemp(prefix="cus-launch-"))
    place.chmod(0o755)
    return place


def _copy_with_owner(source: str, target: str) -> str:
    shutil.copy2(source, target)
    return target


def _same_owner(model: Path, path: Path) -> None:
    owner = model.stat()
    os.chown(path, owner.st_uid, owner.st_gid)


def _write(cluster: Cluster, word: str) -> None:
    with psycopg.connect(cluster.url(role="cus")) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS words (word text)")
        connection.execute("INSERT INTO words VALUES (%s)", [word])


def _read(cluster: Cluster) -> list[str]:
    with psycopg.connect(cluster.url(role="cus")) as connection:
        return [row[0] for row in connection.execute("SELECT word FROM words")]
