from cus.rota.stop import AnyOf, MaxRounds, MaxSeconds, NoGain


def test_seconds_and_rounds_are_counted():
    assert [MaxSeconds(2)(seconds, 0) for seconds in (1.9, 2.0)] == [False, True]
    assert [MaxRounds(10)(0.0, rounds) for rounds in (9, 10)] == [False, True]


def test_without_a_gain_for_a_while_it_ends():
    stop = NoGain(5)

    assert [stop(seconds, 0, cost) for seconds, cost in [(0, 100), (4, 90), (8, 90), (9, 90)]] == [False] * 3 + [True]


def test_a_stop_may_be_used_for_another_search():
    stop = NoGain(5)

    assert stop(0, 0, 50.0) is False
    assert stop(9, 0, 50.0) is True
    assert stop(0, 0, 70.0) is False


def test_any_of_several_ends_it_and_all_are_asked():
    no_gain = NoGain(5)
    stop = AnyOf(MaxSeconds(100), no_gain)

    assert [stop(seconds, 0, 1.0) for seconds in (0, 4, 5)] == [False, False, True]
