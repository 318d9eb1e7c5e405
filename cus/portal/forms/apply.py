"""One form for each step of the online application."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cus.cases.forms.intake import FilesField
from cus.cases.models.signal import ReporterKind
from cus.kit.forms import HouseForm, PeselField, PhoneField, PolishDateField, PostcodeField
from cus.kit.templatetags.kit import day_short, phone
from cus.offer.models import Service
from cus.people.forms import check_birth
from cus.people.services import born_of_pesel
from cus.portal import steps
from cus.portal.steps import Step, Whom

Words = str | Promise


class StepForm(HouseForm):
    """A page of the form: what it asks, in the second person or about somebody else, and how the answer is told."""

    question: Words = ""
    question_of_other: Words = ""
    lead: Words = ""
    labels_of_other: dict[str, Words] = {}

    def __init__(self, *args: Any, whom: str, centre_id: int, **kwargs: Any) -> None:
        self.whom, self.centre_id = whom, centre_id
        super().__init__(*args, labels=self.labels_of_other if self.is_for_other else {}, **kwargs)

    @property
    def is_for_other(self) -> bool:
        return self.whom in (Whom.RELATIVE, Whom.REPRESENTED)

    @property
    def heading(self) -> Words:
        return self.question_of_other if self.is_for_other and self.question_of_other else self.question

    @property
    def is_one_question(self) -> bool:
        """Whether the only field is the question itself."""
        return len(self.fields) == 1

    def told(self) -> list[tuple[Words, str]]:
        """The answers as the summary shows them; what was left empty is left out."""
        rows: list[tuple[Words, str]] = [
            (self[name].label, str(value)) for name, value in self.cleaned_data.items() if value
        ]
        return rows or [("", _("no answer"))]


class WhomForm(StepForm):
    question = gettext_lazy("For whom do you ask for help?")
    whom_for = forms.ChoiceField(
        label=gettext_lazy("For whom do you ask for help?"),
        choices=Whom.choices,
        widget=forms.RadioSelect,
    )
    hints = {
        Whom.RELATIVE: gettext_lazy("For example for your mother, husband or a neighbour you look after every day."),
        Whom.REPRESENTED: gettext_lazy("As a parent of a child, a guardian or an attorney."),
        Whom.SOMEBODY: gettext_lazy(
            "You do not look after this person, but you see that they need help. Institutions write here too."
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whom_for"].hints = self.hints  # type: ignore[attr-defined]
        self.fields["whom_for"].error_messages["required"] = _("Choose for whom you ask for help.")

    def told(self) -> list[tuple[Words, str]]:
        return [("", str(Whom(self.cleaned_data["whom_for"]).label))]


class ServicesForm(StepForm):
    question = gettext_lazy("Which help do you need?")
    question_of_other = gettext_lazy("Which help is needed?")
    lead = gettext_lazy(
        "Choose one or several. If you are not sure, choose what is nearest: we will talk about the rest."
    )
    services = forms.MultipleChoiceField(label=gettext_lazy("Services"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_ones = Service.objects.filter(centre_id=self.centre_id).open_to_applications()
        self.names = {str(uuid): name for uuid, name in open_ones.values_list("uuid", "name")}
        self.fields["services"].choices = list(self.names.items())  # type: ignore[attr-defined]
        self.fields["services"].error_messages |= {
            "required": _("Choose at least one service. If none fits, call us."),
            "invalid_choice": _("One of the services takes no applications any more. Choose again."),
        }

    def told(self) -> list[tuple[Words, str]]:
        return [("", "\n".join(self.names[uuid] for uuid in self.cleaned_data["services"]))]


class SituationForm(StepForm):
    question = gettext_lazy("What is hard for you?")
    question_of_other = gettext_lazy("What is hard for this person?")
    situation = forms.CharField(
        label=gettext_lazy("What is hard for you?"),
        help_text=gettext_lazy("A few words are enough. You can leave it empty: we will ask when we talk."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=5000,
        required=False,
    )
    labels_of_other = {"situation": gettext_lazy("What is hard for this person?")}

    def told(self) -> list[tuple[Words, str]]:
        return [("", self.cleaned_data["situation"] or _("no answer"))]


class PersonStepForm(StepForm):
    question = gettext_lazy("What is your name?")
    question_of_other = gettext_lazy("Who is the help for?")
    first_name = forms.CharField(
        label=gettext_lazy("First name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=gettext_lazy("Last name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    born_on = PolishDateField(
        label=gettext_lazy("Date of birth"), required=False, help_text=gettext_lazy("For example 14 3 1948")
    )
    pesel = PeselField(
        label=gettext_lazy("PESEL number"),
        required=False,
        help_text=gettext_lazy("11 digits. You can leave it empty. It helps us not to confuse two people."),
    )
    labels_of_other = {
        "first_name": gettext_lazy("First name of the person"),
        "last_name": gettext_lazy("Last name of the person"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pesel"].widget.attrs["data-no-draft"] = ""
        if self.is_for_other:
            for name in ("first_name", "last_name"):
                self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean_born_on(self) -> date | None:
        return check_birth(self.cleaned_data.get("born_on"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        pesel, born_on = given.get("pesel"), given.get("born_on")
        if pesel and born_on and born_of_pesel(pesel) != born_on:
            self.add_error("pesel", ValidationError(_("The number does not agree with the date of birth. Mend one.")))
        return given

    def told(self) -> list[tuple[Words, str]]:
        given = self.cleaned_data
        rows: list[tuple[Words, str]] = [(_("First and last name"), f"{given['first_name']} {given['last_name']}")]
        if given["born_on"]:
            rows.append((_("Date of birth"), f"{day_short(given['born_on'])}"))
        if given["pesel"]:
            rows.append((_("PESEL number"), given["pesel"]))
        return rows


class AddressForm(StepForm):
    question = gettext_lazy("Where do you live?")
    question_of_other = gettext_lazy("Where does the person live?")
    lead = gettext_lazy("Where somebody is now, so that we know where to come or write.")
    street = forms.CharField(
        label=gettext_lazy("Street"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Leave empty where streets have no names."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    house = forms.CharField(
        label=gettext_lazy("House and flat number"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"data-width": "10", "autocomplete": "off"}),
    )
    postcode = PostcodeField(label=gettext_lazy("Postcode"), required=False)
    town = forms.CharField(
        label=gettext_lazy("Town or village"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def told(self) -> list[tuple[Words, str]]:
        given = self.cleaned_data
        if not given["street"] and not given["postcode"]:
            return [("", f"{given['town']} {given['house']}".strip())]
        place = f"{given['street'] or given['town']} {given['house']}".strip()
        return [("", "\n".join(filter(None, (place, f"{given['postcode']} {given['town']}".strip()))))]


class ContactForm(StepForm):
    question = gettext_lazy("How can we reach you?")
    question_of_other = gettext_lazy("How can we reach the person?")
    reach = forms.ChoiceField(
        label=gettext_lazy("Phone"),
        choices=[("PHONE", gettext_lazy("Call this number")), ("NONE", gettext_lazy("There is no phone"))],
        widget=forms.RadioSelect,
    )
    phone = PhoneField(
        label=gettext_lazy("Phone number"), required=False, help_text=gettext_lazy("Mobile or landline, 9 digits")
    )
    reach_note = forms.CharField(
        label=gettext_lazy("How then? For example: come in the morning, or call a neighbour"),
        max_length=200,
        required=False,
    )
    hours = forms.CharField(label=gettext_lazy("When is it best to call or come?"), max_length=80, required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        help_text=gettext_lazy("If you write it, we will send the confirmation there too."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": gettext_lazy("Check the e-mail: it looks like name@example.com")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reach"].reveals = {"PHONE": "phone", "NONE": "reach_note"}  # type: ignore[attr-defined]
        self.fields["reach"].error_messages["required"] = _("Choose whether we can call.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("reach") == "PHONE" and not given.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Write the number, 9 digits, or choose that there is no phone."))
        if given.get("reach") == "NONE":
            given["phone"] = ""
            self.errors.pop("phone", None)
        return given

    def told(self) -> list[tuple[Words, str]]:
        given = self.cleaned_data
        rows: list[tuple[Words, str]] = [(_("Phone"), phone(given["phone"]) or _("there is none"))]
        named = (
            (_("How to reach"), given["reach_note"] if given["reach"] == "NONE" else ""),
            (_("Best time"), given["hours"]),
            (_("E-mail"), given["email"]),
        )
        return rows + [(label, value) for label, value in named if value]


class HelperForm(StepForm):
    question = gettext_lazy("Who are you?")
    lead = gettext_lazy("You apply for somebody else, so we need to know who you are and how to reach you.")
    name = forms.CharField(
        label=gettext_lazy("Your first and last name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    relation = forms.CharField(
        label=gettext_lazy("Who are you to this person?"),
        max_length=100,
        help_text=gettext_lazy("For example: daughter, husband, neighbour who looks after them"),
    )
    basis = forms.CharField(
        label=gettext_lazy("What gives you the right to act for this person?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For example: I am the mother of a minor child, I am a guardian named by the court"),
    )
    phone = PhoneField(label=gettext_lazy("Your phone"), required=False)
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail"),
        required=False,
        help_text=gettext_lazy("If you write it, we will send the confirmation there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": gettext_lazy("Check the e-mail: it looks like name@example.com")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget.attrs["autocomplete"] = "tel"
        if self.whom != Whom.REPRESENTED:
            del self.fields["basis"]

    def told(self) -> list[tuple[Words, str]]:
        shown = self.cleaned_data | {"phone": phone(self.cleaned_data["phone"])}
        return [(self[name].label, str(value)) for name, value in shown.items() if value]


class DocumentsForm(StepForm):
    question = gettext_lazy("Would you like to add documents?")
    lead = gettext_lazy(
        "You do not have to. Useful are for example: a hospital discharge summary, a disability certificate."
    )
    files = FilesField(  # type: ignore[assignment]
        label=gettext_lazy("Choose files"),
        required=False,
        help_text=gettext_lazy("PDF, photo (JPG, PNG, HEIC) or DOCX, up to 10 MB each"),
    )

    def told(self) -> list[tuple[Words, str]]:
        return []


class AboutForm(StepForm):
    question = gettext_lazy("Who may need help?")
    lead = gettext_lazy("Write what you know. You need not know everything.")
    about_name = forms.CharField(
        label=gettext_lazy("Name of the person, or how people call them"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    about_where = forms.CharField(
        label=gettext_lazy("Where can we find the person?"),
        max_length=300,
        help_text=gettext_lazy("Address, or a description: the last house before the forest"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    about_phone = PhoneField(label=gettext_lazy("Phone of the person, if you know it"), required=False)

    def told(self) -> list[tuple[Words, str]]:
        shown = self.cleaned_data | {"about_phone": phone(self.cleaned_data["about_phone"])}
        return [(self[name].label, str(value)) for name, value in shown.items() if value]


class HappeningForm(StepForm):
    question = gettext_lazy("What is happening?")
    content = forms.CharField(
        label=gettext_lazy("What is happening?"),
        help_text=gettext_lazy("What do you see, and since when? If somebody is in danger now, call 112."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=5000,
    )

    def told(self) -> list[tuple[Words, str]]:
        return [("", self.cleaned_data["content"])]


class ReporterForm(StepForm):
    question = gettext_lazy("Who are you?")
    lead = gettext_lazy(
        "You can stay unnamed. With your phone we can ask what we do not know, and tell you we got it."
    )
    reporter_kind = forms.ChoiceField(
        label=gettext_lazy("I am"),
        choices=[
            (ReporterKind.NEIGHBOUR, gettext_lazy("a neighbour or an acquaintance")),
            (ReporterKind.FAMILY, gettext_lazy("family")),
            (ReporterKind.HOSPITAL, gettext_lazy("from a hospital or a clinic")),
            (ReporterKind.INSTITUTION, gettext_lazy("from a school, the police or another institution")),
            (ReporterKind.PARISH, gettext_lazy("from a parish or an organisation")),
            (ReporterKind.OTHER, gettext_lazy("somebody else")),
        ],
        widget=forms.RadioSelect,
    )
    reporter_name = forms.CharField(
        label=gettext_lazy("Your name, or the name of the institution"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    reporter_phone = PhoneField(label=gettext_lazy("Your phone"), required=False)

    def told(self) -> list[tuple[Words, str]]:
        kinds = dict(self.fields["reporter_kind"].choices)  # type: ignore[attr-defined]
        given = self.cleaned_data
        rows: list[tuple[Words, str]] = [(_("I am"), str(kinds[given["reporter_kind"]]))]
        rows.append((_("First and last name"), given["reporter_name"] or _("not given")))
        rows.append((_("Phone"), phone(given["reporter_phone"]) or _("not given")))
        return rows


FORMS: dict[Step, type[StepForm]] = {
    steps.WHOM: WhomForm,
    steps.SERVICES: ServicesForm,
    steps.SITUATION: SituationForm,
    steps.HELPER: HelperForm,
    steps.PERSON: PersonStepForm,
    steps.ADDRESS: AddressForm,
    steps.CONTACT: ContactForm,
    steps.DOCUMENTS: DocumentsForm,
    steps.ABOUT: AboutForm,
    steps.HAPPENING: HappeningForm,
    steps.REPORTER: ReporterForm,
}
