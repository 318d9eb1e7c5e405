"""A word staff add is found at once; before it is saved they see what it changes; afterwards they may take it back."""

import pytest
from django.urls import reverse
from django.utils.timezone import now

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_user, another_centre, the_centre
from cus.catalogue.models import Synonym
from cus.catalogue.search.find import find_entries
from cus.catalogue.search.index import index_entries
from cus.catalogue.services.synonyms import WordsTaken, remove_synonym, save_synonym, undo_synonym_change
from cus.catalogue.tests.factories import an_entry
from cus.kit.errors import NotAllowed
from cus.kit.rows import acting_for
from cus.records.models import Event

pytestmark = pytest.mark.django_db
LINE = {"words": "domek pod lipą", "means": "klub seniora", "kind": "same"}


def a_synonym(**given):
    event = save_synonym(centre=the_centre(), fields=LINE | given, by=a_user(Role.ORGANISER), at=now())
    return Synonym.objects.get(pk=event.subject_id)


def two_entries():
    """A club for seniors and a crèche, both in the catalogue."""
    club = an_entry(name="Klub seniora", summary="Spotkania i wycieczki.", is_public=True)
    creche = an_entry(name="Żłobek", summary="Opieka nad dziećmi.", is_public=True)
    index_entries(entry_ids=[club.pk, creche.pk])
    return club, creche


def found(text):
    return [match.entry_id for match in find_entries(centre_ids=[the_centre().pk], text=text).matches]


def test_what_residents_call_it_finds_it_as_soon_as_it_is_added():
    club, _creche = two_entries()
    assert found("domek pod lipą") == []

    a_synonym()

    assert found("domek pod lipą") == [club.pk]
    assert found("domku pod lipa") == [club.pk]


def test_own_line_stands_in_place_of_the_shipped_one_with_the_same_words():
    club, creche = two_entries()
    assert found("niania") != [club.pk]

    a_synonym(words="niania", means="klub seniora")

    assert found("niania") == [club.pk]
    assert creche.pk not in found("niania")


def test_line_switched_off_is_not_used():
    club, _creche = two_entries()
    assert found("potańcówka") == [club.pk]

    a_synonym(words="potańcówka", means="", kind="off")

    assert found("potańcówka") == []


def test_words_that_must_not_find_a_service_keep_it_out():
    club, _creche = two_entries()
    a_synonym(words="klub nocny", means="klub seniora", kind="never")

    assert found("klub") == [club.pk]
    assert found("klub nocny") == []


def test_removed_line_can_be_put_back_as_it_was():
    club, _creche = two_entries()
    synonym, organiser = a_synonym(), a_user(Role.ORGANISER)

    event = remove_synonym(synonym_id=synonym.pk, by=organiser, at=now())
    assert found("domek pod lipą") == []
    undo_synonym_change(event_id=event.pk, by=organiser, at=now())

    assert found("domek pod lipą") == [club.pk]
    assert [one.name for one in Event.objects.about(synonym).order_by("id")] == [
        "synonym.added",
        "synonym.removed",
        "synonym.put_back",
    ]


def test_undoing_an_addition_takes_it_out_and_undoing_a_change_brings_the_old_words_back():
    organiser = a_user(Role.ORGANISER)
    added = save_synonym(centre=the_centre(), fields=LINE, by=organiser, at=now())
    changed = save_synonym(
        centre=the_centre(), synonym_id=added.subject_id, fields=LINE | {"words": "altana"}, by=organiser, at=now()
    )

    undo_synonym_change(event_id=changed.pk, by=organiser, at=now())
    assert Synonym.objects.get(pk=added.subject_id).words == "domek pod lipą"

    undo_synonym_change(event_id=added.pk, by=organiser, at=now())
    assert not Synonym.objects.in_use().exists()


def test_same_words_stand_in_one_line_only():
    a_synonym()

    with pytest.raises(WordsTaken, match="domek pod lipą"):
        a_synonym(means="żłobek")


def test_a_coordinator_changes_no_synonyms():
    with pytest.raises(NotAllowed):
        save_synonym(centre=the_centre(), fields=LINE, by=a_user(Role.COORDINATOR), at=now())


def test_synonyms_of_one_centre_change_nothing_in_another():
    two_entries()
    a_synonym()
    other = another_centre()

    with acting_for(other.pk):
        assert find_entries(centre_ids=[the_centre_id()], text="domek pod lipą").matches == []


def test_preview_shows_what_the_line_would_change_and_saves_nothing(client):
    two_entries()
    client.force_login(a_user(Role.ORGANISER))

    page = client.post(reverse("catalogue:new_synonym"), LINE | {"text": "domek pod lipą", "preview": "1"})

    assert [hit.name for hit in page.context["preview"].now] == []
    assert [(hit.name, hit.only_here) for hit in page.context["preview"].then] == [("Klub seniora", True)]
    assert not Synonym.objects.exists()


def test_preview_comes_alone_when_htmx_asks(client):
    two_entries()
    client.force_login(a_user(Role.ORGANISER))
    asked = LINE | {"text": "domek pod lipą", "preview": "1"}

    page = client.post(reverse("catalogue:new_synonym"), asked, headers={"hx-request": "true"})

    assert "Klub seniora" in page.content.decode()
    assert "<html" not in page.content.decode()


def test_saved_line_offers_the_way_back(client):
    client.force_login(a_user(Role.ORGANISER))

    page = client.post(reverse("catalogue:new_synonym"), LINE | {"text": ""}, follow=True)
    undo = reverse("catalogue:undo_synonym", args=[Event.objects.get(name="synonym.added").pk])

    assert f'action="{undo}"' in page.content.decode()
    client.post(undo)
    assert not Synonym.objects.in_use().exists()


@pytest.mark.parametrize(
    ("given", "field"), [({"words": "?!"}, "words"), ({"means": ""}, "means"), ({"means": "|  |"}, "means")]
)
def test_a_line_without_words_is_sent_back(client, given, field):
    client.force_login(a_user(Role.ORGANISER))

    page = client.post(reverse("catalogue:new_synonym"), LINE | {"text": ""} | given)

    assert list(page.context["form"].errors) == [field]


def test_shipped_list_is_searched_without_diacritics(client):
    client.force_login(a_user(Role.DIRECTOR))

    page = client.get(reverse("catalogue:synonyms"), {"q": "zlota raczka"})

    assert "hydraulik" in [line.words for line in page.context["page"]]


def test_the_page_is_the_organisers_and_the_directors(client):
    client.force_login(a_user(Role.COORDINATOR))

    assert client.get(reverse("catalogue:synonyms")).status_code == 404


def test_stranger_finds_no_line_of_another_centre(client):
    synonym = a_synonym()
    change = Event.objects.get(name="synonym.added")
    client.force_login(a_user(Role.ORGANISER, centre=another_centre()))

    assert client.get(reverse("catalogue:synonym", args=[synonym.pk])).status_code == 404
    assert client.post(reverse("catalogue:remove_synonym", args=[synonym.pk])).status_code == 404
    assert client.post(reverse("catalogue:undo_synonym", args=[change.pk])).status_code == 404


def the_centre_id():
    return Synonym.objects.model._meta.get_field("centre").related_model.objects.get(name="CUS w Lipnowcu").pk
