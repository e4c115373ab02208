from dataclasses import replace
from pathlib import Path

from adapters.whatsapp_web.doctor import Finding, diagnose
from tests.adapters.whatsapp_web.conftest import DEADLINES

# Long enough for wa-js to look at all modules on a machine that is busy.
IMPATIENT = replace(DEADLINES, ready=8.0)


async def findings(
    url: str, profiles: Path, *, executable: Path | None = None
) -> dict[str, Finding]:
    found = diagnose(
        profiles=profiles, url=url, executable=executable, deadlines=IMPATIENT
    )
    return {finding.subject: finding async for finding in found}


async def test_all_is_well_with_the_sandbox(sandbox_url: str, tmp_path: Path) -> None:
    found = await findings(sandbox_url, tmp_path / "to" / "be")

    assert [*found] == ["browser", "wa-js", "profiles", "page"]
    assert all(finding.ok for finding in found.values()), found


async def test_missing_modules_are_named(sandbox_url: str, tmp_path: Path) -> None:
    url = f"{sandbox_url}/?drop=WAWebSendMsgChatAction"
    page = (await findings(url, tmp_path))["page"]

    assert not page.ok
    assert "WAWebSendMsgChatAction" in page.detail


async def test_a_missing_browser_comes_with_the_remedy(tmp_path: Path) -> None:
    nowhere = Path("/nowhere/chromium")
    found = await findings("http://127.0.0.1:1", tmp_path, executable=nowhere)

    assert not found["browser"].ok
    assert "MESSENGER_BRAIN_CHROMIUM" in found["browser"].detail
    assert not found["page"].ok


async def test_a_directory_that_can_not_be_used_is_found(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    nowhere = Path("/nowhere/chromium")
    found = await findings("http://127.0.0.1:1", in_the_way, executable=nowhere)

    assert not found["profiles"].ok
