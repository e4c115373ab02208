import re

from tests.docs.pages import ROOT, links

PAGES = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(page.name[:4]) for page in PAGES]

    assert numbers == list(range(1, len(PAGES) + 1))


def test_every_decision_says_why_what_and_what_follows() -> None:
    for page in PAGES:
        text = page.read_text("utf-8")
        wanted = ["Context", "Decision", "Consequences"]
        assert re.findall(r"^## (.*)$", text, re.MULTILINE)[:3] == wanted, page.name
        assert text.startswith(f"# {int(page.name[:4])}. "), page.name


def test_every_decision_is_in_the_list() -> None:
    listed = links(ROOT / "docs" / "adr" / "README.md")

    assert sorted(listed) == [page.name for page in PAGES]
