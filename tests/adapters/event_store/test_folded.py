from adapters.event_store.folded import Folded, FoldedStates


def test_the_state_used_least_recently_is_forgotten() -> None:
    states = FoldedStates[str](size=2)
    states.put("a", Folded("first", 1))
    states.put("b", Folded("second", 1))
    states.get("a")
    states.put("c", Folded("third", 1))

    assert [states.get(it).state for it in "abc"] == ["first", None, "third"]


def test_an_older_state_does_not_replace_a_newer_one() -> None:
    states = FoldedStates[str]()
    states.put("a", Folded("newer", 2))
    states.put("a", Folded("older", 1))

    assert states.get("a") == Folded("newer", 2)
