"""The forms of an import from an OPS: the file, its columns, its kinds of help, a doubtful row; and of an export."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cus.cases.imports.fields import BY_NAME, FIELDS, GROUPS
from cus.cases.models import ExportCoding, ExportKind
from cus.kit.forms import HouseForm, PolishDateField
from cus.kit.tables import TABLES
from cus.offer.models import Service
from cus.people.models import Person

LARGEST = 100 * 1024 * 1024
NOT_IN_THE_FILE = NOT_SAID = "-"  # a choice like any other: a field that is left empty would be “optional”
SOMEBODY_NEW = "new"
NONE_OF_OURS = "none"


class OpsFileForm(HouseForm):
    """A file to be taken over, and from whom it comes."""

    from_unit = forms.CharField(
        label=_("From which centre"), max_length=200, help_text=_("for example: Gminny Ośrodek Pomocy Społecznej")
    )
    file = forms.FileField(label=_("File"), help_text=_("CSV or XLSX, one person or one help a row; up to 100 MB."))

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if PurePath(file.name or "").suffix.lower() not in TABLES:
            raise forms.ValidationError(_("This kind of file is not known. Send CSV or XLSX."))
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("The file is larger than 100 MB. Send it in parts."))
        return file


class OpsColumnsForm(HouseForm):
    """For each thing we keep the column it stands in."""

    def __init__(self, *args: Any, heading: list[str], columns: dict[str, int], **kwargs: Any) -> None:
        told = {name: str(place) for name, place in columns.items()}
        kwargs["initial"] = dict.fromkeys(BY_NAME, NOT_IN_THE_FILE) | told
        super().__init__(*args, **kwargs)
        choices = [(NOT_IN_THE_FILE, _("not in the file")), *((str(n), name) for n, name in enumerate(heading))]
        for field in FIELDS:
            self.fields[field.name] = forms.ChoiceField(label=str(field.label), choices=choices)

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields as the page shows them, with their titles."""
        return [(title, [self[field.name] for field in fields]) for title, fields in GROUPS]

    @property
    def chosen(self) -> dict[str, int]:
        return {name: int(place) for name, place in self.cleaned_data.items() if place != NOT_IN_THE_FILE}


class OpsHelpForm(HouseForm):
    """For each kind of help in the file the service of our catalogue it is."""

    def __init__(self, *args: Any, kinds: Sequence[Any], services: Sequence[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        choices = [
            (NOT_SAID, _("not said yet")),
            (NONE_OF_OURS, _("none of ours: keep it in words")),
            *((str(service.pk), service.name) for service in services),
        ]
        for place, kind in enumerate(kinds):
            label = f"{kind.words} ({kind.count})"
            self.fields[f"kind_{place}"] = forms.ChoiceField(label=label, choices=choices, initial=_initial(kind))

    @property
    def answers(self) -> list[tuple[str, int | None]]:
        """The words with the service chosen for them (None: none of ours); what was left open is left out."""
        told = [(kind.words, self.cleaned_data[f"kind_{place}"]) for place, kind in enumerate(self.kinds)]
        return [
            (words, None if chosen == NONE_OF_OURS else int(chosen)) for words, chosen in told if chosen != NOT_SAID
        ]


def _initial(kind: Any) -> str:
    if not kind.is_said:
        return str(kind.guess or NOT_SAID)
    return str(kind.service_id or NONE_OF_OURS)


class OpsRowForm(HouseForm):
    """Who a doubtful row is."""

    who = forms.ChoiceField(label=_("Who is it?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["who"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            *((str(person.pk), _told(person)) for person in people),
            (SOMEBODY_NEW, _("somebody else: add a new person")),
        ]

    @property
    def person_id(self) -> int | None:
        who = self.cleaned_data["who"]
        return None if who == SOMEBODY_NEW else int(who)


def _told(person: Person) -> str:
    parts = [
        person.name,
        f"{person.born_on.day}.{person.born_on.month:02}.{person.born_on.year}" if person.born_on else "",
    ]
    return ", ".join(
        part for part in (*parts, f"PESEL {person.pesel}" if person.pesel else "", person.address) if part
    )


class ExportForm(HouseForm):
    """Which file is taken out, of what time, in which character set."""

    kind = forms.ChoiceField(label=_("What"), choices=ExportKind.choices, widget=forms.RadioSelect)
    first = PolishDateField(label=_("From"), one_box=True)
    last = PolishDateField(label=_("To"), one_box=True)
    coding = forms.ChoiceField(label=_("Character set"), choices=ExportCoding.choices, widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day is before the first one. Swap the days."))
        return cleaned
