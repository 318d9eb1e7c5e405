from datetime import date

import pytest

from cus.law.services import (
    AREAS,
    RECIPIENT_KINDS,
    HelpForm,
    area,
    area_exists,
    is_social_service,
    powiat_agreement_is_needed,
    recipient_kind_exists,
    service_may_be_active,
)

TODAY = date(2026, 1, 15)


@pytest.mark.rule("RULE-01")
@pytest.mark.parametrize(
    ("number", "exists"), [(None, False), (-1, False), (0, False), (1, True), (14, True), (15, False)]
)
def test_service_belongs_to_one_of_fourteen_areas(number, exists):
    assert area_exists(number=number, on=TODAY) is exists


@pytest.mark.rule("RULE-01")
def test_areas_are_those_of_the_act_in_its_order():
    assert [(area.number, area.name_pl) for area in AREAS.on(TODAY)] == [
        (1, "polityka prorodzinna"),
        (2, "wspieranie rodziny"),
        (3, "system pieczy zastępczej"),
        (4, "pomoc społeczna"),
        (5, "promocja i ochrona zdrowia"),
        (6, "wspieranie osób niepełnosprawnych"),
        (7, "edukacja publiczna"),
        (8, "przeciwdziałanie bezrobociu"),
        (9, "kultura"),
        (10, "kultura fizyczna i turystyka"),
        (11, "pobudzanie aktywności obywatelskiej"),
        (12, "mieszkalnictwo"),
        (13, "ochrona środowiska"),
        (14, "reintegracja zawodowa i społeczna"),
    ]


@pytest.mark.rule("RULE-01")
def test_area_is_found_by_its_number():
    assert area(number=12, on=TODAY).identifier == "housing"
    with pytest.raises(LookupError, match="No area 15"):
        area(number=15, on=TODAY)


@pytest.mark.rule("RULE-01")
def test_no_area_exists_before_the_act():
    assert area_exists(number=1, on=date(2020, 1, 1))
    with pytest.raises(LookupError):
        area_exists(number=1, on=date(2019, 12, 31))


@pytest.mark.rule("RULE-02")
@pytest.mark.parametrize(
    ("forms", "is_service"),
    [
        ({HelpForm.ACTIVITY}, True),
        ({HelpForm.ACTIVITY, HelpForm.GOODS}, True),  # a meal brought and eaten together
        ({HelpForm.MONEY}, False),
        ({HelpForm.GOODS}, False),
        ({HelpForm.MONEY, HelpForm.GOODS}, False),
        (set(), False),
    ],
)
def test_money_or_goods_alone_are_no_social_service(forms, is_service):
    assert is_social_service(forms=forms) is is_service


@pytest.mark.rule("RULE-03")
@pytest.mark.parametrize(
    ("code", "exists"),
    [
        ("PERSONS", True),
        ("FAMILIES", True),
        ("SOCIAL_GROUPS", True),
        ("RESIDENTS_WITH_SPECIFIC_NEEDS", True),
        ("ALL_RESIDENTS", True),
        ("COMPANIES", False),
        ("", False),
    ],
)
def test_recipient_is_one_of_five_kinds(code, exists):
    assert recipient_kind_exists(code=code, on=TODAY) is exists


@pytest.mark.rule("RULE-03")
def test_recipients_are_those_of_the_act():
    assert [kind.name_pl for kind in RECIPIENT_KINDS.on(TODAY)] == [
        "osoby",
        "rodziny",
        "grupy społeczne",
        "grupy mieszkańców o określonych potrzebach",
        "ogół mieszkańców",
    ]


@pytest.mark.rule("RULE-04")
@pytest.mark.parametrize(
    ("is_powiat_task", "has_agreement", "active"),
    [(True, False, False), (True, True, True), (False, False, True), (False, True, True)],
)
def test_gmina_offers_a_powiat_task_only_after_an_agreement(is_powiat_task, has_agreement, active):
    may_be_active = service_may_be_active(
        is_powiat_task=is_powiat_task, gmina_has_powiat_rights=False, has_agreement=has_agreement
    )

    assert may_be_active is active


@pytest.mark.rule("RULE-05")
def test_city_with_powiat_rights_needs_no_agreement():
    assert not powiat_agreement_is_needed(is_powiat_task=True, gmina_has_powiat_rights=True)
    assert service_may_be_active(is_powiat_task=True, gmina_has_powiat_rights=True, has_agreement=False)


@pytest.mark.rule("RULE-05")
def test_any_other_gmina_needs_an_agreement_for_a_powiat_task_alone():
    assert powiat_agreement_is_needed(is_powiat_task=True, gmina_has_powiat_rights=False)
    assert not powiat_agreement_is_needed(is_powiat_task=False, gmina_has_powiat_rights=False)
