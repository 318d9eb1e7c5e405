import pytest

from cus.law.certainty import Effect
from cus.law.citations import effect_of
from cus.law.eligibility import Condition, Group, Kind, Together
from cus.law.equal_treatment import Reason, without_justification


@pytest.mark.rule("RULE-16")
@pytest.mark.parametrize("kind", [Kind.SEX, Kind.ETHNICITY, Kind.RELIGION, Kind.BELIEF])
def test_a_protected_trait_asks_for_a_justification_however_deep_it_stands(kind):
    bare = Condition(kind, wording="kobieta", among=("FEMALE",))
    tree = Group(Together.ALL, (Condition(Kind.AGE, lowest=18), Group(Together.ANY, (bare,))))

    assert without_justification(conditions=tree) == (bare,)


@pytest.mark.rule("RULE-16")
def test_a_justification_is_words_and_not_spaces():
    reasoned = Condition(Kind.SEX, among=("FEMALE",), justification="schronienie dla kobiet po przemocy")
    spaces = Condition(Kind.SEX, among=("FEMALE",), justification="  ")

    assert without_justification(conditions=reasoned) == ()
    assert without_justification(conditions=spaces) == (spaces,)


@pytest.mark.rule("RULE-16")
def test_age_and_disability_ask_for_none():
    tree = Group(Together.ALL, (Condition(Kind.AGE, lowest=60), Condition(Kind.DISABILITY, among=("SEVERE",))))

    assert without_justification(conditions=tree) == ()
    assert without_justification(conditions=None) == ()


@pytest.mark.rule("RULE-16")
def test_a_criterion_of_order_is_asked_too():
    bare = Reason(uses_protected_trait=True)

    assert without_justification(conditions=None, order=[Reason(False), bare]) == (bare,)
    assert without_justification(conditions=None, order=[Reason(True, "wyrównanie szans")]) == ()


@pytest.mark.rule("RULE-16")
def test_it_warns_and_can_be_switched_off():
    assert effect_of(without_justification) is Effect.WARNS
    assert effect_of(without_justification, switched_off=["RULE-16"]) is Effect.SILENT
