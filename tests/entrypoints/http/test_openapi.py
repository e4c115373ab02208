"""The description of the API holds together, and needs nothing from elsewhere."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.entrypoints.http.customers import Http

METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture
def document(http: Http) -> dict[str, Any]:
    document: dict[str, Any] = http.get("/schema/openapi.json").json()
    return document


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method in METHODS & set(item):
            yield path, item[method]


def _references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from _references(value)
    if isinstance(node, list):
        for value in node:
            yield from _references(value)


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    for reference in _references(document):
        node: Any = document
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]


def test_operations_have_names_of_their_own_and_a_known_tag(
    document: dict[str, Any],
) -> None:
    names = [operation["operationId"] for _, operation in _operations(document)]
    tags = {tag["name"] for tag in document["tags"]}

    assert len(names) == len(set(names))
    for _, operation in _operations(document):
        assert set(operation["tags"]) <= tags


def test_path_parameters_are_declared(document: dict[str, Any]) -> None:
    for path, operation in _operations(document):
        parameters = operation.get("parameters", [])
        declared = {it["name"] for it in parameters if it["in"] == "path"}
        assert set(re.findall(r"{(\w+)}", path)) == declared, path


def test_every_error_that_is_documented_has_the_one_shape(
    document: dict[str, Any],
) -> None:
    for path, operation in _operations(document):
        for status, answer in operation["responses"].items():
            if int(status) >= 400 and not path.startswith("/health"):
                schema = answer["content"]["application/json"]["schema"]
                assert schema["$ref"].endswith("/Refusal"), (path, status)


def test_every_answer_with_a_body_has_a_media_type(document: dict[str, Any]) -> None:
    for path, operation in _operations(document):
        for status, answer in operation["responses"].items():
            assert all("/" in it for it in answer.get("content", ())), (path, status)


def test_an_upload_may_come_in_three_ways(document: dict[str, Any]) -> None:
    body = document["paths"]["/api/upload"]["post"]["requestBody"]

    assert list(body["content"]) == ["application/json", "multipart/form-data", "*/*"]


def test_guarded_routes_say_so_and_what_a_wrong_token_gives(
    document: dict[str, Any],
) -> None:
    schemes = set(document["components"]["securitySchemes"])

    for path, operation in _operations(document):
        for wanted in operation.get("security", []):
            assert set(wanted) <= schemes
            assert {"401", "403"} <= set(operation["responses"]), path


def test_bodies_come_with_examples(document: dict[str, Any]) -> None:
    sent = document["components"]["schemas"]["MessageToSend"]["properties"]

    assert sent["to"]["examples"]
    assert sent["text"]["examples"]


@pytest.mark.parametrize("path", ["/schema", "/schema/openapi.yaml"])
def test_it_can_be_read_without_network(http: Http, path: str) -> None:
    answer = http.get(path)

    assert answer.status_code == 200
    assert "/api/send-message" in answer.text
    assert not re.search(r"(src|href)=['\"]https?:", answer.text)
