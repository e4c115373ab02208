"""Pages of long lists, in the form of Laravel's paginator that the contract has."""

from collections.abc import Sequence
from typing import Annotated, Generic, TypedDict, TypeVar
from urllib.parse import urlencode

from litestar.params import QueryParameter

from entrypoints.http.callers import AnyRequest
from projections.queries import Page

T = TypeVar("T")

_Bounds = TypedDict("_Bounds", {"from": int | None, "to": int | None})


class Paginator(_Bounds, Generic[T]):
    """``from`` and ``to``: the first and last row of this page, counted from 1."""

    current_page: int
    data: Sequence[T]
    first_page_url: str
    last_page: int
    last_page_url: str
    next_page_url: str | None
    path: str
    per_page: int
    prev_page_url: str | None
    total: int


def asked_page(
    page: Annotated[
        int, QueryParameter(ge=1, le=1_000_000, description="Counted from 1")
    ] = 1,
    per_page: Annotated[
        int, QueryParameter(ge=1, le=100, description="Rows on a page")
    ] = 15,
) -> Page:
    """The dependency ``wanted`` of routes that answer a paginator."""
    return Page(page, per_page)


def paginated(
    request: AnyRequest, page: Page, rows: Sequence[T], total: int
) -> Paginator[T]:
    """Its links keep what else the request asked for."""
    asked = {it: value for it, value in request.query_params.items() if it != "page"}
    path = str(request.url.with_replacements(query=""))
    last = max(1, -(-total // page.size))

    def link(number: int) -> str:
        return f"{path}?{urlencode({**asked, 'page': number})}"

    return {
        "current_page": page.number,
        "data": rows,
        "first_page_url": link(1),
        "from": page.offset + 1 if rows else None,
        "last_page": last,
        "last_page_url": link(last),
        "next_page_url": link(page.number + 1) if page.number < last else None,
        "path": path,
        "per_page": page.size,
        "prev_page_url": link(page.number - 1) if page.number > 1 else None,
        "to": page.offset + len(rows) if rows else None,
        "total": total,
    }
