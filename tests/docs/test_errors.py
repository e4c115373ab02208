from collections.abc import Iterator

from domain.kernel import DomainError
from entrypoints.bootstrap import bootstrap
from entrypoints.http import create_app, errors
from entrypoints.http.refusals import STATUS
from tests.docs.pages import REFERENCE, codes, rows

EVERYTHING_THAT_REFUSES_IS_IMPORTED_BY = (bootstrap, create_app)

DOCUMENTED = {
    (codes(code)[0], int(status))
    for code, status, _ in rows(REFERENCE / "errors.md", "Code")
}


def test_every_refusal_is_described_with_its_status() -> None:
    refusals = {(it.code, _status(it)) for it in _family(DomainError)}

    assert refusals <= DOCUMENTED


def test_what_http_itself_refuses_is_described() -> None:
    assert {(code, status) for status, code in errors.CODES.items()} <= DOCUMENTED


def test_no_other_refusal_is_described() -> None:
    known = {it.code for it in _family(DomainError)} | set(errors.CODES.values())

    assert {code for code, _ in DOCUMENTED} - known == {"internal", "not_visible_yet"}


def _status(kind: type[DomainError]) -> int:
    return next(STATUS[it] for it in kind.__mro__ if it in STATUS)


def _family(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    """Of the program itself: tests may have refusals of their own."""
    if not kind.__module__.startswith("tests."):
        yield kind
    for child in kind.__subclasses__():
        yield from _family(child)
