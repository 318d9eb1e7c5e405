"""A letter as a package for e-Doręczenia: its PDF, and what the sending program needs to know. See docs/letters.md."""

import hashlib
import json
import zipfile
from dataclasses import asdict, dataclass
from io import BytesIO
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from django.utils.text import slugify

from cus.accounts.models import Centre
from cus.accounts.sender import letter_paper
from cus.records.models import Letter
from cus.records.papers.pdf import render_pdf

FORMAT = "otwarty-cus/e-doreczenia/1"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same letter gives the same package, whenever it is made


@dataclass(frozen=True)
class Metadata:
    """What stands beside the letter in the package."""

    format: str
    sender: str
    addressee: str
    e_delivery_address: str
    subject: str
    number: str
    dated_on: str
    kind: str
    file: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Package:
    """A ZIP file ready to be handed to whoever sends it."""

    name: str
    content: bytes
    pdf_sha256: str


def package_of(letter: Letter, *, centre: Centre, e_address: str) -> Package:
    """The letter as PDF, metadata.json and the same as metadata.xml."""
    pdf = render_pdf(letter_paper(letter, centre=centre))
    name = slugify(letter.number)
    about = Metadata(
        format=FORMAT,
        sender=centre.name,
        addressee=letter.recipient.get("name", ""),
        e_delivery_address=e_address,
        subject=letter.title,
        number=letter.number,
        dated_on=letter.dated_on.isoformat(),
        kind=letter.kind,
        file=f"{name}.pdf",
        media_type="application/pdf",
        size=len(pdf),
        sha256=hashlib.sha256(pdf).hexdigest(),
    )
    as_json = json.dumps(asdict(about), ensure_ascii=False, indent=2).encode()
    files = {about.file: pdf, "metadata.json": as_json, "metadata.xml": _as_xml(about)}
    return Package(f"{name}.zip", _zipped(files), about.sha256)


def _as_xml(about: Metadata) -> bytes:
    root = Element("package")
    for name, value in asdict(about).items():
        SubElement(root, name.replace("_", "-")).text = str(value)
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _zipped(files: dict[str, bytes]) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()
