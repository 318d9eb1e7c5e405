from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_stranger, a_user, an_organiser, the_centre
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.offer.models import Agreement, PriceListItem, ServiceStatus
from cus.offer.queries.agreements import agreements_of_staff
from cus.offer.queries.providers import price_on
from cus.offer.services.agreements import (
    DataAgreementMissing,
    PriceOverlaps,
    ProviderMissing,
    add_agreement_document,
    add_price,
    end_agreement,
    save_agreement,
    sign_agreement,
    take_price_back,
)
from cus.offer.services.listing import AgreementMissing, publish_service
from cus.offer.services.reminders import remind_of_ending_agreements
from cus.offer.tests.factories import a_provider, a_service
from cus.offer.tests.factories_of_providers import a_draft_agreement, a_keeper, a_price, an_agreement
from cus.records.models import OutboxMessage

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _without_second_factor(settings, english):
    settings.DEMO = True
    settings.LANGUAGE_CODE = "en"


def prices(agreement):
    rows = agreement.prices.order_by("starts_on").values_list("price_grosze", "starts_on", "ends_on")
    return list(rows)


def test_an_agreement_is_written_priced_signed_and_then_stays_as_it_is():
    organiser, service = an_organiser(), a_service(provider=a_provider())
    fields = {
        "kind": "PROCUREMENT", "provider": service.provider, "number": "1/2026", "services": [service],
        "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "data_agreement": "PD 1",
    }  # fmt: skip
    by = {"by": organiser, "on": TODAY}

    agreement = save_agreement(centre=the_centre(), fields=dict(fields), **by)
    add_price(
        agreement_id=agreement.pk, service=service, unit="wizyta", price_grosze=9000, starts_on=date(2026, 1, 1), **by
    )
    sign_agreement(agreement_id=agreement.pk, signed_on=TODAY, **by)

    assert Agreement.objects.valid(on=TODAY).get() == agreement
    with pytest.raises(Refused):
        save_agreement(
            centre=the_centre(), agreement_id=agreement.pk, fields=fields | {"ends_on": date(2027, 1, 1)}, **by
        )


def test_signing_waits_for_services_and_for_the_processing_of_personal_data():
    organiser = an_organiser()
    silent, empty = a_draft_agreement(data_agreement=""), a_draft_agreement(services=[])

    with pytest.raises(DataAgreementMissing):
        sign_agreement(agreement_id=silent.pk, signed_on=TODAY, by=organiser, on=TODAY)
    with pytest.raises(Refused):
        sign_agreement(agreement_id=empty.pk, signed_on=TODAY, by=organiser, on=TODAY)
    with pytest.raises(Refused):
        sign_agreement(agreement_id=a_draft_agreement().pk, signed_on=date(2026, 3, 3), by=organiser, on=TODAY)

    silent.no_data_agreement = "wykonawca nie poznaje danych"
    silent.save()
    sign_agreement(agreement_id=silent.pk, signed_on=TODAY, by=organiser, on=TODAY)
    with pytest.raises(WrongState):
        sign_agreement(agreement_id=silent.pk, signed_on=TODAY, by=organiser, on=TODAY)


def test_only_an_agreement_with_the_powiat_is_without_a_provider():
    fields = {"number": "7", "starts_on": TODAY, "ends_on": None, "provider": None, "services": []}
    by = {"centre": the_centre(), "by": an_organiser(), "on": TODAY}

    with pytest.raises(ProviderMissing):
        save_agreement(fields=fields | {"kind": "PROCUREMENT"}, **by)
    assert save_agreement(fields=fields | {"kind": "POWIAT"}, **by).pk


def test_a_new_price_ends_the_one_before_and_the_past_keeps_its_price():
    agreement = an_agreement()
    service = agreement.services.get()
    a_price(agreement, price_grosze=4500)

    add_price(
        agreement_id=agreement.pk, service=service, unit="godzina", price_grosze=5000, starts_on=date(2026, 7, 1),
        by=an_organiser(), on=TODAY,
    )  # fmt: skip

    assert prices(agreement) == [
        (4500, date(2026, 1, 1), date(2026, 6, 30)),
        (5000, date(2026, 7, 1), date(2026, 12, 31)),
    ]
    assert price_on(service=service, on=date(2026, 6, 30)).price_grosze == 4500
    assert price_on(service=service, on=date(2026, 7, 1), agreement=agreement).price_grosze == 5000
    assert price_on(service=service, on=date(2027, 1, 1)) is None


def test_two_prices_never_hold_on_one_day_even_past_the_services():
    agreement = an_agreement()
    a_price(agreement)

    with pytest.raises(IntegrityError, match="one_price_at_a_time"), transaction.atomic():
        a_price(agreement, starts_on=date(2026, 12, 31), ends_on=None)
    with pytest.raises(PriceOverlaps):
        add_price(
            agreement_id=agreement.pk, service=agreement.services.get(), unit="h", price_grosze=1,
            starts_on=date(2026, 1, 1), by=an_organiser(), on=TODAY,
        )  # fmt: skip


def test_a_price_that_has_not_begun_is_taken_back_and_the_former_one_goes_on():
    agreement, organiser = an_agreement(), an_organiser()
    a_price(agreement, price_grosze=4500)
    later = add_price(
        agreement_id=agreement.pk, service=agreement.services.get(), unit="h", price_grosze=5000,
        starts_on=date(2026, 7, 1), by=organiser, on=TODAY,
    )  # fmt: skip

    take_price_back(price_id=later.pk, by=organiser, on=TODAY)

    assert prices(agreement) == [(4500, date(2026, 1, 1), date(2026, 12, 31))]
    with pytest.raises(Refused):
        take_price_back(price_id=PriceListItem.objects.get().pk, by=organiser, on=TODAY)


def test_an_agreement_ended_early_ends_its_prices_too():
    agreement = an_agreement()
    a_price(agreement)

    end_agreement(
        agreement_id=agreement.pk, last_day=date(2026, 5, 31), reason="likwidacja", by=an_organiser(), on=TODAY
    )

    assert prices(agreement) == [(4500, date(2026, 1, 1), date(2026, 5, 31))]
    assert Agreement.objects.valid(on=date(2026, 5, 31)).exists()
    assert not Agreement.objects.valid(on=date(2026, 6, 1)).exists()


def test_prices_of_a_draft_follow_its_days():
    agreement = a_draft_agreement()
    a_price(agreement)
    fields = {"ends_on": date(2026, 6, 30), "services": list(agreement.services.all())}

    save_agreement(centre=the_centre(), agreement_id=agreement.pk, fields=fields, by=an_organiser(), on=TODAY)

    assert prices(agreement) == [(4500, date(2026, 1, 1), date(2026, 6, 30))]


@pytest.mark.parametrize(("on", "shown"), [(date(2026, 10, 31), 0), (date(2026, 11, 1), 1), (date(2027, 1, 1), 0)])
def test_an_agreement_ends_soon_from_sixty_days_before_its_last_day(on, shown):
    an_agreement(ends_on=date(2026, 12, 31))

    found = agreements_of_staff(user=an_organiser(), show="ending", on=on)

    assert found.count() == shown


def test_the_organiser_is_reminded_once_of_an_agreement_that_ends_soon():
    organiser = an_organiser()
    an_agreement(number="9/2026", ends_on=date(2026, 4, 1))
    an_agreement(number="10/2026", ends_on=date(2026, 12, 31))

    assert remind_of_ending_agreements(centre=the_centre(), on=TODAY) == 1
    assert remind_of_ending_agreements(centre=the_centre(), on=TODAY) == 0

    message = OutboxMessage.objects.get()
    assert message.to == organiser.email
    assert "9/2026" in message.title


@pytest.mark.rule("RULE-04")
def test_a_task_of_the_powiat_runs_under_a_signed_agreement_in_force():
    organiser = an_organiser()
    service = a_service(is_powiat_task=True, status=ServiceStatus.DRAFT)
    agreement = a_draft_agreement(kind="POWIAT", provider=None, services=[service])

    with pytest.raises(AgreementMissing):
        publish_service(service_id=service.pk, by=organiser, on=TODAY)
    sign_agreement(agreement_id=agreement.pk, signed_on=TODAY, by=organiser, on=TODAY)
    with pytest.raises(AgreementMissing):
        publish_service(service_id=service.pk, by=organiser, on=date(2027, 1, 1))

    assert publish_service(service_id=service.pk, by=organiser, on=TODAY).status == ServiceStatus.PUBLIC


def test_documents_are_kept_and_read_by_staff_of_the_centre_only(client):
    agreement = an_agreement()
    upload = SimpleUploadedFile("umowa.pdf", b"%PDF-1.4")
    kept = add_agreement_document(agreement_id=agreement.pk, upload=upload, by=an_organiser(), on=TODAY)
    url = reverse("offer:agreement_document", args=[kept.uuid])

    client.force_login(a_user(Role.COORDINATOR))
    assert b"".join(client.get(url).streaming_content) == b"%PDF-1.4"
    for other in (a_stranger(), a_keeper(agreement.provider)):
        client.force_login(other)
        assert client.get(url).status_code == 404


def test_a_provider_sees_its_own_signed_agreements_only():
    provider = a_provider()
    keeper = a_keeper(provider)
    own = an_agreement(provider=provider)
    a_draft_agreement(provider=provider)
    an_agreement()

    assert list(Agreement.objects.visible_to(keeper)) == [own]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SOCIAL_WORKER, Role.FRONT_DESK])
def test_other_staff_read_agreements_and_change_nothing(client, role):
    agreement, user = a_draft_agreement(), a_user(role)
    client.force_login(user)

    assert client.get(reverse("offer:agreement", args=[agreement.pk])).status_code == 200
    with pytest.raises(NotAllowed):
        sign_agreement(agreement_id=agreement.pk, signed_on=TODAY, by=user, on=TODAY)


def test_pages_lead_from_a_new_agreement_to_its_price(client):
    client.force_login(an_organiser())
    service = a_service(provider=a_provider())
    given = {
        "kind": "PROCUREMENT", "provider": service.provider.pk, "number": "3/2026", "services": [service.pk],
        "starts_on_day": "1", "starts_on_month": "1", "starts_on_year": "2026",
    }  # fmt: skip

    answer = client.post(reverse("offer:new_agreement"), given)
    agreement = Agreement.objects.get()
    assert answer.url == reverse("offer:agreement", args=[agreement.pk])
    price = {"service": service.pk, "price_grosze": "45,50", "starts_on": "1.01.2026"}
    client.post(reverse("offer:add_price", args=[agreement.pk]), price)

    [row] = PriceListItem.objects.all()
    assert (row.price_grosze, row.unit, row.ends_on) == (4550, "wizyta", None)
    assert "45,50" in client.get(answer.url).content.decode() or "45.50" in client.get(answer.url).content.decode()


def test_the_form_shows_the_services_of_the_provider_and_takes_others_too(client):
    client.force_login(an_organiser())
    own, other = a_service(provider=a_provider(), name="Własna"), a_service(name="Obca usługa")
    url = reverse("offer:new_agreement")

    page = client.get(url, {"provider": own.provider.pk}).content.decode()
    client.post(
        url,
        {
            "kind": "PROCUREMENT", "provider": own.provider.pk, "number": "5/2026", "services": [own.pk, other.pk],
            "starts_on": "1.01.2026",
        },
    )  # fmt: skip

    assert "Własna" in page
    assert "Obca usługa" not in page
    assert set(Agreement.objects.get().services.all()) == {own, other}
