"""Finds the Chromium that the browser tests drive, and says what is missing to drive it."""

import ctypes
import os
import shutil
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def why_no_browser() -> str | None:
    """One sentence with the packages to install; None when a browser can be driven."""
    missing = [] if find_chromium() else ["chromium"]
    if sys.platform == "linux" and not _loads(
        "libatomic.so.1"
    ):  # Playwright's driver needs it, a bare Debian lacks it
        missing.append("libatomic1")
    if not missing:
        return None
    return f"The browser tests need what is not installed here: apt install {' '.join(missing)}"


def must_have_browser() -> bool:
    """In CI a missing browser is a failure, not a reason to test less."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
