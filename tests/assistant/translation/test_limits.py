"""How long, how often and how many times an engine is asked."""

from threading import Event

import pytest

from assistant.errors import TranslationError
from assistant.translation.keeping import Kept
from assistant.translation.limiting import Limit
from assistant.translation.pausing import Pauses


@pytest.fixture
def released():
    """Lets everything end that hangs when the test is over."""
    event = Event()
    yield event
    event.set()


def test_call_gives_what_it_returns_or_raises():
    limit = Limit(5.0)
    assert limit.run(lambda: 4) == 4
    with pytest.raises(ZeroDivisionError):
        limit.run(lambda: 1 / 0)


def test_call_that_hangs_is_left_alone(released):
    with pytest.raises(TranslationError, match=r"within 0\.05 seconds"):
        Limit(0.05).run(released.wait)


def test_call_that_hangs_keeps_its_place_until_it_ends(released):
    limit = Limit(0.05, at_once=1)
    ended = Event()

    def hang():
        released.wait()
        ended.set()

    with pytest.raises(TranslationError, match="within"):
        limit.run(hang)
    with pytest.raises(TranslationError, match="too many"):
        limit.run(lambda: 4)
    released.set()
    assert ended.wait(5)
    assert Limit(5.0, at_once=1).run(lambda: 4) == 4


def test_one_failure_is_no_reason_to_pause(clock):
    pauses = Pauses(clock)
    assert pauses.failed() == 0
    assert pauses.asking


def test_two_failures_in_a_row_pause_for_a_minute(clock):
    pauses = Pauses(clock)
    pauses.failed()
    assert pauses.failed() == 60
    assert not pauses.asking
    clock.now += 61
    assert pauses.asking


def test_failure_after_a_pause_begins_the_next(clock):
    pauses = Pauses(clock)
    pauses.failed(), pauses.failed()
    clock.now += 61
    pauses.failed()
    assert not pauses.asking


def test_success_between_failures_forgets_them(clock):
    pauses = Pauses(clock)
    pauses.failed()
    pauses.succeeded()
    pauses.failed()
    assert pauses.asking


def test_engine_decides_how_long_it_is_left_alone(clock):
    pauses = Pauses(clock)
    assert pauses.failed(600) == 600
    clock.now += 599
    assert not pauses.asking


def test_translations_are_kept_for_ten_minutes(clock):
    kept = Kept(clock)
    kept.put(("de", "en", "Haus"), "house")
    clock.now += 599
    assert kept.get(("de", "en", "Haus")) == "house"
    assert kept.get(("de", "fr", "Haus")) is None
    clock.now += 2
    assert kept.get(("de", "en", "Haus")) is None


def test_oldest_translations_go_first(clock):
    kept = Kept(clock)
    for number in range(501):
        kept.put(("de", "en", str(number)), "x")
    assert kept.get(("de", "en", "0")) is None
    assert kept.get(("de", "en", "500")) == "x"
