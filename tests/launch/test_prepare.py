"""What a start does once and the next start skips."""

import gettext
import os
from pathlib import Path

import pytest

from launch.browser import must_have_browser, why_no_browser
from launch.messages import compile_changed_messages
from launch.postgres import Cluster
from launch.prepare import Preparation

POLISH = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; "
"plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"

msgid "%(n)s day"
msgid_plural "%(n)s days"
msgstr[0] "%(n)s dzień"
msgstr[1] "%(n)s dni"
msgstr[2] "%(n)s dni"
"""


@pytest.fixture
def cluster(tmp_path: Path) -> Cluster:
    (tmp_path / "pg").mkdir()
    return Cluster(tmp_path / "pg")


def test_a_step_is_done_until_the_code_changes(cluster: Cluster) -> None:
    Preparation(cluster).note("migrated", "state of today")

    assert Preparation(cluster).is_done("migrated", "state of today")
    assert not Preparation(cluster).is_done("migrated", "state of tomorrow")
    assert not Preparation(cluster).is_done("demo", "loaded")


def test_after_a_change_by_hand_nothing_counts_as_done(cluster: Cluster) -> None:
    Preparation(cluster).note("migrated", "state")

    Preparation(cluster).forget()

    assert not Preparation(cluster).is_done("migrated", "state")


def test_on_a_database_of_others_nothing_is_remembered() -> None:
    Preparation(None).note("migrated", "state")

    assert not Preparation(None).is_done("migrated", "state")


def test_a_changed_translation_is_compiled_and_an_unchanged_one_left_alone(tmp_path: Path) -> None:
    po = tmp_path / "room" / "locale" / "pl" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(POLISH)

    assert compile_changed_messages(tmp_path) == [po.with_suffix(".mo")]
    assert compile_changed_messages(tmp_path) == []
    os.utime(po, ns=(po.stat().st_atime_ns, po.stat().st_mtime_ns + 10**9))
    assert compile_changed_messages(tmp_path) == [po.with_suffix(".mo")]
    with po.with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).ngettext("%(n)s day", "%(n)s days", 5) == "%(n)s dni"


@pytest.mark.parametrize(("value", "strict"), [("true", True), ("1", True), ("false", False), ("", False)])
def test_only_ci_insists_on_a_browser(monkeypatch: pytest.MonkeyPatch, value: str, strict: bool) -> None:
    monkeypatch.setenv("CI", value)

    assert must_have_browser() is strict


def test_a_missing_browser_is_named_with_the_package_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert "apt install chromium" in (why_no_browser() or "")
