"""Files people hand in: recognised by what they hold, not by how they are called; kept outside the web root."""

import hashlib
import zipfile
from pathlib import PurePath
from typing import BinaryIO

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files import File
from django.db import models
from django.utils.translation import gettext as _

from cus.kit.errors import Refused
from cus.records.models import Document
from cus.records.models.subject import Subject

LARGEST = 10 * 1024 * 1024
HEAD = 32
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ENDINGS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/heic": ".heic",
    DOCX: ".docx",
}


def keep_document(
    *, subject: models.Model, story: models.Model | None, upload: File, by: AbstractBaseUser | None
) -> Document:
    """Keep a file about a thing, under a name nobody can guess. Refuses what `media_type_of` refuses.

    `story` names the person on whose timeline it belongs; the caller records the event in its own words.
    """
    media_type = media_type_of(upload)
    about = Subject.of(subject)
    document = Document(
        centre_id=subject.centre_id,  # type: ignore[attr-defined]
        subject_kind=about.kind,
        subject_id=about.pk,
        name=readable_name(upload.name or "", media_type),
        media_type=media_type,
        size=upload.size,
        sha256=_sha256(upload),
        added_by=by,
    )
    upload.seek(0)
    document.file.save(f"{document.uuid}{ENDINGS[media_type]}", upload, save=False)
    document.save()
    return document


def media_type_of(upload: File) -> str:
    """What the file is, by its content; Refused in plain words when it is too large, empty or of another kind."""
    name = PurePath(upload.name or "").name
    if not upload.size:
        raise Refused(_("The file “%(name)s” is empty. Choose another one.") % {"name": name})
    if upload.size > LARGEST:
        raise Refused(
            _("The file “%(name)s” is larger than 10 MB. Take a smaller photo, or bring the document to us.")
            % {"name": name}
        )
    upload.seek(0)
    head = upload.read(HEAD)
    upload.seek(0)
    media_type = _by_first_bytes(head, upload)
    if media_type is None:
        raise Refused(
            _("We cannot open “%(name)s”, whatever its ending says. Send a PDF, a photo (JPG, PNG, HEIC) or a DOCX.")
            % {"name": name}
        )
    return media_type


def _by_first_bytes(head: bytes, file: BinaryIO | File) -> str | None:
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return "image/heic"
    if head.startswith(b"PK\x03\x04") and _is_docx(file):
        return DOCX
    return None


def _is_docx(file: BinaryIO | File) -> bool:
    """A Word document without macros."""
    try:
        with zipfile.ZipFile(file) as archive:  # type: ignore[arg-type]
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
    finally:
        file.seek(0)
    return "word/document.xml" in names and not any(name.endswith("vbaProject.bin") for name in names)


def readable_name(name: str, media_type: str) -> str:
    """The sender's name for the file without directories and control characters, with the ending of what it is."""
    plain = "".join(letter for letter in PurePath(name.replace("\\", "/")).name if letter.isprintable())
    stem = PurePath(plain).stem[:150].strip() or _("document")
    return f"{stem}{ENDINGS[media_type]}"


def _sha256(upload: File) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()
