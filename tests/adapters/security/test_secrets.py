import re

import pytest

from adapters.security.secrets import MasterKeySecrets

secrets = MasterKeySecrets(b"k" * 32)


def test_random_secrets_have_their_shape_and_never_repeat() -> None:
    assert re.fullmatch(r"[A-Za-z0-9]{48}", secrets.token())
    assert re.fullmatch(r"[0-9a-f]{64}", secrets.hex_key())
    assert len({secrets.token() for _ in range(100)}) == 100


def test_a_digest_is_sha_256() -> None:
    expected = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"

    assert secrets.digest("secret") == expected


def test_what_was_sealed_can_be_opened() -> None:
    sealed = secrets.seal("señal")

    assert secrets.open(sealed) == "señal"
    assert sealed.startswith("v1:")
    assert sealed != secrets.seal("señal")


@pytest.mark.parametrize(
    "spoilt",
    [
        MasterKeySecrets(b"x" * 32).seal("secret"),
        secrets.seal("secret")[:-8],
        "v1:",
        "v1:not base64 ñ",
        secrets.seal("secret").replace("v1:", "v2:"),
        "secret",
    ],
    ids=["other key", "cut off", "empty", "no base64", "later version", "unsealed"],
)
def test_anything_else_is_refused(spoilt: str) -> None:
    with pytest.raises(ValueError, match="sealed"):
        secrets.open(spoilt)
