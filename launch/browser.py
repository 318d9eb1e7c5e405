"""Finds the Chromium that the browser tests drive."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = "No Chromium was found, so the browser tests are skipped. To run them: apt install chromium"


def find_chromium() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def must_have_chromium() -> bool:
    """In CI a missing browser is a failure, not a reason to test less."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}
