"""A file at an address becomes a file here, or a reason in words."""

import asyncio
from pathlib import Path

import pytest

from adapters.egress import Egress
from adapters.egress.lookups import Lookups
from adapters.media import MediaRefused, MediaStore, MediaUnavailable
from adapters.media.download import download
from domain.message.kinds import MB, MediaKind
from tests.adapters.media.conftest import LOOPBACK
from tests.adapters.media.files import left_in
from tests.support.file_server import JPEG, MP4, OPUS, PNG, FileServer, Page

IMAGE, VIDEO, AUDIO = MediaKind.IMAGE, MediaKind.VIDEO, MediaKind.AUDIO
STICKER, DOCUMENT = MediaKind.STICKER, MediaKind.DOCUMENT
WEBP = b"RIFF\x00\x00\x00\x00WEBPVP8 "
M4A = b"\x00\x00\x00\x18ftypM4A "


async def test_a_file_comes_whole_with_its_type_and_name(
    store: MediaStore, server: FileServer
) -> None:
    url = server.put("/pictures/the%20shop.jpg?size=2", JPEG, "image/jpeg")

    file = await store.fetch(IMAGE, url)

    assert file.path.read_bytes() == JPEG
    assert (file.mimetype, file.name) == ("image/jpeg", "the shop.jpg")


@pytest.mark.parametrize(
    ("kind", "body", "said", "mimetype"),
    [
        (IMAGE, PNG, "image/png", "image/png"),
        (IMAGE, PNG, "application/octet-stream", "image/png"),
        (IMAGE, PNG, "image/jpeg", "image/png"),
        (IMAGE, PNG, None, "image/png"),
        (IMAGE, WEBP, "image/webp", "image/webp"),
        (STICKER, WEBP, "image/webp", "image/webp"),
        (STICKER, PNG, "image/png", "image/png"),
        (VIDEO, MP4, "video/mp4", "video/mp4"),
        (AUDIO, OPUS, "application/ogg", "audio/ogg; codecs=opus"),
        (AUDIO, b"OggS with Vorbis", "audio/ogg", "audio/ogg"),
        (AUDIO, b"ID3\x03", "audio/mp3", "audio/mpeg"),
        (AUDIO, M4A, "audio/x-m4a", "audio/mp4"),
        (AUDIO, MP4, "audio/mp4", "audio/mp4"),
        (DOCUMENT, b"a,b\n", "text/csv; charset=utf-8", "text/csv"),
        (DOCUMENT, b"%PDF-1.7", "", "application/pdf"),
        (DOCUMENT, b"\x00\x01", None, "application/octet-stream"),
        (DOCUMENT, b"\x00\x01", "evil\u00e9/x y", "application/octet-stream"),
        (DOCUMENT, b"\x00\x01", "a/" + "b" * 126, "application/octet-stream"),
        (DOCUMENT, b"\x00\x01", "a/" + "b" * 125, "a/" + "b" * 125),
    ],
)
async def test_what_its_bytes_show_counts_before_what_the_server_says(
    store: MediaStore,
    server: FileServer,
    *,
    kind: MediaKind,
    body: bytes,
    said: str | None,
    mimetype: str,
) -> None:
    file = await store.fetch(kind, server.put("/file", body, said))

    assert file.mimetype == mimetype


async def test_a_document_of_unknown_type_is_known_by_its_name(
    store: MediaStore, server: FileServer
) -> None:
    url = server.put("/prices.csv", b"a,b\n", "application/octet-stream")

    assert (await store.fetch(DOCUMENT, url)).mimetype == "text/csv"


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="bill.pdf"', "bill.pdf"),
        ("attachment; filename=bill.pdf", "bill.pdf"),
        ("attachment; filename*=UTF-8''a%C3%B1o.pdf", "año.pdf"),
        ('attachment; filename="../../etc/passwd.pdf"', "passwd.pdf"),
        ('attachment; filename="a\\b:c.pdf"', "b_c.pdf"),
        ("inline", "x.pdf"),
    ],
)
async def test_the_server_may_name_the_file(
    store: MediaStore, server: FileServer, disposition: str, name: str
) -> None:
    headers = {"Content-Disposition": disposition}
    server.pages["/x"] = Page(b"%PDF-1.7", "application/pdf", headers=headers)

    assert (await store.fetch(DOCUMENT, server.url("/x"))).name == name


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        (IMAGE, b"<!DOCTYPE html><p>Log in", "text/html"),
        (IMAGE, b"<html><p>Log in", "image/png"),
        (IMAGE, MP4, "video/mp4"),
        (VIDEO, JPEG, "video/mp4"),
        (AUDIO, JPEG, "image/jpeg"),
        (STICKER, b"GIF89a", "image/gif"),
        (IMAGE, b"something", "application/octet-stream"),
    ],
)
async def test_a_file_of_another_type_is_refused(
    store: MediaStore,
    server: FileServer,
    tmp_path: Path,
    *,
    kind: MediaKind,
    body: bytes,
    said: str,
) -> None:
    url = server.put("/file", body, said)

    with pytest.raises(MediaRefused, match=f"{kind} takes "):
        await store.fetch(kind, url)
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
async def test_what_is_not_there_is_refused(
    store: MediaStore, server: FileServer, status: int
) -> None:
    server.pages["/file"] = Page(status=status)

    with pytest.raises(MediaRefused, match=str(status)):
        await store.fetch(IMAGE, server.url("/file"))


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
async def test_a_server_in_trouble_can_be_asked_again(
    store: MediaStore, server: FileServer, status: int
) -> None:
    server.pages["/file"] = Page(status=status)

    with pytest.raises(MediaUnavailable, match=str(status)):
        await store.fetch(IMAGE, server.url("/file"))


@pytest.mark.parametrize("kind", list(MediaKind))
@pytest.mark.parametrize("announced", [True, False])
async def test_a_file_larger_than_whatsapp_takes_is_refused(
    store: MediaStore,
    server: FileServer,
    tmp_path: Path,
    kind: MediaKind,
    *,
    announced: bool,
) -> None:
    body = JPEG + bytes(kind.most_bytes - len(JPEG) + 1)
    headers = {"Content-Length": str(len(body))} if announced else {}
    server.pages["/file"] = Page(body, "image/jpeg", headers=headers)

    with pytest.raises(MediaRefused, match=f"larger than {kind.most_bytes // MB} MB"):
        await store.fetch(kind, server.url("/file"))
    assert left_in(tmp_path) == []


async def test_a_file_as_large_as_whatsapp_takes_is_taken(
    store: MediaStore, server: FileServer
) -> None:
    body = JPEG + bytes(STICKER.most_bytes - len(JPEG))

    file = await store.fetch(STICKER, server.put("/file", body, "image/jpeg"))
    assert file.path.stat().st_size == 5 * MB


async def test_an_empty_file_is_refused(store: MediaStore, server: FileServer) -> None:
    with pytest.raises(MediaRefused, match="empty"):
        await store.fetch(DOCUMENT, server.put("/file", b"", "text/plain"))


async def test_a_file_that_ends_too_early_is_not_taken_for_whole(
    store: MediaStore, server: FileServer, tmp_path: Path
) -> None:
    headers = {"Content-Length": "1000"}
    server.pages["/file"] = Page(JPEG, "image/jpeg", headers=headers)

    with pytest.raises(MediaUnavailable):
        await store.fetch(IMAGE, server.url("/file"))
    assert left_in(tmp_path) == []


async def test_a_file_that_does_not_end_is_given_up(
    server: FileServer, tmp_path: Path
) -> None:
    server.pages["/file"] = Page(JPEG, "image/jpeg", stalls=True)
    path = tmp_path / "file"

    with pytest.raises(MediaUnavailable, match=r"within 0\.5 seconds"):
        await download(Egress(LOOPBACK), IMAGE, server.url("/file"), path, deadline=0.5)
    assert left_in(tmp_path) == []


async def test_a_server_that_is_not_there_can_be_asked_again(
    store: MediaStore,
) -> None:
    with FileServer() as gone:
        url = gone.url("/file")

    with pytest.raises(MediaUnavailable):
        await store.fetch(IMAGE, url)


@pytest.mark.parametrize(
    "url", ["http://10.0.0.1/a", "http://[::1]/a", "ftp://example.com/a", "http://"]
)
async def test_an_address_that_may_not_be_gone_to_is_refused(
    store: MediaStore, url: str
) -> None:
    with pytest.raises(MediaRefused, match="The address can't be used"):
        await store.fetch(IMAGE, url)


async def test_a_name_that_nobody_answers_for_may_be_known_later(
    store: MediaStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unanswered(*_: object, **__: object) -> None:
        raise OSError("No name server answered within 10 s.")

    monkeypatch.setattr(Lookups, "of", unanswered)

    with pytest.raises(MediaUnavailable, match="No name server answered"):
        await store.fetch(IMAGE, "http://slow.example/a.png")


@pytest.mark.parametrize(
    "url", ["http://xn--n3h.example/x.png", "http://xn--zz--/", "http://a..b/"]
)
async def test_a_name_that_can_not_be_is_refused(store: MediaStore, url: str) -> None:
    with pytest.raises((MediaRefused, MediaUnavailable)):
        await store.fetch(IMAGE, url)


async def test_a_redirect_is_refused_by_default(
    store: MediaStore, server: FileServer
) -> None:
    server.put("/there", JPEG, "image/jpeg")

    with pytest.raises(MediaRefused, match=r"MEDIA_REDIRECTS allows, which is 0"):
        await store.fetch(IMAGE, server.redirect("/file", "/there"))


async def test_redirects_are_followed_where_that_is_allowed(
    server: FileServer, tmp_path: Path
) -> None:
    server.put("/there", JPEG, "image/jpeg")
    url = server.redirect("/file", "/there")

    file = await download(Egress(LOOPBACK, redirects=1), IMAGE, url, tmp_path / "file")

    assert file.path.read_bytes() == JPEG


OK = b"HTTP/1.1 200 OK\r\n"
HOSTILE = [
    b"",
    b"\x00\xff\xfe",
    b"HTTP/9.9 abc\r\n\r\n",
    b"HTTP/1.1 999 What\r\n\r\n",
    b"HTTP/1.1 101 Switching Protocols\r\n\r\n",
    b"HTTP/1.1 302 Found\r\nLocation: http://xn--zz--/\r\n\r\n",
    b"HTTP/1.1 302 Found\r\nLocation: http://[\r\n\r\n",
    b"HTTP/1.1 302 Found\r\nLocation: \xff\xfe://\xff\r\n\r\n",
    b"HTTP/1.1 302 Found\r\nLocation: http://a:99999999/\r\n\r\n",
    b"HTTP/1.1 302 Found\r\n\r\n",
    OK + b"Content-Length: -1\r\n\r\nx",
    OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nx",
    OK + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\nx",
    OK + b"Content-Length: \xb2\r\n\r\nx",
    OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nx",
    OK + b"Content-Encoding: gzip\r\n\r\nnot gzip",
    OK + b"Content-Encoding: br, zstd, gzip, deflate\r\n\r\nx",
    OK + b"Content-Type: \xff/\xfe; charset=\x80\r\n\r\n<html>",
    OK + b"X: " + b"x" * 200_000 + b"\r\n\r\n",
    OK + b"Content-Disposition: attachment; filename*=utf-8''%ff%00%zz\r\n\r\nx",
]


@pytest.mark.parametrize("answer", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("redirects", [0, 5])
async def test_whatever_is_answered_the_end_is_one_of_two(
    tmp_path: Path, answer: bytes, redirects: int
) -> None:
    async def speak(asked: asyncio.StreamReader, said: asyncio.StreamWriter) -> None:
        await asked.readuntil(b"\r\n\r\n")
        said.write(answer)
        said.close()

    server = await asyncio.start_server(speak, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/x"
    egress = Egress(LOOPBACK, redirects=redirects)
    async with server:
        with pytest.raises((MediaRefused, MediaUnavailable)):
            await download(egress, IMAGE, url, tmp_path / "file")

    assert left_in(tmp_path) == []


@pytest.mark.parametrize("to", ["http://127.0.0.1:99999/", "http://a..b/", "http://[/"])
async def test_redirecting_to_nowhere_ends_in_words(
    store: MediaStore, server: FileServer, to: str
) -> None:
    with pytest.raises((MediaRefused, MediaUnavailable)):
        await store.fetch(IMAGE, server.redirect("/file", to))


async def test_redirecting_for_ever_is_refused(
    server: FileServer, tmp_path: Path
) -> None:
    url = server.redirect("/file", "/file")
    egress = Egress(LOOPBACK, redirects=5)

    with pytest.raises(MediaRefused, match="redirects more often"):
        await download(egress, IMAGE, url, tmp_path / "file")
