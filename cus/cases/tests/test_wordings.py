"""The centre words its letters; the printer gets many in one file."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_user, an_organiser, the_centre
from cus.cases.letter_kinds import EDITABLE
from cus.cases.models import LetterTemplate, PrintRun
from cus.cases.services.printing import begin_print, carry_out_print, printed
from cus.cases.services.wordings import return_to_shipped, save_wording
from cus.cases.tests.factories import FILED_AT, TODAY, an_application
from cus.cases.tests.factories_of_letters import a_case_letter, a_print_run
from cus.kit.errors import NotAllowed, Refused
from cus.people.tests.factories import a_person
from cus.records.models import Letter
from cus.records.models.letter import LetterKind
from cus.records.wording import fill, flaws_of, placeholders_in

pytestmark = pytest.mark.django_db
OWN = "{zwrot},\n\nmamy miejsce: **{usługa}**.[ Zapraszamy: {miejsce}.]\n"


def worded(**given) -> LetterTemplate:
    asked = {
        "centre": the_centre(), "kind": "QUALIFICATION", "title": "Jest miejsce", "text": OWN, "starts_on": TODAY,
        "reason": "krócej", "on": TODAY,
    } | given  # fmt: skip
    return save_wording(by=asked.pop("by", None) or an_organiser(), **asked)


@pytest.mark.parametrize("kind", EDITABLE)
def test_the_shipped_wording_is_sound_and_every_placeholder_has_an_example(kind):
    letter = EDITABLE[kind]

    assert flaws_of(letter.shipped, letter.names) == []
    assert letter.must_hold <= set(placeholders_in(letter.shipped))
    assert "{" not in fill(letter.shipped, letter.examples)


def test_letters_are_worded_by_the_centre_from_the_day_on_and_stay_as_written():
    before = a_case_letter(on=TODAY)
    worded(starts_on=TODAY + timedelta(days=2))

    assert a_case_letter(on=TODAY + timedelta(days=1)).title == "Zakwalifikowanie do usługi"
    after = a_case_letter(on=TODAY + timedelta(days=2))
    assert (after.title, after.text) == ("Jest miejsce", "Szanowna Pani,\n\nmamy miejsce: **Dowóz do lekarza**.\n")
    assert Letter.objects.get(pk=before.pk).text == before.text


def test_one_returns_to_the_shipped_wording_and_the_history_stays():
    worded()
    return_to_shipped(centre=the_centre(), kind="QUALIFICATION", reason="", by=a_director(), on=TODAY)

    assert a_case_letter().title == "Zakwalifikowanie do usługi"
    assert LetterTemplate.objects.count() == 2


def test_what_a_person_typed_stays_as_typed_in_the_centres_own_wording():
    person = a_person(first_name="{kod}", last_name="**[x]**")
    worded(text="Dla {osoba}: {usługa}\n")

    assert a_case_letter(an_application(person=person)).text == r"Dla {kod} \*\*[x]\*\*: Dowóz do lekarza" + "\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dla {nieznane}", "{nieznane}"),
        ("{% load static %}", "{% load static %}"),
        ("{{ settings.SECRET_KEY }}", "{"),
        ("", "Wpisz treść pisma"),
    ],
)
def test_a_wording_that_cannot_be_filled_is_refused_by_name(text, said):
    with pytest.raises(Refused, match=said.replace("{", r"\{").replace("}", r"\}")):
        worded(text=text)


def test_a_refusal_keeps_what_the_law_wants_in_it():
    with pytest.raises(Refused, match="pouczenie"):
        worded(kind=LetterKind.REFUSAL, title="", text="{uzasadnienie} {podstawa prawna}\n\n- {usługi}")


def test_only_organiser_and_director_word_letters_and_not_backwards():
    with pytest.raises(NotAllowed):
        worded(by=a_coordinator())
    with pytest.raises(Refused):
        worded(starts_on=date(2026, 1, 1))


def test_many_letters_come_in_one_file_each_on_a_sheet_of_its_own():
    letters = [a_case_letter(), a_case_letter()]

    assert len(PdfReader(BytesIO(printed(letters, centre=the_centre()))).pages) == 2
    assert len(PdfReader(BytesIO(printed(letters, centre=the_centre(), double_sided=True))).pages) == 4


def test_the_worker_tells_how_many_are_set_and_keeps_the_file(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path), "base_url": None},
        }
    }
    joanna = a_coordinator()
    run = begin_print(letter_ids=[a_case_letter().pk], double_sided=False, by=joanna, at=FILED_AT)

    carry_out_print(run_id=run.pk, at=FILED_AT)

    run = PrintRun.objects.get()
    assert (run.state, run.done, run.total) == ("READY", 1, 1)
    with run.file.open() as file:
        assert file.read().startswith(b"%PDF")


def test_the_front_desk_prints_no_refusal():
    refusal = a_case_letter(kind=LetterKind.REFUSAL, values={"services": ["x"]}, title="Odmowa")
    desk = a_user(Role.FRONT_DESK)

    with pytest.raises(NotAllowed):
        begin_print(letter_ids=[refusal.pk], double_sided=False, by=desk, at=FILED_AT)


def test_another_colleague_does_not_open_the_file(client):
    run = a_print_run(a_coordinator(), [a_case_letter()])
    client.force_login(a_director())

    assert client.get(reverse("cases:print_run", args=[run.pk])).status_code == 404


def test_the_editor_shows_a_preview_and_saves_nothing(client):
    client.force_login(an_organiser())
    url = reverse("cases:edit_wording", args=["QUALIFICATION"])

    answer = client.post(url, {"title": "Jest miejsce", "text": OWN, "preview": "1"})

    assert "mamy miejsce: <strong>Dowóz do lekarza</strong>" in answer.content.decode()
    assert not LetterTemplate.objects.exists()


def test_letters_are_printed_posted_and_undone_from_the_list(client):
    client.force_login(a_coordinator())
    letters = [a_case_letter().pk, a_case_letter().pk]
    url = reverse("cases:send_ticked")

    assert client.post(url, {"letter": letters, "do": "print"}).content.startswith(b"%PDF")
    client.post(url, {"letter": letters, "do": "post"})
    assert set(Letter.objects.values_list("state", flat=True)) == {"UNDER_WAY"}

    book = client.get(reverse("cases:posting_book") + "?format=csv").content.decode("utf-8-sig")
    assert book.count("Pani Anna Nowak") == 2
    assert client.get(reverse("cases:posting_book") + "?format=pdf").content.startswith(b"%PDF")
