"""Forms of taking in: what was said on the phone, a signal, what is missing. They check the shape only."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cus.cases.models import Applicant, FilingChannel, Signal
from cus.cases.models.signal import ReporterKind
from cus.kit.forms import HouseForm, PeselField, PhoneField, PolishDateField
from cus.kit.incoming import number_in
from cus.offer.models import Service, ServiceStatus
from cus.people.forms import check_birth

FIELDS_OF_NEW_PERSON = ("first_name", "last_name", "phone", "born_on", "pesel", "street", "house", "town")
NEW_PERSON = "new"
SOMEBODY_ELSE = "nobody"
NOT_AT_THE_DESK = (FilingChannel.ONLINE, FilingChannel.TAKEN_OVER)
CHANNELS_OF_DESK = [choice for choice in FilingChannel.choices if choice[0] not in NOT_AT_THE_DESK]


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """One file or several, chosen at once."""

    widget = SeveralFiles(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.heic,.docx,image/*"})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not files:
            super().clean(None)
        return [super(FilesField, self).clean(file, initial) for file in files]


class FrontDeskForm(HouseForm):
    """An application taken down during a call: `person` names an entry, or the fields of a new one are filled."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    signal = forms.IntegerField(widget=forms.HiddenInput, required=False)
    person = forms.CharField(required=False)
    same_as = forms.CharField(required=False)
    first_name = forms.CharField(label=gettext_lazy("First name"), max_length=100)
    last_name = forms.CharField(label=gettext_lazy("Last name"), max_length=100)
    phone = PhoneField(label=gettext_lazy("Phone"), required=False)
    born_on = PolishDateField(label=gettext_lazy("Born, for example 14.03.1948"), required=False, one_box=True)
    pesel = PeselField(label="PESEL", required=False, help_text="")
    street = forms.CharField(label=gettext_lazy("Street"), max_length=100, required=False)
    house = forms.CharField(label=gettext_lazy("House and flat number"), max_length=20, required=False)
    town = forms.CharField(label=gettext_lazy("Town or village"), max_length=100, required=False)
    services = forms.MultipleChoiceField(label=gettext_lazy("Services"))
    applicant = forms.ChoiceField(
        label=gettext_lazy("Who applies"),
        choices=Applicant.choices,
        widget=forms.RadioSelect,
        initial=Applicant.PERSON,
    )
    helper_name = forms.CharField(label=gettext_lazy("First and last name"), max_length=200, required=False)
    helper_relation = forms.CharField(label=gettext_lazy("Who they are to the person"), max_length=100, required=False)
    helper_phone = PhoneField(label=gettext_lazy("Their phone"), required=False)
    helper_basis = forms.CharField(
        label=gettext_lazy("On what basis, for example a court order"), max_length=200, required=False
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("How it came"),
        choices=CHANNELS_OF_DESK,
        widget=forms.RadioSelect,
        initial=FilingChannel.PHONE,
    )
    situation = forms.CharField(
        label=gettext_lazy("What is hard, what is needed"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5000,
        required=False,
    )
    files = FilesField(label=gettext_lazy("Documents"), required=False)  # type: ignore[assignment]

    def __init__(self, *args: Any, centre_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4
        open_ones = Service.objects.filter(
            centre_id=centre_id, status__in=[ServiceStatus.PUBLIC, ServiceStatus.PAUSED]
        ).values_list("uuid", "name")
        self.fields["services"].choices = [(str(uuid), name) for uuid, name in open_ones]  # type: ignore[attr-defined]
        self.fields["services"].error_messages["required"] = _("Choose at least one service.")

    def clean_born_on(self) -> Any:
        return check_birth(self.cleaned_data.get("born_on"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.person_id is not None:
            for name in FIELDS_OF_NEW_PERSON:
                self.errors.pop(name, None)
        if given.get("applicant") != Applicant.PERSON and not given.get("helper_name"):
            self.add_error("helper_name", _("Write who applies for the person."))
        return given

    @property
    def person_id(self) -> int | None:
        """The entry of the register that was chosen: found by search, or recognised among possible duplicates."""
        for name in ("same_as", "person"):
            chosen = number_in(self.data.get(name))
            if chosen is not None:
                return chosen
        return None

    @property
    def chosen_services(self) -> set[UUID]:
        found = set()
        ticked = self.data.getlist("services") if self.is_bound else []  # type: ignore[attr-defined]
        for value in ticked:
            try:
                found.add(UUID(value))
            except ValueError:
                continue
        return found


class SignalForm(HouseForm):
    """What somebody reports: the names of the fields are those of a signal."""

    about_name = forms.CharField(label=gettext_lazy("Who may need help"), max_length=200)
    about_where = forms.CharField(
        label=gettext_lazy("Where the person lives, how to reach them"), max_length=300, required=False
    )
    about_phone = PhoneField(label=gettext_lazy("Phone of the person"), required=False)
    content = forms.CharField(label=gettext_lazy("What is happening"), widget=forms.Textarea(attrs={"rows": 4}))
    is_urgent = forms.BooleanField(label=gettext_lazy("Urgent: somebody should call today"), required=False)
    reporter_kind = forms.ChoiceField(
        label=gettext_lazy("Who reports"), choices=ReporterKind.choices, widget=forms.RadioSelect
    )
    reporter_name = forms.CharField(
        label=gettext_lazy("Name of the reporter, or of the institution"), max_length=200, required=False
    )
    reporter_phone = PhoneField(label=gettext_lazy("Phone of the reporter"), required=False)


class SignalContactForm(HouseForm):
    note = forms.CharField(
        label=gettext_lazy("Whom did you reach, and what came of it?"), widget=forms.Textarea(attrs={"rows": 3})
    )


class CloseSignalForm(HouseForm):
    """Why a signal ends without an application, and the need nobody could meet."""

    reason = forms.CharField(
        label=gettext_lazy("Why is nothing more done?"),
        help_text=gettext_lazy("For example: the person does not want help; moved to the family"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    unmet_need = forms.CharField(
        label=gettext_lazy("Which help was needed that nobody could give?"),
        help_text=gettext_lazy("Counted without saying whose need it was. Write no names."),
        max_length=200,
        required=False,
    )
    town = forms.CharField(label=gettext_lazy("Town or village"), max_length=100, required=False)


class CallToCompleteForm(HouseForm):
    missing = forms.CharField(
        label=gettext_lazy("What is missing?"),
        help_text=gettext_lazy("It goes into the letter word for word: write so that the person understands."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    complete_by = PolishDateField(label=gettext_lazy("Until when?"))


class SetAsideForm(HouseForm):
    reason = forms.CharField(
        label=gettext_lazy("Why can the application not be considered as it is?"),
        help_text=gettext_lazy("It goes into the letter."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class WithdrawApplicationForm(HouseForm):
    reason = forms.CharField(
        label=gettext_lazy("Why, in a few words"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )


class DocumentsForm(HouseForm):
    files = FilesField(  # type: ignore[assignment]
        label=gettext_lazy("Choose files"),
        help_text=gettext_lazy("PDF, photo (JPG, PNG, HEIC) or DOCX, up to 10 MB each"),
    )


def from_signal(signal: Signal) -> dict[str, Any]:
    """What a signal tells the front desk before the call: the name, the phone, what is happening."""
    first, _space, last = signal.about_name.partition(" ")
    return {
        "signal": signal.pk,
        "person": signal.person_id or NEW_PERSON,
        "first_name": first,
        "last_name": last,
        "phone": signal.about_phone,
        "situation": signal.content,
    }
