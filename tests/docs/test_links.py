from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.docs.pages import ROOT, anchors, links, pages


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    dead = [link for link in links(page) if not _leads_somewhere(page, link)]

    assert dead == []


def test_every_page_of_the_documents_can_be_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    coming = [ROOT / "README.md"]
    while coming:
        page = coming.pop()
        if page not in reached:
            reached.add(page)
            coming += [it for it in _targets(page) if it.suffix == ".md"]

    assert set(pages()) - reached == set()


def _leads_somewhere(page: Path, link: str) -> bool:
    if link.startswith(("https://", "http://", "mailto:")):
        return True  # other people's houses: nobody here can vouch for them
    path, _, anchor = link.partition("#")
    target = (page.parent / unquote(path)).resolve() if path else page
    if not target.exists() or not target.is_relative_to(ROOT):
        return False
    return not anchor or target.suffix != ".md" or anchor in anchors(target)


def _targets(page: Path) -> list[Path]:
    local = (link.partition("#")[0] for link in links(page) if "://" not in link)
    return [(page.parent / unquote(path)).resolve() for path in local if path]
