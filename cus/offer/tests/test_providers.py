from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from cus.accounts.models import Role, RoleHeld, User
from cus.accounts.tests.factories import a_stranger, a_user, an_organiser, the_centre
from cus.catalogue.models import Entry
from cus.kit.errors import NotAllowed, Refused
from cus.offer.forms.identifiers import KrsField, NipField, RegonField
from cus.offer.models import Provider, ProviderUser
from cus.offer.public_register import organisation_with, organisations_named
from cus.offer.services.providers import KrsTaken, NipTaken, invite_user, remove_user, save_provider
from cus.offer.tests.factories import a_provider, a_service
from cus.offer.tests.factories_of_providers import a_keeper, an_agreement
from cus.records.models import OutboxMessage

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
FOUNDATION = {"kind": "NGO", "name": "Fundacja Nowa", "check_every_months": "12"}


@pytest.fixture(autouse=True)
def _without_second_factor(settings, english):
    settings.DEMO = True
    settings.LANGUAGE_CODE = "en"


@pytest.mark.parametrize(
    ("field", "written", "kept"),
    [
        (NipField(), "542-269-27-44", "5422692744"),
        (NipField(), "PL 542 269 27 44", "5422692744"),
        (RegonField(), "000331501", "000331501"),
        (KrsField(), "168", "0000000168"),
        (KrsField(), "KRS 0000000168", "0000000168"),
    ],
)
def test_numbers_are_kept_as_digits(field, written, kept):
    assert field.clean(written) == kept


@pytest.mark.parametrize(
    ("field", "written", "told"),
    [
        (NipField(), "5422692745", "One of the digits does not agree with the rest. Compare NIP with the document."),
        (NipField(), "542269274", "NIP has 10 digits; you wrote 9."),
        (NipField(), "54226927AB", "NIP is made of digits only."),
        (RegonField(), "12345678", "REGON has 9 or 14 digits; you wrote 8."),
        (KrsField(), "12345678901", "KRS has 10 digits; you wrote 11."),
    ],
)
def test_what_is_wrong_with_a_number_is_said(field, written, told):
    with pytest.raises(ValidationError) as wrong:
        field.clean(written)
    assert wrong.value.messages == [told]


def test_the_public_list_finds_by_krs_nip_and_beginning_of_the_name():
    by_krs = organisation_with(krs="0000000168")
    assert by_krs is not None
    assert by_krs.nip == "5422692744"
    assert organisation_with(nip="5422692744") == by_krs
    assert by_krs in organisations_named("stowarzyszenie pomocy dzieciom z porazeniem mozgowym jasny")
    assert organisation_with(krs="9999999999", nip="") is None
    assert organisations_named("") == []


def test_find_by_krs_fills_the_empty_fields_and_loses_nothing_typed(client):
    client.force_login(an_organiser())

    page = client.post(
        reverse("offer:new_provider"), {"find": "1", "krs": "168", "phone": "12 555", "town": "Suwałki"}
    )

    initial = page.context["form"].initial
    assert (initial["krs"], initial["nip"]) == ("168", "5422692744")
    assert initial["name"].startswith("STOWARZYSZENIE POMOCY DZIECIOM")
    assert (initial["phone"], initial["town"]) == ("12 555", "Suwałki")
    assert Provider.objects.count() == 0


def test_the_beginning_of_a_name_gives_a_choice_and_the_choice_fills_the_form(client):
    client.force_login(an_organiser())
    typed = {"name": "Stowarzyszenie Pomocy Dzieciom z Porażeniem", "phone": "12 555 01 20"}

    page = client.post(reverse("offer:new_provider"), {"find": "1", **typed})
    assert "0000000168" in [one.krs for one in page.context["choices"]]
    page = client.post(reverse("offer:new_provider"), {"take": "0000000168", **typed})

    initial = page.context["form"].initial
    assert initial["name"] == 'STOWARZYSZENIE POMOCY DZIECIOM Z PORAŻENIEM MÓZGOWYM "JASNY CEL"'
    assert (initial["krs"], initial["phone"]) == ("0000000168", "12 555 01 20")


def test_organiser_adds_a_provider(client):
    client.force_login(an_organiser())

    answer = client.post(reverse("offer:new_provider"), FOUNDATION | {"nip": "542-269-27-44", "krs": "168"})

    provider = Provider.objects.get()
    assert answer.url == reverse("offer:provider", args=[provider.pk])
    assert (provider.nip, provider.krs) == ("5422692744", "0000000168")


def test_a_nip_belongs_to_one_provider_of_the_centre(client):
    client.force_login(an_organiser())
    a_provider(name="Fundacja Dawna", nip="5422692744")

    page = client.post(reverse("offer:new_provider"), FOUNDATION | {"nip": "5422692744"})

    assert page.context["form"].errors["nip"] == ["This NIP belongs to Fundacja Dawna. Check the number."]


@pytest.mark.parametrize(("field", "refusal"), [("nip", NipTaken), ("krs", KrsTaken)])
def test_service_and_database_keep_numbers_alone(field, refusal):
    number = {"nip": "5422692744", "krs": "0000000168"}[field]
    a_provider(**{field: number})
    other = a_provider()

    with pytest.raises(refusal):
        save_provider(centre=the_centre(), provider_id=other.pk, fields={field: number}, by=an_organiser(), at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        a_provider(**{field: number})
    assert a_provider(**{field: ""}).pk


def test_a_changed_provider_is_changed_in_the_public_base_too():
    provider = a_provider(name="Fundacja Stara")
    service = a_service(provider=provider)

    save_provider(
        centre=the_centre(), provider_id=provider.pk, fields={"name": "Fundacja Młoda"}, by=an_organiser(), at=AT
    )

    assert Entry.objects.get(uuid=service.uuid).provider_name == "Fundacja Młoda"


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.FRONT_DESK, Role.COMMUNITY_ORGANISER])
def test_other_staff_read_the_register_and_change_nothing(client, role):
    provider = a_provider(name="Fundacja Blisko")
    user = a_user(role)
    client.force_login(user)

    assert client.get(reverse("offer:provider", args=[provider.pk])).status_code == 200
    assert "Fundacja Blisko" in client.get(reverse("offer:providers")).content.decode()
    client.post(reverse("offer:change_provider", args=[provider.pk]), FOUNDATION)
    with pytest.raises(NotAllowed):
        save_provider(centre=the_centre(), provider_id=provider.pk, fields={"name": "X"}, by=user, at=AT)
    assert Provider.objects.get().name == "Fundacja Blisko"


def test_stranger_finds_no_provider(client):
    provider = a_provider(name="Fundacja Blisko")
    client.force_login(a_stranger())

    assert client.get(reverse("offer:provider", args=[provider.pk])).status_code == 404
    assert client.post(reverse("offer:change_provider", args=[provider.pk]), FOUNDATION).status_code == 404
    assert "Fundacja Blisko" not in client.get(reverse("offer:providers")).content.decode()


def test_the_list_counts_services_and_agreements_in_force(client, time_machine):
    time_machine.move_to(AT)
    client.force_login(an_organiser())
    provider = a_provider(name="Fundacja Blisko")
    an_agreement(provider=provider, services=[a_service(provider=provider), a_service(provider=provider)])
    an_agreement(provider=provider, services=[], starts_on=date(2020, 1, 1), ends_on=date(2020, 12, 31))

    [row] = client.get(reverse("offer:providers"), {"q": "Blisko"}).context["rows"]

    assert (row["provider"].service_count, row["provider"].agreement_count) == (2, 1)


def test_an_invited_person_gets_an_account_a_role_and_an_email():
    provider = a_provider(name="Fundacja Blisko")

    invite_user(
        provider_id=provider.pk, email="Ola@blisko.example", first_name="Ola", last_name="Lis",
        address="https://cus.example/haslo", by=an_organiser(), on=TODAY,
    )  # fmt: skip

    person = User.objects.get(email="ola@blisko.example")
    assert (person.centre, person.is_staff_of_centre) == (the_centre(), False)
    assert RoleHeld.objects.get(user=person).role == Role.PROVIDER
    assert ProviderUser.objects.get(user=person).provider == provider
    message = OutboxMessage.objects.get()
    assert message.to == "ola@blisko.example"
    assert "https://cus.example/haslo" in message.text


def test_staff_and_keepers_of_others_are_not_invited():
    provider, organiser = a_provider(), an_organiser()
    keeper, colleague = a_keeper(), a_user(Role.COORDINATOR)

    for email in (keeper.email, colleague.email):
        with pytest.raises(Refused):
            invite_user(
                provider_id=provider.pk, email=email, first_name="A", last_name="B", address="x", by=organiser,
                on=TODAY,
            )  # fmt: skip


def test_only_organiser_and_director_invite():
    provider = a_provider()

    with pytest.raises(NotAllowed):
        invite_user(
            provider_id=provider.pk, email="a@example.org", first_name="A", last_name="B", address="x",
            by=a_keeper(provider), on=TODAY,
        )  # fmt: skip


def test_who_is_removed_sees_the_provider_no_longer():
    provider = a_provider()
    keeper = a_keeper(provider)
    assert Provider.objects.visible_to(keeper).get() == provider

    remove_user(provider_id=provider.pk, user_id=keeper.pk, by=an_organiser(), on=TODAY)

    assert not Provider.objects.visible_to(keeper).exists()
