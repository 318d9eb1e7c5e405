"""One of everything in the centre of the story, and every address of the house: what those who walk it need."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.timezone import now

from cus.accounts.models import User
from cus.accounts.tests.factories import a_coordinator, a_director, the_centre
from cus.cases.models import Application, LetterDraft, OpsImport, OpsRow, PlaceOffer, Plan, RequestedService, Stop
from cus.cases.services.clock import make_calendar
from cus.cases.tests.factories import a_plan, a_recognition, a_signal, an_application
from cus.cases.tests.factories_of_assistance import an_application_for_care, care_by_decision
from cus.cases.tests.factories_of_field import a_field_copy, a_field_merge
from cus.cases.tests.factories_of_instruments import a_draft_assessment, a_draft_form, a_form_version, a_small_form
from cus.cases.tests.factories_of_letters import a_packed_letter, a_print_run, a_wording
from cus.cases.tests.factories_of_plans import (
    a_household_plan,
    a_progress,
    a_review,
    a_supervision,
    a_template,
    a_typical_goal,
)
from cus.cases.tests.factories_of_teams import a_handover, a_team_member, a_unit_access
from cus.catalogue.models import Entry
from cus.catalogue.services.api_keys import give_api_key
from cus.catalogue.services.runs import start_run
from cus.catalogue.services.synonyms import save_synonym
from cus.catalogue.tests.factories import a_source
from cus.community.models import UnmetNeed
from cus.community.tests.factories import a_draft_diagnosis, a_remark, an_open_consultation
from cus.offer.models import Provider, Service, ServiceStatus, Tariff
from cus.offer.services.locations import remove_location
from cus.offer.tests.factories import a_location, a_provider, a_service
from cus.offer.tests.factories_of_programmes import a_draft
from cus.offer.tests.factories_of_providers import (
    a_break,
    a_contest,
    a_criterion,
    a_draft_agreement,
    a_judge,
    a_price,
    a_proposal,
    a_report,
    an_offer,
)
from cus.offer.tests.factories_of_terms import a_limit, a_terms
from cus.people.models import Person
from cus.people.tests.factories import a_daughter, a_person, an_emergency, an_exclusion
from cus.people.tests.factories_of_circle import a_basis, a_consent, a_home, a_neighbour, a_note_of_moving
from cus.people.tests.factories_of_codes import a_page_code
from cus.people.tests.factories_of_merging import a_merge, a_pair
from cus.records.documents import keep_document
from cus.records.log import record
from cus.records.models import Letter
from cus.team.models import Authorisation, Post, Unit


def one_of_everything() -> dict[str, Any]:
    """Each thing of the story under the name addresses use for it."""
    director, joanna = a_director(), a_coordinator()
    centre, person = the_centre(), a_person(first_name="Kunegunda")
    daughter = a_daughter(person)
    service = a_service()
    provider = a_provider()
    application = an_application(person=person, coordinator=joanna, services=[service])
    plan = a_plan(coordinator=joanna, application=application)
    recognition = a_recognition(application, author=joanna)
    version = plan.versions.get()
    unit = Unit.objects.create(centre=centre, name="Zespół pomocy", kind="CUS_TEAM")
    Post.objects.create(centre=centre, user=joanna, unit=unit, kind="PLAN_COORDINATOR", starts_on="2026-01-01")
    authorisation = Authorisation.objects.create(
        centre=centre, user=joanna, kind="SIGN_DECISIONS", granted_by=director, starts_on="2026-01-01"
    )
    subject = {"centre_id": centre.pk, "subject_kind": "cases.application", "subject_id": application.pk}
    of_person = {"story_kind": "people.person", "story_id": person.pk}
    letter = Letter.objects.create(
        **subject, **of_person, kind="CONFIRMATION", number="1", title="Kunegunda", dated_on="2026-01-02"
    )
    upload = SimpleUploadedFile("Kunegunda.pdf", b"%PDF-1.4")
    document = keep_document(subject=application, story=person, upload=upload, by=joanna)
    UnmetNeed.objects.create(centre=centre, source="SEARCH", words="basen", noted_on="2026-01-02")
    transfer, decision, task, pause = make_the_rest(application, plan, joanna, unit)
    asked = an_open_consultation(subject="Kunegunda")
    diagnosis = a_draft_diagnosis(title="Kunegunda", consultation=asked)
    programme = a_draft(title="Kunegunda", diagnosis=diagnosis)
    removal = record("plan.removed", subject=version, by=joanna, what="Kunegunda", kept="[]")
    return {
        "person_id": person.pk, "application_id": application.pk, "plan_id": plan.pk, "version_id": version.pk,
        "recognition_id": recognition.pk, "service_id": service.pk, "provider_id": provider.pk, "user_id": joanna.pk,
        "request_id": application.requests.get().pk, "signal_id": a_signal().pk, "letter_id": letter.pk,
        "document_uuid": document.uuid, "service_uuid": service.uuid, "role_held_id": joanna.roles_held.get().pk,
        "authorisation_id": authorisation.pk, "need_id": version.needs.get().pk, "decision_id": decision.pk,
        "row_id": version.service_rows.get().pk, "row_key": version.service_rows.get().key, "task_id": task.pk,
        "transfer_id": transfer.pk, "pause_id": pause.pk, "rule_id": "RULE-36", "uuid": document.uuid,
        "need_key": version.needs.get().key, "unit_id": unit.pk, "month": "2026-01",
        "thread": "service", "event_id": removal.pk, "diagnosis_id": diagnosis.pk, "consultation_id": asked.pk,
        "finding_id": diagnosis.findings.get().pk, "remark_id": a_remark(asked).pk,
        "representation_id": daughter.pk, **things_of_people(person, joanna),
        **things_of_assessing(person, joanna),
        **things_of_merging(person),
        **things_in_the_field(application, joanna), **things_of_plans(plan, joanna),
        **things_of_synonyms(director), **things_of_assistance(person),
        **things_of_access(person, application, joanna),
        "key_id": give_api_key(centre=centre, name="Kunegunda", by=director, at=now())[0].pk,
        "programme_id": programme.programme_id, "programme_version_id": programme.pk,
        "municipality_id": programme.programme.municipalities.get().pk, **things_of_providers(provider),
        **things_of_the_clock(application, joanna),
        **things_of_letters(application, joanna),
        **things_of_terms(service), **things_of_sources(), **things_of_places(director),
        **things_of_lines(application.requests.get(), joanna), **things_taken_over(person, director),
    }  # fmt: skip


def things_of_people(person: Person, joanna: User) -> dict[str, Any]:
    """A home, a neighbour, a consent, what is processed by law, a note of moving that was taken back."""
    home = a_home(person, name="Kunegunda")
    undone = {"undone_on": "2026-01-03", "undone_by": joanna, "undone_reason": "Kunegunda"}
    return {
        "household_id": home.household_id, "membership_id": home.pk,
        "circle_contact_id": a_neighbour(person, name="Kunegunda").pk,
        "consent_id": a_consent(person, words="Kunegunda").pk, "basis_id": a_basis(purpose="Kunegunda").pk,
        "leaving_id": a_note_of_moving(person, by=joanna, **undone).pk,
        "code_id": a_page_code(person).pk,
    }  # fmt: skip


def things_of_merging(person: Person) -> dict[str, Any]:
    """Somebody who looks like the person, and a merge of two others."""
    pair = a_pair(person, a_person(last_name="Sowa", phone=""))
    merge = a_merge(a_person(last_name="Sowa", phone=""), a_person(last_name="Sowa", phone=""))
    return {"pair_id": pair.pk, "merge_id": merge.pk}


def things_of_access(person: Person, application: Application, joanna: User) -> dict[str, Any]:
    """Somebody around the person, a colleague kept away, an emergency, a handover, a unit that reads along."""
    kin, colleague = a_coordinator(last_name="Lis"), a_coordinator(last_name="Kos")
    return {
        "member_id": a_team_member(person, name="Kunegunda").pk,
        "exclusion_id": an_exclusion(person, kin, note="Kunegunda").pk,
        "access_id": an_emergency(person, joanna, reason="Kunegunda nie otwiera").pk,
        "handover_id": a_handover(application, giver=joanna, receiver=colleague, note="Kunegunda").pk,
        "unit_access_id": a_unit_access(person, why="Kunegunda").pk,
    }  # fmt: skip


def things_of_letters(application: Application, joanna: User) -> dict[str, Any]:
    """A letter on its way to an electronic address, the file of a printer, an own wording."""
    dispatch = a_packed_letter(application, by=joanna)
    a_wording(author=joanna)
    return {
        "dispatch_id": dispatch.pk, "batch": dispatch.batch, "letter_kind": "QUALIFICATION",
        "print_run_id": a_print_run(joanna, [dispatch.letter]).pk,
    }  # fmt: skip


def things_of_assessing(person: Person, joanna: User) -> dict[str, Any]:
    """A form that is being written, and the draft of an assessment with another one."""
    form = a_draft_form(a_small_form(name="Kunegunda"))
    draft = a_draft_assessment(person=person, by=joanna, version=a_form_version())
    keys = {"section_key": "upadki", "question_key": "byly", "score_key": "razem"}
    return {"form_version_id": form.pk, "filling_id": draft.pk, **keys}


def things_of_plans(plan: Plan, joanna: User) -> dict[str, Any]:
    """A template and a goal of the centre; of the plan a review, an entry on its goal, one more of the household."""
    template, version = a_template(name="Kunegunda"), plan.versions.get()
    need = template.needs.get()
    mate = a_household_plan(plan, a_person(first_name="Bolesław", last_name="Nowak"))[1]
    return {
        "template_id": template.pk, "template_need_id": need.pk, "template_row_id": need.rows.get().pk,
        "goal_id": a_typical_goal(goal="Kunegunda").pk, "review_id": a_review(plan, by=joanna).pk,
        "progress_id": a_progress(plan, by=joanna, note="Kunegunda").pk, "plan_member_id": mate.pk,
        "item_key": version.needs.get().key,
        "supervision_id": a_supervision(by=joanna, theme="Kunegunda").pk,
    }  # fmt: skip


def things_in_the_field(application: Application, joanna: User) -> dict[str, Any]:
    """A copy on a device, and what came back from one and waits to be merged."""
    copy = a_field_copy(application, user=joanna)
    return {"copy_uuid": copy.uuid, "merge_id": a_field_merge(copy, device="Kunegunda").pk}


def things_of_synonyms(director: User) -> dict[str, Any]:
    line = {"words": "Kunegunda", "means": "klub seniora", "kind": "same"}
    change = save_synonym(centre=director.centre, fields=line, by=director, at=now())
    return {"synonym_id": change.subject_id, "change_id": change.pk}


def things_of_assistance(person: Person) -> dict[str, Any]:
    """Help by a decision in a case of its own, with the interview behind it."""
    decision = care_by_decision(application=an_application_for_care(person=person), reasons="Kunegunda")
    return {"interview_id": decision.interview_id, "assistance_id": decision.pk, "assistance_kind": "change"}


def things_of_the_clock(application: Application, joanna: User) -> dict[str, Any]:
    """A standstill, a drafted letter, the address of a calendar."""
    by = {"centre": application.centre, "application": application}
    stop = Stop.objects.create(**by, reason="OTHER", words="Kunegunda", starts_on="2026-01-05", stopped_by=joanna)
    draft = LetterDraft.objects.create(
        **by,
        kind="DELAY",
        about="Kunegunda",
        due_on="2026-01-20",
        title="Kunegunda",
        text="x",
        drafted_on="2026-01-18",
    )
    calendar = {"centre_id": application.centre_id, "secret": make_calendar(by=joanna, at=now())}
    return {"stop_id": stop.pk, "draft_id": draft.pk, **calendar}


def things_of_terms(service: Service) -> dict[str, Any]:
    """A service in a draft programme, with a condition and a limit; a tariff."""
    terms = a_terms(service=service, eligibility={"all": [{"all": [{"kind": "SITUATION", "wording": "Kunegunda"}]}]})
    tariff = Tariff.objects.create(centre=terms.centre, name="Kunegunda", starts_on="2026-01-01")
    return {
        "programme_service_id": terms.pk, "part": "limits", "place": "0.0",
        "terms_row_id": a_limit(terms, 10, "RIDE", "MONTH").pk, "tariff_id": tariff.pk,
    }  # fmt: skip


def things_taken_over(person: Person, director: User) -> dict[str, Any]:
    """A file of people handed in, and the row of it that may be the person."""
    run = OpsImport.objects.create(
        centre=director.centre, from_unit="Kunegunda", file_name="Kunegunda.csv", started_at=now(), changed_at=now(),
        started_by=director, state="PREVIEW",
    )  # fmt: skip
    row = OpsRow.objects.create(
        centre=director.centre, run=run, line=2, state="DOUBTFUL", name="Kunegunda", person=person,
        candidates=[person.pk], cells=["Kunegunda"],
    )  # fmt: skip
    return {"ops_import_id": run.pk, "ops_row_id": row.pk}


def things_of_lines(request: RequestedService, joanna: User) -> dict[str, Any]:
    """A place offered to somebody."""
    offer = PlaceOffer.objects.create(
        centre=request.centre, request=request, service=request.service, offered_by=joanna, channel="PHONE",
        offered_on="2026-01-03", answer_by="2026-01-10", note="Kunegunda",
    )  # fmt: skip
    return {"place_offer_id": offer.pk}


def things_of_sources() -> dict[str, Any]:
    """A source of others' entries, not shown to the public, and one reading of it."""
    source = a_source(name="Kunegunda", is_public=False)
    return {"source_id": source.pk, "run_id": start_run(source_id=source.pk, by=None, at=now()).pk}


def things_of_places(director: User) -> dict[str, Any]:
    """A place, one that was removed, and an entry nobody else may read: of a draft."""
    gone = remove_location(location_id=a_location(name="Kunegunda 2").pk, by=director, at=now())
    draft = a_service(name="Kunegunda", status=ServiceStatus.DRAFT)
    entry = Entry.objects.get(uuid=draft.uuid)
    return {"location_id": a_location(name="Kunegunda").pk, "removal_id": gone.pk, "entry_id": entry.pk}


def things_of_providers(provider: Provider) -> dict[str, Any]:
    """An agreement with a price, a contest with an offer, a proposal, a break, a report."""
    agreement, contest = a_draft_agreement(provider=provider, note="Kunegunda"), a_contest(title="Kunegunda")
    offer, judge = an_offer(contest, provider=provider), a_judge(contest, name="Kunegunda")
    proposal = a_proposal(provider, after={"phone": "Kunegunda"})
    return {
        "agreement_id": agreement.pk, "price_id": a_price(agreement).pk, "contest_id": contest.pk,
        "criterion_id": a_criterion(contest).pk, "judge_id": judge.pk, "offer_id": offer.pk,
        "proposal_id": proposal.pk, "break_id": a_break(provider, reason="Kunegunda").pk,
        "report_id": a_report(provider, words="Kunegunda").pk,
    }  # fmt: skip


def make_the_rest(application: Application, plan: Plan, joanna: User, unit: Unit) -> tuple[Any, ...]:
    by = {"centre": application.centre}
    cases = apps.get_app_config("cases")
    transfer = cases.get_model("Transfer").objects.create(
        **by, application=application, unit=unit, consented_on="2026-01-03", consented_how="ustnie",
        passed_on="2026-01-03", passed_by=joanna, follow_up_on="2026-01-20",
    )  # fmt: skip
    decision = cases.get_model("Decision").objects.create(
        **by, application=application, number="CUS.5022.1.2026", reasons="Brak miejsc", provision="art. 4",
        appeal_instruction="14 dni", drafted_by=joanna, drafted_on="2026-01-03",
    )  # fmt: skip
    task = cases.get_model("Task").objects.create(
        **by, owner=joanna, application=application, text="Kunegunda", due_on="2026-01-05"
    )
    pause = cases.get_model("Pause").objects.create(
        **by, plan=plan, reason="szpital", starts_on="2026-02-01", ends_on="2026-02-05", noted_by=joanna
    )
    return transfer, decision, task, pause


def close_streams(answer: Any) -> None:
    """The files a page streams; closing the page itself would close the connection to the database."""
    for close in answer._resource_closers if answer.streaming else ():
        close()


def addresses(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from addresses(pattern.url_patterns, inside)
        elif pattern.name:
            yield f"{prefix}{pattern.name}", pattern
