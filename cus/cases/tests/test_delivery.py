"""Letters on their way: by hand, by post, by e-Doręczenia; and the notice that one waits."""

import json
import zipfile
from datetime import date, timedelta
from io import BytesIO
from xml.etree.ElementTree import fromstring

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, a_user, the_centre
from cus.cases.e_package import package_of
from cus.cases.letter_ways import warning_of_paper, ways_open
from cus.cases.models import Decision, Dispatch, LetterNotice
from cus.cases.services.deliveries import (
    Back,
    Taken,
    hand_over_letter,
    keep_letter,
    note_came_back,
    note_return_card,
    post_letters,
    undo_posting,
)
from cus.cases.services.e_delivery import check_address, prepare_package
from cus.cases.services.notices import tell_of_letter
from cus.cases.states import DecisionState
from cus.cases.tests.factories import TODAY, an_application
from cus.cases.tests.factories_of_letters import (
    E_ADDRESS,
    a_case_letter,
    a_consent,
    a_packed_letter,
    a_posted_letter,
)
from cus.cases.tests.test_refusal import signed
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.people.models import Person, RepresentationKind, Scope
from cus.people.tests.factories import a_daughter, a_person, an_exclusion
from cus.records.models import Document, Letter, OutboxMessage
from cus.records.states import LetterState
from cus.team.models import Authorisation

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=30)
PDF = b"%PDF-1.4 potwierdzenie"


def state_of(letter: Letter) -> str:
    return Letter.objects.get(pk=letter.pk).state


def taken(**given) -> Taken:
    return Taken(**({"received_on": TODAY, "received_by": "Anna Nowak", "is_signed_for": True} | given))


def test_a_letter_handed_over_is_delivered_with_who_took_it_and_the_signed_paper():
    letter, joanna = a_case_letter(), a_coordinator()
    proof = SimpleUploadedFile("podpis.pdf", PDF)

    dispatch = hand_over_letter(letter_id=letter.pk, taken=taken(proof=proof), by=joanna, on=TODAY)

    assert state_of(letter) == LetterState.DELIVERED
    assert (dispatch.received_by, dispatch.is_signed_for) == ("Anna Nowak", True)
    assert dispatch.proof == Document.objects.get(name="podpis.pdf")


def test_a_posted_letter_is_under_way_until_the_card_comes():
    dispatch = a_posted_letter()
    assert state_of(dispatch.letter) == LetterState.UNDER_WAY

    given = taken(received_on=TODAY + timedelta(days=3), received_by="Jan Nowak", taken_by="HOUSEHOLD")
    note_return_card(dispatch_id=dispatch.pk, taken=given, by=a_coordinator(), on=LATER)

    letter = Letter.objects.get(pk=dispatch.letter_id)
    assert (letter.state, letter.delivered_on, letter.delivery_way) == ("DELIVERED", date(2026, 1, 13), "POST")


def test_the_card_is_noted_once():
    dispatch = a_posted_letter()
    note_return_card(dispatch_id=dispatch.pk, taken=taken(), by=a_coordinator(), on=LATER)

    with pytest.raises(Refused):
        note_return_card(dispatch_id=dispatch.pk, taken=taken(), by=a_coordinator(), on=LATER)


@pytest.mark.rule("RULE-90")
def test_a_letter_nobody_collected_after_two_notices_counts_as_delivered():
    dispatch = a_posted_letter()
    back = Back(
        came_back_on=date(2026, 1, 30),
        came_back="NOT_COLLECTED",
        first_notice_on=date(2026, 1, 13),
        second_notice_on=date(2026, 1, 21),
    )

    note_came_back(dispatch_id=dispatch.pk, back=back, by=a_coordinator(), on=LATER)

    letter = Letter.objects.get(pk=dispatch.letter_id)
    assert (letter.state, letter.delivered_on) == (LetterState.DEEMED, date(2026, 1, 27))


@pytest.mark.rule("RULE-90")
def test_a_centre_that_switched_the_rule_off_delivers_such_a_letter_again():
    the_centre(switched_off_rules=["RULE-90"])
    dispatch = a_posted_letter()
    back = Back(date(2026, 1, 30), "NOT_COLLECTED", date(2026, 1, 13), date(2026, 1, 21))

    note_came_back(dispatch_id=dispatch.pk, back=back, by=a_coordinator(), on=LATER)

    assert state_of(dispatch.letter) == LetterState.RETURNED
    post_letters(letter_ids=[dispatch.letter_id], posted_on=LATER, by=a_coordinator(), on=LATER)
    assert Dispatch.objects.count() == 2


def test_a_letter_to_a_wrong_address_waits_again_whatever_notices_were_left():
    dispatch = a_posted_letter()
    back = Back(date(2026, 1, 30), "WRONG_ADDRESS", date(2026, 1, 13), date(2026, 1, 21))

    note_came_back(dispatch_id=dispatch.pk, back=back, by=a_coordinator(), on=LATER)

    assert state_of(dispatch.letter) == LetterState.RETURNED


def test_the_days_of_a_return_stand_in_their_order():
    dispatch = a_posted_letter()
    back = Back(date(2026, 1, 12), "NOT_COLLECTED", date(2026, 1, 13), None)

    with pytest.raises(Refused):
        note_came_back(dispatch_id=dispatch.pk, back=back, by=a_coordinator(), on=LATER)


def test_many_are_posted_at_once_and_taken_back_at_once():
    letters, joanna = [a_case_letter(), a_case_letter()], a_coordinator()
    batch = post_letters(letter_ids=[one.pk for one in letters], posted_on=TODAY, by=joanna, on=TODAY)
    assert {state_of(one) for one in letters} == {LetterState.UNDER_WAY}

    assert undo_posting(batch=batch, by=joanna, on=TODAY) == 2

    assert {state_of(one) for one in letters} == {LetterState.WAITING}
    assert set(Dispatch.objects.values_list("undone_by", flat=True)) == {joanna.pk}


def test_nothing_is_posted_when_one_of_many_has_no_address():
    good, joanna = a_case_letter(), a_coordinator()
    homeless = a_case_letter(an_application(person=a_person(street="", house="", postcode="", town="")))

    with pytest.raises(Refused, match="nie ma adresu"):
        post_letters(letter_ids=[good.pk, homeless.pk], posted_on=TODAY, by=joanna, on=TODAY)

    assert state_of(good) == LetterState.WAITING
    assert not Dispatch.objects.exists()


def test_a_person_who_wants_no_letters_home_is_offered_no_post_even_for_a_letter_written_before():
    person = a_person()
    letter = a_case_letter(an_application(person=person))
    assert "POST" in [way.way for way in ways_open(letter, person)]

    person.never = ["LETTERS_HOME"]
    person.save()

    assert [way.way for way in ways_open(letter, person)] == ["BY_HAND"]
    with pytest.raises(Refused):
        post_letters(letter_ids=[letter.pk], posted_on=TODAY, by=a_coordinator(), on=TODAY)


def test_nothing_is_sent_to_the_dead():
    person = a_person()
    letter = a_case_letter(an_application(person=person))
    Person.objects.filter(pk=person.pk).update(deceased_on=TODAY)
    person.refresh_from_db()

    assert ways_open(letter, person) == []
    with pytest.raises(Refused, match="zmarła"):
        hand_over_letter(letter_id=letter.pk, taken=taken(), by=a_coordinator(), on=TODAY)


def test_the_letters_of_a_person_go_to_who_may_receive_them_while_the_right_lasts():
    person = a_person()
    a_daughter(
        person,
        kind=RepresentationKind.LEGAL_GUARDIAN,
        name="Ewa Nowak",
        scope=[Scope.RECEIVE_LETTERS],
        ends_on=date(2026, 1, 31),
    )
    application = an_application(person=person)

    assert a_case_letter(application).recipient["name"] == "Ewa Nowak"
    assert a_case_letter(application, on=date(2026, 2, 1)).recipient["name"] == "Pani Anna Nowak"


def test_who_may_only_apply_does_not_get_the_letters():
    person = a_person()
    a_daughter(person, scope=[Scope.APPLY])

    assert a_case_letter(an_application(person=person)).recipient["name"] == "Pani Anna Nowak"


def test_a_letter_names_the_authorisation_of_who_signs_it_and_the_director_needs_none():
    joanna = a_coordinator(post="koordynatorka")
    Authorisation.objects.create(
        centre=the_centre(), user=joanna, kind="SIGN_DECISIONS", number="4/2026", granted_by=a_director(),
        starts_on="2026-01-01",
    )  # fmt: skip

    assert a_case_letter(by=joanna).signature == {
        "name": "Joanna Mazur", "post": "koordynatorka", "authorisation": "Z upoważnienia dyrektora nr 4/2026",
    }  # fmt: skip
    assert a_case_letter(by=a_director(post="dyrektorka")).signature["authorisation"] == ""


def test_a_refusal_handed_over_starts_the_time_to_appeal():
    decision = signed()

    hand_over_letter(
        letter_id=decision.letter_id, taken=taken(received_on=date(2026, 1, 12)), by=a_coordinator(), on=LATER
    )

    decision = Decision.objects.get(pk=decision.pk)
    assert (decision.state, decision.delivered_on) == (DecisionState.DELIVERED, date(2026, 1, 12))
    assert decision.appeal_until == date(2026, 1, 26)


def test_a_decision_cannot_just_stay_in_the_file():
    with pytest.raises(Refused):
        keep_letter(letter_id=signed().letter_id, by=a_director(), on=LATER)


@pytest.mark.rule("RULE-66")
def test_a_decision_on_paper_warns_until_the_base_was_asked():
    decision = signed()
    letter, person = decision.letter, decision.application.person
    assert warning_of_paper(letter, person, on=TODAY) is not None

    check_address(person_id=person.pk, address="", by=a_coordinator(), on=TODAY)
    assert warning_of_paper(letter, person, on=TODAY) is None

    check_address(person_id=person.pk, address=E_ADDRESS, by=a_coordinator(), on=TODAY)
    assert "idzie najpierw tam" in warning_of_paper(letter, person, on=TODAY)[0]


@pytest.mark.rule("RULE-66")
def test_the_warning_does_not_keep_a_decision_from_being_posted():
    decision = signed()

    post_letters(letter_ids=[decision.letter_id], posted_on=TODAY, by=a_director(), on=TODAY)

    assert state_of(decision.letter) == LetterState.UNDER_WAY


def test_the_package_holds_the_letter_and_says_the_same_in_json_and_xml():
    dispatch = a_packed_letter()

    made = package_of(dispatch.letter, centre=the_centre(), e_address=dispatch.e_address)

    with zipfile.ZipFile(BytesIO(made.content)) as archive:
        about = json.loads(archive.read("metadata.json"))
        assert sorted(archive.namelist()) == sorted([about["file"], "metadata.json", "metadata.xml"])
        assert archive.read(about["file"]).startswith(b"%PDF")
        xml = {part.tag.replace("-", "_"): part.text for part in fromstring(archive.read("metadata.xml"))}
    assert xml == {name: str(value) for name, value in about.items()}
    assert (about["e_delivery_address"], about["addressee"]) == (E_ADDRESS, "Pani Anna Nowak")
    assert about["sha256"] == dispatch.package_sha256 == made.pdf_sha256


def test_no_package_is_made_without_an_address_of_the_person():
    with pytest.raises(Refused):
        prepare_package(letter_id=a_case_letter().pk, by=a_coordinator(), on=TODAY)
    with pytest.raises(Refused):
        check_address(person_id=a_person().pk, address="anna@example.org", by=a_coordinator(), on=TODAY)


def test_the_proof_of_an_electronic_delivery_is_filed_back():
    dispatch = a_packed_letter()
    proof = SimpleUploadedFile("dowod.pdf", PDF)

    note_return_card(
        dispatch_id=dispatch.pk, taken=Taken(received_on=TODAY, proof=proof), by=a_coordinator(), on=TODAY
    )

    letter = Letter.objects.get(pk=dispatch.letter_id)
    assert (letter.state, letter.delivery_way) == (LetterState.DELIVERED, "E_DELIVERY")
    assert Document.objects.about(letter).get().name == "dowod.pdf"


def test_a_person_who_agreed_is_told_that_a_letter_waits_and_nothing_else():
    person = a_person(email="anna@example.org")
    a_consent(person, "EMAIL_NOTICE")

    letter = a_case_letter(an_application(person=person))

    message = OutboxMessage.objects.get()
    assert message.to == "anna@example.org"
    for words in ("Anna", "Nowak", "lekarza", letter.number, letter.title):
        assert words not in message.title + message.text
    assert LetterNotice.objects.get().consent.kind == "EMAIL_NOTICE"


def test_a_text_message_goes_to_a_mobile_of_ones_own():
    person = a_person()
    a_consent(person, "SMS_NOTICE")
    letter = a_case_letter(an_application(person=person))

    message = OutboxMessage.objects.get()
    assert (message.channel, message.to) == ("SMS", "+48600123456")
    with pytest.raises(Refused, match="Dziś już zawiadomiono"):
        tell_of_letter(letter_id=letter.pk, channel="SMS", by=a_coordinator(), on=TODAY)


@pytest.mark.parametrize(
    "given",
    [
        {"email_is_shared": True},
        {"never": ["EMAIL"]},
        {"never": ["NAME_THE_CENTRE"]},
        {"email": ""},
    ],
)
def test_no_notice_goes_where_others_read_or_where_it_is_not_safe(given):
    person = a_person(**({"email": "anna@example.org"} | given))
    a_consent(person, "EMAIL_NOTICE")
    letter = a_case_letter(an_application(person=person))

    with pytest.raises(Refused):
        tell_of_letter(letter_id=letter.pk, channel="EMAIL", by=a_coordinator(), on=TODAY)
    assert not OutboxMessage.objects.exists()


def test_a_withdrawn_consent_closes_the_way():
    person = a_person(email="anna@example.org")
    a_consent(person, "EMAIL_NOTICE", withdrawn_on=TODAY)

    a_case_letter(an_application(person=person))

    assert not OutboxMessage.objects.exists()


def test_the_front_desk_hands_letters_over_but_no_refusals():
    desk = a_user(Role.FRONT_DESK)
    hand_over_letter(letter_id=a_case_letter().pk, taken=taken(), by=desk, on=TODAY)

    with pytest.raises(NotAllowed):
        hand_over_letter(letter_id=signed().letter_id, taken=taken(), by=desk, on=TODAY)


def test_a_stranger_and_kin_send_nothing():
    letter, kin = a_case_letter(), a_coordinator()
    an_exclusion(Person.objects.get(pk=letter.story_id), kin)

    for user in (a_stranger(), kin):
        with pytest.raises(NotAllowed):
            post_letters(letter_ids=[letter.pk], posted_on=TODAY, by=user, on=TODAY)


def test_a_letter_under_way_is_not_handed_over_too():
    dispatch = a_posted_letter()

    with pytest.raises(WrongState):
        hand_over_letter(letter_id=dispatch.letter_id, taken=taken(), by=a_coordinator(), on=TODAY)
