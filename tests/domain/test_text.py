import pytest

from domain.text import cut, is_storable, is_title, one_line, units


@pytest.mark.parametrize("text", ["", "hello", "año 👩‍👩‍👧", "two\nlines"])
def test_texts_of_people_are_storable(text: str) -> None:
    assert is_storable(text)


@pytest.mark.parametrize("text", ["a\x00b", "half a pair \ud83d"])
def test_what_a_database_would_choke_on_is_not(text: str) -> None:
    assert not is_storable(text)


def test_an_emoji_counts_twice_as_in_an_nvarchar_column() -> None:
    assert units("a😀") == 3
    assert is_title("😀" * 50, most=100)
    assert not is_title("😀" * 51, most=100)


@pytest.mark.parametrize("text", ["", "two\nlines", "bell\x07", "\x85", "\x00"])
def test_a_title_is_one_line_to_show(text: str) -> None:
    assert not is_title(text, most=100)


def test_a_family_of_emojis_may_stay_together_in_a_title() -> None:
    assert is_title("👩‍👩‍👧", most=100)


def test_one_line_leaves_single_blanks() -> None:
    assert one_line("  Ana \t\n María ") == "Ana María"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("short", "short"),
        ("longer than that", "longer tha"),
        ("nine char😀", "nine char"),
        ("half \ud83d", "half \ufffd"),
        ("a\x00b", "a\ufffdb"),
    ],
)
def test_what_fits_is_kept_and_no_character_is_halved(text: str, kept: str) -> None:
    assert cut(text, most=10) == kept
