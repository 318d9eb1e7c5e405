"""Fields: what they take, what they keep, and how they say what is wrong."""

from datetime import date

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from cus.kit.forms import HouseForm, MoneyField, PeselField, PhoneField, PolishDateField, PostcodeField


@pytest.fixture(autouse=True)
def _in_polish():
    with override("pl"):
        yield


def refusal_of(field, value):
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(value)
    return " ".join(refused.value.messages)


@pytest.mark.parametrize(
    "written",
    ["600 123 456", "600123456", "+48 600 123 456", "0048600123456", "48600123456", "600-123-456", "0 600 123 456"],
)
def test_a_phone_is_kept_in_one_form_however_it_is_written(written):
    assert PhoneField().clean(written) == "+48600123456"


def test_a_landline_and_a_foreign_number_are_taken():
    assert PhoneField().clean("12 281 12 34") == "+48122811234"
    assert PhoneField().clean("+380 44 123 4567") == "+380441234567"
    assert PhoneField().clean("00380 44 123 4567") == "+380441234567"


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("600 123 45", "Brakuje jednej cyfry. Wpisz 9 cyfr, na przykład 600 123 456"),
        ("600 123", "Brakuje 3 cyfr. Wpisz 9 cyfr, na przykład 600 123 456"),
        ("600 123 4567", "Jest o jedną cyfrę za dużo. Wpisz 9 cyfr, na przykład 600 123 456"),
        ("600 123 456 78", "Jest o 2 cyfry za dużo. Wpisz 9 cyfr, na przykład 600 123 456"),
        ("do córki", "Wpisz numer samymi cyframi, na przykład 600 123 456"),
        ("100 000 000", "Żaden polski numer tak nie wygląda. Sprawdź go cyfra po cyfrze."),
        ("+380 1", "Sprawdź numer. Zagraniczny zaczyna się od plusa, na przykład +380 44 123 4567"),
    ],
)
def test_a_phone_error_says_how_to_write_it_right(written, says):
    assert refusal_of(PhoneField(), written) == says


def test_an_optional_phone_may_be_empty():
    assert PhoneField(required=False).clean("  ") == ""


def test_a_kept_phone_is_shown_again_as_people_write_it():
    assert PhoneField().prepare_value("+48600123456") == "600 123 456"


def test_a_valid_pesel_is_kept_as_digits():
    assert PeselField().clean(" 440514 01359 ") == "44051401359"


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("4405140135", "Jest tu 10 cyfr. PESEL ma ich 11, na przykład 44051401359"),
        ("44", "Są tu 2 cyfry. PESEL ma ich 11, na przykład 44051401359"),
        ("44051401358", "Jedna z cyfr nie zgadza się z pozostałymi. Porównaj numer z dokumentem."),
        ("44O51401359", "PESEL składa się z samych cyfr."),
        ("44023001356", "Pierwsze sześć cyfr to data urodzenia, a takiej daty nie ma. Sprawdź numer."),
    ],
)
def test_a_pesel_error_says_what_is_wrong(written, says):
    assert refusal_of(PeselField(), written) == says


@pytest.mark.parametrize(("written", "kept"), [("32-005", "32-005"), ("32005", "32-005"), ("32 005", "32-005")])
def test_a_postcode_gets_its_hyphen(written, kept):
    assert PostcodeField().clean(written) == kept


def test_a_postcode_error_shows_one():
    assert refusal_of(PostcodeField(), "3200") == "Wpisz 5 cyfr, na przykład 32-005"


@pytest.mark.parametrize(
    ("written", "grosze"),
    [("3,20", 320), ("3.2", 320), ("3", 300), ("1 032,00 zł", 103_200), ("0", 0), ("0,05 PLN", 5)],
)
def test_money_is_kept_in_grosze(written, grosze):
    assert MoneyField().clean(written) == grosze


@pytest.mark.parametrize("written", ["trzy", "-3", "NaN", "Infinity", "3,20,1"])
def test_an_amount_that_is_not_one_is_refused(written):
    assert refusal_of(MoneyField(), written) == "Wpisz kwotę cyframi, na przykład 3,20"


def test_a_third_digit_after_the_comma_is_refused():
    assert refusal_of(MoneyField(), "3,205") == "Po przecinku wpisz najwyżej dwie cyfry, na przykład 3,20"


def test_kept_money_is_shown_again_with_a_comma():
    assert MoneyField().prepare_value(320) == "3,20"
    assert MoneyField().prepare_value(0) == "0,00"


class Visit(HouseForm):
    seen_on = PolishDateField(label="Kiedy?")


@pytest.mark.parametrize(
    "data",
    [
        {"seen_on_day": "24", "seen_on_month": "11", "seen_on_year": "2026"},
        {"seen_on": "2026-11-24"},
        {"seen_on": "24.11.2026"},
        {"seen_on_day": "24.11.2026", "seen_on_month": "", "seen_on_year": ""},
    ],
)
def test_a_date_is_understood_in_boxes_and_in_one_text(data):
    form = Visit(data)

    assert form.is_valid()
    assert form.cleaned_data["seen_on"] == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("boxes", "says"),
    [
        (("31", "2", "2026"), "Takiego dnia nie ma. Sprawdź dzień i miesiąc."),
        (("24", "", "2026"), "Brakuje miesiąca. Wpisz na przykład 24 11 2026"),
        (("", "11", "2026"), "Brakuje dnia. Wpisz na przykład 24 11 2026"),
        (("24", "11", ""), "Brakuje roku. Wpisz na przykład 24 11 2026"),
        (("24", "xi", "2026"), "Wpisz dzień, miesiąc i rok cyframi, na przykład 24 11 2026"),
        (("24", "11", "26"), "Wpisz dzień, miesiąc i rok cyframi, na przykład 24 11 2026"),
        (("", "", ""), "Uzupełnij: Kiedy?"),
    ],
)
def test_a_date_error_says_which_part_is_wrong(boxes, says):
    form = Visit(dict(zip(("seen_on_day", "seen_on_month", "seen_on_year"), boxes, strict=True)))

    assert form.errors["seen_on"] == [says]


def test_what_was_written_stands_in_the_boxes_again():
    page = drawn(Visit({"seen_on_day": "31", "seen_on_month": "2", "seen_on_year": "2026"}))

    assert 'name="seen_on_day" value="31"' in page
    assert 'name="seen_on_year" value="2026"' in page


class Contact(HouseForm):
    how = forms.ChoiceField(label="Jak?", choices=[("P", "Telefonicznie"), ("L", "Listem")], widget=forms.RadioSelect)
    phone = PhoneField(label="Numer telefonu", help_text="9 cyfr", required=False)
    agrees = forms.BooleanField(label="Zgadzam się")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["how"].reveals = {"P": "phone"}
        self.fields["how"].hints = {"L": "Do skrzynki"}


def drawn(form):
    return Template(
        '{% include "kit/error_summary.html" with form=form only %}{% include "kit/fields.html" with form=form only %}'
    ).render(Context({"form": form}))


def test_an_error_stands_before_its_field_and_is_read_with_it():
    page = drawn(Contact({"how": "P", "phone": "600 123 45", "agrees": "on"}))

    assert 'aria-describedby="id_phone_hint id_phone_error"' in page
    assert page.index('id="id_phone_hint"') < page.index('id="id_phone_error"') < page.index('id="id_phone"')
    assert 'aria-invalid="true"' in page


def test_the_summary_leads_to_the_field():
    page = drawn(Contact({"how": "P", "phone": "600 123 45", "agrees": "on"}))

    assert "Popraw jedną rzecz" in page
    assert '<a href="#id_phone">Brakuje jednej cyfry.' in page


def test_the_summary_leads_to_the_first_choice_of_a_group():
    page = drawn(Contact({}))

    assert "Popraw 2 rzeczy" in page
    assert '<a href="#id_how_0">Wybierz odpowiedź: Jak?</a>' in page
    assert "Zaznacz „Zgadzam się”, żeby przejść dalej." in page


def test_a_revealed_field_stands_once_under_its_choice():
    page = drawn(Contact())

    assert page.count('name="phone"') == 1
    assert page.index('value="P"') < page.index('name="phone"') < page.index('value="L"')


def test_a_choice_carries_its_hint():
    page = drawn(Contact())

    assert 'aria-describedby="id_how_1_hint"' in page
    assert "Do skrzynki" in page


def test_an_optional_field_says_so():
    assert "(nieobowiązkowe)" in drawn(Contact())


def test_what_people_write_cannot_become_markup():
    page = drawn(Contact({"how": "P", "phone": "<script>1</script>"}))

    assert "<script>" not in page


class Foreign(forms.Form):
    """A form of a library, which knows nothing of ours."""

    code = forms.CharField(label="Kod", widget=forms.TextInput(attrs={"placeholder": "Kod"}))
    kept = forms.CharField(widget=forms.HiddenInput)


def test_a_form_of_a_library_is_drawn_whole():
    page = drawn(Foreign())

    assert 'name="code"' in page
    assert 'name="kept"' in page


def test_a_placeholder_never_repeats_the_label():
    assert "placeholder" not in drawn(Foreign())
