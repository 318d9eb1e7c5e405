"""The files people hand in. The room of records has no subject of its own, so an application stands for one."""

import io
import zipfile
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from cus.cases.tests.factories import an_application
from cus.kit.errors import Refused
from cus.records.documents import LARGEST, keep_document

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
JPEG = b"\xff\xd8\xff\xe0" + b"0" * 20
HEIC = b"\x00\x00\x00\x18ftypheic" + b"0" * 20


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def a_zip(*names):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


def keep(name, content):
    application = an_application()
    upload = SimpleUploadedFile(name, content)
    return keep_document(subject=application, story=application.person, upload=upload, by=None)


@pytest.mark.parametrize(
    ("content", "media_type", "ending"),
    [
        (b"%PDF-1.7 ...", "application/pdf", ".pdf"),
        (PNG, "image/png", ".png"),
        (JPEG, "image/jpeg", ".jpg"),
        (HEIC, "image/heic", ".heic"),
        (
            a_zip("[Content_Types].xml", "word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ".docx",
        ),
    ],
)
def test_a_file_is_known_by_what_it_holds_not_by_its_name(content, media_type, ending):
    document = keep("wypis.exe", content)

    assert document.media_type == media_type
    assert document.name == f"wypis{ending}"


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00",
        b"<html><script>",
        b"just words",
        a_zip("xl/workbook.xml"),
        a_zip("word/document.xml", "word/vbaProject.bin"),
        b"PK\x03\x04 broken",
    ],
)
def test_anything_else_called_pdf_is_refused_with_what_to_send(content):
    with pytest.raises(Refused, match="PDF, a photo"):
        keep("skan.pdf", content)


def test_an_empty_file_is_refused():
    with pytest.raises(Refused, match="is empty"):
        keep("skan.pdf", b"")


@pytest.mark.parametrize(("size", "is_kept"), [(LARGEST, True), (LARGEST + 1, False)])
def test_a_file_may_have_ten_megabytes(size, is_kept):
    content = b"%PDF-" + b"0" * (size - 5)
    if is_kept:
        assert keep("skan.pdf", content).size == size
    else:
        with pytest.raises(Refused, match="larger than 10 MB"):
            keep("skan.pdf", content)


def test_the_file_lies_under_a_name_nobody_can_guess():
    document = keep("../../etc/passwd.pdf", b"%PDF-1.7")

    assert "passwd" not in document.file.name
    assert str(document.uuid) in document.file.name
    assert document.name == "passwd.pdf"
