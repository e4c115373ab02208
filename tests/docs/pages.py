"""Reading our own pages: their tables, and where their links lead."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOW_TO = ROOT / "docs" / "how-to"
REFERENCE = ROOT / "docs" / "reference"

CODE = re.compile(r"`([^`]+)`")
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
INLINE_CODE = re.compile(r"`[^`\n]+`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
SOURCE = re.compile(r'<(?:img|source)[^>]*src(?:set)?="([^"]+)"')
HEADING = re.compile(r"^#{1,6} +(.+?)\s*$", re.MULTILINE)


def pages() -> Sequence[Path]:
    """Everything that is written for people."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def rows(page: Path, first_column: str) -> Iterator[Sequence[str]]:
    """The rows of every table on the page whose first column is called that."""
    inside = False
    for line in page.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            inside = False
        elif cells[0] == first_column:
            inside = True
        elif inside and not set(cells[0]) <= {"-", ":"}:
            yield cells


def codes(cell: str) -> Sequence[str]:
    """What is set as code in a cell."""
    return CODE.findall(cell)


def links(page: Path) -> Iterator[str]:
    text = FENCED.sub("", page.read_text("utf-8"))
    yield from LINK.findall(INLINE_CODE.sub("", text))
    yield from SOURCE.findall(text)


def anchors(page: Path) -> set[str]:
    """The names that a page's headings have in links, as GitHub makes them."""
    text = FENCED.sub("", page.read_text("utf-8"))
    return {_anchor(heading) for heading in HEADING.findall(text)}


def _anchor(heading: str) -> str:
    words = re.sub(r"[^\w\- ]", "", heading.lower())
    return words.replace(" ", "-")
