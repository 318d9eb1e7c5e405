"""The vendored files can be hashed, carry nothing licensed to others, and say where they come from."""

import re
from pathlib import Path

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files import File
from django.core.files.storage import FileSystemStorage

STATIC = Path(__file__).parents[1] / "static" / "kit"


def test_every_address_in_a_style_sheet_leads_to_a_file():
    addresses = [
        (sheet, found)
        for sheet in STATIC.glob("*.css")
        for found in re.findall(r'url\("?([^")]+)"?\)', sheet.read_text())
    ]

    assert addresses
    assert [found for sheet, found in addresses if not (sheet.parent / found).exists()] == []


def test_the_files_can_be_served_under_hashed_names(tmp_path, settings):
    settings.STATIC_ROOT = str(tmp_path)
    storage = ManifestStaticFilesStorage(location=str(tmp_path))
    files = {}
    for path in sorted(STATIC.rglob("*.*")):
        name = f"kit/{path.relative_to(STATIC)}"
        with path.open("rb") as file:
            FileSystemStorage(location=str(tmp_path)).save(name, File(file))
        files[name] = (FileSystemStorage(location=str(tmp_path)), name)

    refused = [name for name, _hashed, done in storage.post_process(files) if isinstance(done, Exception)]

    assert refused == []
    assert re.fullmatch(r"kit/tokens\.[0-9a-f]{12}\.css", storage.stored_name("kit/tokens.css"))


def test_neither_the_font_nor_the_crest_of_another_government_is_shipped():
    sheet = (STATIC / "govuk-frontend.min.css").read_text().lower()

    assert "@font-face" not in sheet
    assert "crest" not in sheet.split("*/", 1)[1]
    assert "gds transport" not in sheet.split("*/", 1)[1]


def test_every_vendored_file_has_its_licence_noted():
    noted = (STATIC / "LICENSES.md").read_text()

    for name in ("govuk-frontend.min.css", "htmx.min.js", "source-sans-3", "brygada-1918"):
        assert name in noted
    for licence in re.findall(r"`([\w/.\-]*LICENSE\.txt)`", noted):
        assert (STATIC / licence).exists(), licence
