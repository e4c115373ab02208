import pytest
from pydantic import ValidationError

from domain.kernel import Event, Invalid, TooMany
from tests.support import a


def test_an_event_must_have_a_name_of_its_own() -> None:
    with pytest.raises(TypeError, match="Nameless must declare its own TYPE"):

        class Nameless(Event):
            pass


def test_an_event_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        a.user_renamed().name = "other"


def test_an_event_refuses_what_it_does_not_know() -> None:
    with pytest.raises(ValidationError):
        a.user_renamed(colour="red")


def test_an_event_needs_a_time_with_a_zone() -> None:
    with pytest.raises(ValidationError):
        a.user_renamed(at=a.NOON.replace(tzinfo=None))


@pytest.mark.parametrize("kind", a.EVERY, ids=lambda kind: kind.TYPE)
def test_every_event_survives_a_round_trip_to_json(kind: type[Event]) -> None:
    event = a.EVERY[kind]()

    assert type(event).model_validate_json(event.model_dump_json()) == event


def test_every_event_has_a_name_that_no_other_has() -> None:
    assert len({it.TYPE for it in a.EVERY}) == len(a.EVERY)


def test_what_is_invalid_says_so_field_by_field_whatever_the_field_is_called() -> None:
    error = Invalid(to="The to field is required.", self="Unknown.")

    assert error.errors == {"to": ["The to field is required."], "self": ["Unknown."]}
    assert str(error) == "The to field is required. Unknown."


def test_a_limit_says_when_to_try_again() -> None:
    assert TooMany("Slow down.", retry_after=5).retry_after == 5
