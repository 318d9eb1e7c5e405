import pytest

from cus.law.certainty import Certainty, Effect
from cus.law.citations import CUS_ACT, TO_VERIFY, Citation, applies, cites, effect_of, provision_of, rule_of


def a_rule(**given):
    """A function that states a confirmed rule, unless told otherwise."""

    def stated():
        """A sentence that runs
        over two lines.

        And a remark.
        """

    provision = given.pop("provision", "art. 2 ust. 1")
    valid = {"rule": "RULE-46", "sentence_pl": "Zdanie.", "certainty": Certainty.CONFIRMED}
    return cites(CUS_ACT, provision, **valid | given)(stated)


def test_provision_names_the_journal_and_the_article():
    assert provision_of(a_rule()) == "Dz.U. 2019 poz. 1818, art. 2 ust. 1"


def test_provision_nobody_has_read_yet_says_so_in_polish():
    assert provision_of(a_rule(provision=TO_VERIFY)) == "Dz.U. 2019 poz. 1818, przepis do potwierdzenia"
    assert not Citation(CUS_ACT, TO_VERIFY).is_verified
    assert Citation(CUS_ACT, "art. 2 ust. 1").is_verified


def test_sentence_is_the_first_paragraph_of_the_docstring():
    assert rule_of(a_rule()).sentence == "A sentence that runs over two lines."


def test_function_without_a_citation_is_a_mistake():
    def uncited():
        pass

    with pytest.raises(LookupError, match="uncited cites no provision"):
        provision_of(uncited)


@pytest.mark.parametrize(
    ("certainty", "also", "blocks"),
    [
        (Certainty.CONFIRMED, None, True),
        (Certainty.CONFIRMED, Certainty.KNOWLEDGE, True),  # the part applied is the confirmed one
        (Certainty.KNOWLEDGE, None, False),
        (Certainty.KNOWLEDGE, Certainty.CONFIRMED, False),
        (Certainty.UNSURE, None, False),
        (Certainty.UNSURE, Certainty.CONFIRMED, False),
    ],
)
def test_only_a_confirmed_rule_blocks(certainty, also, blocks):
    assert rule_of(a_rule(certainty=certainty, also=also)).blocks is blocks


def test_marks_of_a_half_confirmed_rule_are_both_kept_the_surest_first():
    half = a_rule(certainty=Certainty.UNSURE, also=Certainty.CONFIRMED)

    assert rule_of(half).marks == (Certainty.CONFIRMED, Certainty.UNSURE)


@pytest.mark.parametrize("switched_off", [[], ["RULE-46"]])
def test_no_centre_can_switch_off_a_confirmed_rule(switched_off):
    assert effect_of(a_rule(), switched_off=switched_off) is Effect.BLOCKS


@pytest.mark.parametrize("certainty", [Certainty.KNOWLEDGE, Certainty.UNSURE])
def test_rule_not_confirmed_warns_unless_the_centre_switched_it_off(certainty):
    rule = a_rule(certainty=certainty)

    assert effect_of(rule) is Effect.WARNS
    assert effect_of(rule, switched_off=["RULE-01"]) is Effect.WARNS
    assert effect_of(rule, switched_off=["RULE-01", "RULE-46"]) is Effect.SILENT


def test_function_that_serves_a_rule_carries_its_provision():
    @applies(a_rule())
    def serving():
        """Something else."""

    assert provision_of(serving) == "Dz.U. 2019 poz. 1818, art. 2 ust. 1"
    assert rule_of(serving).sentence == "A sentence that runs over two lines."
    assert rule_of(serving).blocks
    assert not rule_of(serving).is_stated_here


def test_function_that_serves_a_rule_may_be_less_sure_and_stand_elsewhere():
    @applies(a_rule(), certainty=Certainty.KNOWLEDGE, citation=Citation(CUS_ACT, "art. 13 ust. 1 pkt 6"))
    def serving():
        """Something else."""

    assert not rule_of(serving).blocks
    assert provision_of(serving) == "Dz.U. 2019 poz. 1818, art. 13 ust. 1 pkt 6"


def test_every_mark_and_effect_has_a_polish_name():
    assert [mark.label_pl for mark in Certainty] == [
        "potwierdzone w źródłach",
        "z wiedzy autorów, bez źródła",
        "niepewne",
    ]
    assert [effect.label_pl for effect in Effect] == ["zatrzymuje", "ostrzega", "wyłączona"]
