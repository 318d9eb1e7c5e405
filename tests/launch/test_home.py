"""Where the data live, and how they are put aside."""

import stat
from pathlib import Path

import pytest

from launch.home import ROOT, open_home
from launch.trouble import Trouble


def test_cus_home_moves_the_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CUS_HOME", str(tmp_path / "elsewhere"))

    home = open_home()

    assert home.cluster == tmp_path / "elsewhere" / "pg"
    assert home.media == tmp_path / "elsewhere" / "media"
    assert home.media.is_dir()


def test_without_cus_home_the_data_live_in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CUS_HOME", raising=False)

    assert open_home().path == ROOT / "var"


def test_a_home_that_is_a_file_is_refused_with_the_way_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("CUS_HOME", str(tmp_path / "file"))

    with pytest.raises(Trouble, match="cannot be used .* Set CUS_HOME to a directory you may write to"):
        open_home()


def test_the_secret_key_stays_the_same_and_private(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CUS_HOME", str(tmp_path))

    first, second = open_home().secret_key(), open_home().secret_key()

    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_putting_aside_deletes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CUS_HOME", str(tmp_path))
    home = open_home()
    home.cluster.mkdir()
    (home.cluster / "half").write_text("written")
    (home.media / "letter.pdf").write_text("a letter")

    aside = home.put_aside()

    assert aside
    assert not home.cluster.exists()
    assert (aside / "pg" / "half").read_text() == "written"
    assert (aside / "media" / "letter.pdf").read_text() == "a letter"
