"""Polish order, comparison and hard spaces."""

import locale

import pytest

from cus.kit.polish import fold, nbsp, sort_key


def test_names_stand_in_the_order_of_the_polish_alphabet():
    names = [
        "Żory",
        "Źródła",
        "Mława",
        "Łódź",
        "Lublin",
        "Ełk",
        "Elbląg",
        "Ćmielów",
        "Ciechocinek",
        "Śrem",
        "Stary",
        "Szczyrk",
    ]

    assert sorted(names, key=sort_key) == [
        "Ciechocinek",
        "Ćmielów",
        "Elbląg",  # l stands before ł
        "Ełk",
        "Lublin",
        "Łódź",
        "Mława",
        "Stary",
        "Szczyrk",
        "Śrem",
        "Źródła",
        "Żory",
    ]


def test_each_polish_letter_follows_the_plain_one():
    assert sorted("żźzyxwvuśsrqpóonńmłlkjihgfęedćcbąa", key=sort_key) == list("aąbcćdeęfghijklłmnńoópqrsśuvwxyzźż")


def test_a_shorter_word_stands_before_the_longer_and_a_space_before_a_letter():
    assert sorted(["Nowakowska", "Nowak Anna", "Nowak-Kos", "Nowak"], key=sort_key) == [
        "Nowak",
        "Nowak Anna",
        "Nowak-Kos",
        "Nowakowska",
    ]


def test_case_and_spare_spaces_do_not_change_the_order():
    assert sort_key("  ŻÓŁTA   droga ") == sort_key("żółta droga")


def test_a_foreign_letter_stands_with_its_plain_one():
    assert sort_key("Müller") == sort_key("Muller")


def test_the_key_is_digits_only_so_no_collation_can_bend_it():
    key = sort_key("Łódź, ul. Żwirki 3/5 – „Dom”")

    assert key.isascii()
    assert key.isdigit()
    assert locale.strcoll(sort_key("Lublin"), sort_key("Łódź")) < 0


@pytest.mark.parametrize(
    ("text", "folded"), [("Zażółć  gęślą JAŹŃ", "zazolc gesla jazn"), ("Łódź", "lodz"), ("Čapek", "capek"), ("", "")]
)
def test_folding_takes_away_diacritics_and_case(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "hard"),
    [
        ("Idę w góry", "Idę w~góry"),
        ("W domu i z psem", "W~domu i~z~psem"),
        ("24 listopada 2026 r.", "24~listopada 2026~r."),
        ("za 1 032 zł", "za 1~032~zł"),
        ("600 123 456", "600~123~456"),
        ("ul. Szkolna 4", "ul.~Szkolna 4"),
        ("art. 25 ust. 3 i nr 7", "art.~25 ust.~3 i~nr~7"),
        ("31 godz. w miesiącu", "31~godz. w~miesiącu"),
        ("mama wola", "mama wola"),
    ],
)
def test_no_line_ends_with_a_short_word_or_parts_a_number_from_its_unit(text, hard):
    assert nbsp(text).replace("\N{NO-BREAK SPACE}", "~") == hard
