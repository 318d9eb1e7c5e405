"""The forms of a source, of what is handed in, and of what the columns of a table mean."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cus.catalogue.imports.opening import JSON_ENDINGS, TABLE_ENDINGS
from cus.catalogue.imports.tables.mapping import FIELDS
from cus.catalogue.models import Source, SourceKind
from cus.kit.forms import HouseForm

LARGEST = 100 * 1024 * 1024
ENDINGS = (*TABLE_ENDINGS, *JSON_ENDINGS, ".zip")
EVERY = ((None, _("only when asked")), (6, _("every 6 hours")), (24, _("every day")), (168, _("every week")))
MAKES = (("services", _("services")), ("organizations", _("organisations")))


class SourceForm(HouseForm):
    """What a source is, where it is read from and how often."""

    name = forms.CharField(label=_("Name of the source"), max_length=200)
    kind = forms.ChoiceField(label=_("What it gives"), choices=SourceKind.choices, widget=forms.RadioSelect)
    url = forms.URLField(
        label=_("Address"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Of the feed or of the file. Leave it empty when you hand in files yourself."),
    )
    every_hours = forms.TypedChoiceField(
        label=_("How often it is read"), choices=EVERY, coerce=int, empty_value=None, required=False
    )
    attribution = forms.CharField(
        label=_("Whose data these are"), max_length=300, required=False, help_text=_("Shown beside every entry.")
    )
    licence = forms.CharField(
        label=_("Licence"), max_length=200, required=False, help_text=_("For example: CC BY 4.0")
    )
    is_public = forms.BooleanField(label=_("Show its entries in the catalogue"), required=False, initial=True)
    is_passed_on = forms.BooleanField(
        label=_("Pass its entries on in our open data"),
        required=False,
        initial=True,
        help_text=_("No, when the licence of the data forbids it."),
    )

    @classmethod
    def values_of(cls, source: Source) -> dict[str, Any]:
        return {name: getattr(source, name) for name in cls.base_fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("every_hours") and not cleaned.get("url"):
            self.add_error("url", _("Write the address: without it nothing can be read by the clock."))
        return cleaned


class HandInForm(HouseForm):
    """A file to be read."""

    file = forms.FileField(label=_("File"), help_text=_("CSV, XLSX, JSON, or a ZIP with files of HSDS; up to 100 MB."))

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if PurePath(file.name or "").suffix.lower() not in ENDINGS:
            raise forms.ValidationError(_("This kind of file is not known. Send CSV, XLSX, JSON or ZIP."))
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("The file is larger than 100 MB. Send it in parts."))
        return file


class ColumnsForm(HouseForm):
    """For each field of an entry the column it stands in."""

    makes = forms.ChoiceField(label=_("One row is"), choices=MAKES, widget=forms.RadioSelect)

    def __init__(self, *args: Any, heading: list[str], mapping: dict[str, Any], **kwargs: Any) -> None:
        columns = mapping.get("columns", {})
        kwargs["initial"] = {"makes": mapping.get("makes", "services")} | {
            f"column_{k}": v for k, v in columns.items()
        }
        super().__init__(*args, **kwargs)
        self.mapping = mapping
        for field in FIELDS:
            kept = columns.get(field.name, "")
            choices = [("", _("not in the table")), *((one, one) for one in heading)]
            if kept and kept not in heading:
                choices.append((kept, kept))
            self.fields[f"column_{field.name}"] = forms.ChoiceField(
                label=str(field.label), choices=choices, required=field.name == "name"
            )

    @property
    def chosen(self) -> dict[str, Any]:
        """The mapping as it is now; what the form does not ask for stays."""
        columns = {one.name: self.cleaned_data[f"column_{one.name}"] for one in FIELDS}
        given = {name: column for name, column in columns.items() if column}
        return self.mapping | {"makes": self.cleaned_data["makes"], "columns": given}
