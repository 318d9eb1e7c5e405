"""`./run` on a machine where something is missing."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from launch.home import ROOT

NO_NETWORK = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_NO_CACHE_DIR": "1"}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A clone in which ./run was never started."""
    for name in ("run", "uv.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_without_arguments_it_lists_what_it_can_do() -> None:
    done = _run(ROOT)

    assert done.returncode == 0
    for verb in ("demo", "test", "check", "manage", "serve", "bench"):
        assert f"./run {verb}" in done.stdout


def test_an_unknown_verb_is_said_to_be_unknown() -> None:
    done = _run(ROOT, "dmeo")

    assert done.returncode == 1
    assert done.stderr == "There is no `./run dmeo`. Without arguments, ./run lists what there is.\n"


def test_a_missing_venv_module_is_named_with_the_package_to_install(checkout: Path) -> None:
    (checkout / "ensurepip.py").write_text("raise ImportError")

    done = _run(checkout, "demo", PYTHONPATH=str(checkout))

    assert done.returncode == 1
    assert "apt install python3-venv" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_first_start_without_network_says_so(checkout: Path) -> None:
    venv.create(checkout / ".venv", system_site_packages=True)  # quicker than one with a pip of its own

    done = _run(checkout, "demo", PIP_CONFIG_FILE=os.devnull, PIP_FIND_LINKS="", **NO_NETWORK)

    assert done.returncode == 1
    assert done.stderr.startswith("The libraries could not be downloaded: the first start needs the network")
    assert "Traceback" not in done.stderr


def _run(place: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(place / "run"), *arguments]
    return subprocess.run(command, env={**os.environ, **more}, capture_output=True, text=True, check=False)
