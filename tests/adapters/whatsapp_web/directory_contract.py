"""What every page must do with people and groups; inherited by test classes."""

import itertools
from collections.abc import Sequence

import pytest

from domain.whatsapp import (
    Ack,
    CallSeen,
    CallStatus,
    GroupAction,
    GroupChange,
    GroupChanged,
    ParticipantAction,
    Presence,
    PresenceSeen,
    Rank,
    Refused,
    SendRefused,
)
from tests.adapters.whatsapp_web.contract import FRIEND, Session, text
from tests.adapters.whatsapp_web.directory_phones import DirectoryPhone

FRIEND_JID = f"{FRIEND}@s.whatsapp.net"

numbers = itertools.count(34_700_000_001)


def stranger() -> str:
    """A number that no test has used."""
    return str(next(numbers))


def jid(number: str) -> str:
    return f"{number}@s.whatsapp.net"


async def changes_of(session: Session, group: str, count: int) -> list[GroupChanged]:
    """The next ones; other tests' groups have some, too."""
    found: list[GroupChanged] = []
    while len(found) < count:
        told = await session.heard.next(GroupChanged)
        found += [told] if told.jid == group else []
    return found


@pytest.mark.asyncio(loop_scope="class")
class PeopleContract:
    """All tests of a class share one linked page, and leave it linked."""

    async def test_a_number_is_on_whatsapp_or_not(
        self, shared: Session, directory: DirectoryPhone
    ) -> None:
        somebody, nobody = stranger(), stranger()
        await directory.unknown(nobody)

        assert await shared.page.people.exists(jid(somebody))
        assert not await shared.page.people.exists(jid(nobody))

    async def test_a_saved_contact_is_in_the_address_book(
        self, shared: Session, directory: DirectoryPhone
    ) -> None:
        number = stranger()
        await shared.page.people.save(jid(number), "Carla Ruiz", on_phone=False)

        [found] = [it for it in await shared.page.people.all() if it.jid == jid(number)]
        assert found.name == "Carla Ruiz"
        assert (jid(number), "Carla Ruiz") in await directory.saved_by(shared.number)

    async def test_a_contact_shows_what_people_show(
        self, shared: Session, directory: DirectoryPhone
    ) -> None:
        number = stranger()
        await directory.show(
            number, name="Dora", about="At work", picture="https://example.org/dora.jpg"
        )
        await shared.page.people.save(jid(number), "Dora Díaz", on_phone=True)

        found = await shared.page.people.one(jid(number))
        assert found.exists
        assert (found.jid, found.name, found.notify, found.about) == (
            jid(number),
            "Dora Díaz",
            "Dora",
            "At work",
        )
        assert found.picture_url == "https://example.org/dora.jpg"

    async def test_a_number_that_is_not_on_whatsapp_is_no_contact(
        self, shared: Session, directory: DirectoryPhone
    ) -> None:
        await directory.unknown(nobody := stranger())

        found = await shared.page.people.one(jid(nobody))
        assert (found.jid, found.exists) == (jid(nobody), False)

    async def test_who_has_a_picture_shows_its_address(
        self, shared: Session, directory: DirectoryPhone
    ) -> None:
        number = stranger()
        assert await shared.page.people.picture(jid(number)) is None

        await directory.show(number, picture="https://example.org/eva.jpg")
        picture = await shared.page.people.picture(jid(number))
        assert picture == "https://example.org/eva.jpg"

    async def test_people_are_blocked_and_unblocked(
        self, shared: Session, directory: DirectoryPhone
    ) -> None:
        number = stranger()
        await shared.page.people.block(jid(number))
        await shared.page.people.block(jid(number))
        assert jid(number) in await directory.blocked_by(shared.number)

        await shared.page.people.unblock(jid(number))
        assert jid(number) not in await directory.blocked_by(shared.number)

    async def test_a_hidden_id_and_a_number_are_found_by_each_other(
        self, shared: Session
    ) -> None:
        number = stranger()
        lid = await shared.page.people.lid_of(jid(number))

        assert lid is not None
        assert lid.endswith("@lid")
        assert await shared.page.people.number_of(lid) == jid(number)

    async def test_somebody_who_types_is_told(
        self, shared: Session, directory: DirectoryPhone
    ) -> None:
        await directory.receive(shared.number, FRIEND, "a chat that is open")
        await directory.presence(shared.number, FRIEND, Presence.COMPOSING)

        seen = await shared.heard.next(PresenceSeen)
        assert (seen.jid, seen.presence) == (FRIEND_JID, Presence.COMPOSING)
        assert seen.participant is None

    async def test_being_online_is_shown(
        self, shared: Session, directory: DirectoryPhone
    ) -> None:
        await shared.page.be_online()

        assert await directory.is_available(shared.number)

    async def test_a_call_is_told_and_rejected(
        self, shared: Session, directory: DirectoryPhone
    ) -> None:
        call_id = await directory.call(shared.number, FRIEND, video=True)

        offered = await shared.heard.next(CallSeen)
        assert (offered.id, offered.caller) == (call_id, FRIEND_JID)
        assert (offered.status, offered.is_video) == (CallStatus.OFFER, True)

        await shared.page.reject_call(call_id)
        assert (await shared.heard.next(CallSeen)).status is CallStatus.REJECTED
        assert await directory.state_of_call(call_id) == "rejected"

    async def test_a_call_that_the_caller_ends_is_told(
        self, shared: Session, directory: DirectoryPhone
    ) -> None:
        call_id = await directory.call(shared.number, FRIEND, video=False)
        await shared.heard.next(CallSeen)
        await directory.hang_up(call_id)

        ended = await shared.heard.next(CallSeen)
        assert (ended.id, ended.status) == (call_id, CallStatus.ENDED)
        with pytest.raises(Refused):
            await shared.page.reject_call(call_id)


@pytest.mark.asyncio(loop_scope="class")
class GroupsContract:
    async def test_a_group_is_made(self, shared: Session) -> None:
        group = await shared.page.groups.create("Team", [FRIEND_JID])

        assert group.jid.endswith("@g.us")
        assert (group.subject, group.owner) == ("Team", jid(shared.number))
        ranks = {it.jid: it.rank for it in group.participants}
        assert ranks == {jid(shared.number): Rank.SUPERADMIN, FRIEND_JID: None}
        assert await shared.page.groups.one(group.jid) == group
        listed = {it.jid: it.name for it in await shared.page.groups.all()}
        assert listed[group.jid] == "Team"

    async def test_a_group_of_nobodies_is_refused(
        self, shared: Session, directory: DirectoryPhone
    ) -> None:
        await directory.unknown(nobody := stranger())

        with pytest.raises(Refused):
            await shared.page.groups.create("Team", [jid(nobody)])

    async def test_a_group_is_changed(self, shared: Session) -> None:
        group = await shared.page.groups.create("Team", [FRIEND_JID])
        change = GroupChange(
            subject="Crew", description="Who sails", announce=True, restrict=True
        )

        changed = await shared.page.groups.change(group.jid, change)
        assert (changed.subject, changed.description) == ("Crew", "Who sails")
        assert (changed.announce, changed.restrict) == (True, True)
        back = await shared.page.groups.change(group.jid, GroupChange(announce=False))
        assert (back.subject, back.announce) == ("Crew", False)

    async def test_participants_come_rise_fall_and_go(self, shared: Session) -> None:
        groups, number = shared.page.groups, jid(stranger())
        group = await groups.create("Team", [FRIEND_JID])

        async def after(action: ParticipantAction) -> dict[str, Rank | None]:
            [outcome] = await groups.change_participants(group.jid, action, [number])
            assert (outcome.jid, outcome.status) == (number, 200)
            now = await groups.one(group.jid)
            return {it.jid: it.rank for it in now.participants}

        assert (await after(ParticipantAction.ADD))[number] is None
        assert (await after(ParticipantAction.PROMOTE))[number] is Rank.ADMIN
        assert (await after(ParticipantAction.DEMOTE))[number] is None
        assert number not in await after(ParticipantAction.REMOVE)

    async def test_each_participant_has_an_outcome(
        self, shared: Session, directory: DirectoryPhone
    ) -> None:
        await directory.unknown(nobody := stranger())
        somebody = jid(stranger())
        group = await shared.page.groups.create("Team", [FRIEND_JID])

        added = await shared.page.groups.change_participants(
            group.jid, ParticipantAction.ADD, [FRIEND_JID, jid(nobody), somebody]
        )
        assert [it.status for it in added] == [409, 400, 200]
        removed = await shared.page.groups.change_participants(
            group.jid, ParticipantAction.REMOVE, [jid(nobody), somebody]
        )
        assert [it.status for it in removed] == [404, 200]

    async def test_a_group_that_was_left_is_closed(self, shared: Session) -> None:
        group = await shared.page.groups.create("Team", [FRIEND_JID])
        await shared.page.groups.leave(group.jid)

        with pytest.raises(Refused, match="not in the group"):
            await shared.page.groups.one(group.jid)
        assert group.jid not in {it.jid for it in await shared.page.groups.all()}

    async def test_a_group_of_others_is_refused(self, shared: Session) -> None:
        with pytest.raises(Refused):
            await shared.page.groups.one("120363999999999999@g.us")

    async def test_an_invitation_shows_the_group_and_lets_in(
        self, shared: Session, directory: DirectoryPhone
    ) -> None:
        made = await directory.group_of(shared.number, FRIEND, subject="Choir")
        code = await directory.invite_code(made)
        await directory.in_group(shared.number, made, "remove", [shared.number])

        invited = await shared.page.groups.invited_to(code)
        assert (invited.jid, invited.subject) == (made, "Choir")
        assert await shared.page.groups.join(code) == made
        assert made in {it.jid for it in await shared.page.groups.all()}

    async def test_an_admin_gets_the_invitation(
        self, shared: Session, directory: DirectoryPhone
    ) -> None:
        group = await shared.page.groups.create("Team", [FRIEND_JID])

        code = await shared.page.groups.invite_code(group.jid)
        assert code == await directory.invite_code(group.jid)

    async def test_an_invalid_invitation_is_refused(self, shared: Session) -> None:
        with pytest.raises(Refused):
            await shared.page.groups.invited_to("nothing")
        with pytest.raises(Refused):
            await shared.page.groups.join("nothing")

    async def test_a_member_is_refused_what_admins_do(
        self, shared: Session, directory: DirectoryPhone
    ) -> None:
        made = await directory.group_of(shared.number, FRIEND, subject="Choir")
        groups = shared.page.groups

        with pytest.raises(Refused):
            await groups.change_participants(
                made, ParticipantAction.ADD, [jid(stranger())]
            )
        with pytest.raises(Refused):
            await groups.change(made, GroupChange(announce=True))
        with pytest.raises(Refused):
            await groups.invite_code(made)

    async def test_who_may_not_write_in_a_group_is_refused(
        self, shared: Session, directory: DirectoryPhone
    ) -> None:
        made = await directory.group_of(shared.number, FRIEND, subject="News")
        await changes_of(shared, made, 1)
        await shared.page.send(text(made))
        await directory.in_group(shared.number, made, "announce", value=True)
        await changes_of(shared, made, 1)
        with pytest.raises(SendRefused, match="admins"):
            await shared.page.send(text(made))

        await directory.in_group(shared.number, made, "remove", [shared.number])
        await changes_of(shared, made, 1)
        with pytest.raises(SendRefused, match="not in the group"):
            await shared.page.send(text(made))

    async def test_a_text_goes_to_a_channel(
        self, shared: Session, directory: DirectoryPhone
    ) -> None:
        channel = await directory.channel_of(shared.number, "News of the shop")
        message = text(channel, body="We are open on Sunday.")

        assert (await shared.page.send(message)).ack >= Ack.SENT
        assert (await shared.page.send(message)).ack >= Ack.SENT
        assert await directory.sent_to(channel) == [message.key.id]

    # --- what others do ---------------------------------------------------------------

    async def test_what_others_change_in_a_group_is_told(
        self, shared: Session, directory: DirectoryPhone
    ) -> None:
        made = await directory.group_of(shared.number, FRIEND, subject="Choir")
        friend = jid(somebody := stranger())
        me = shared.number
        await directory.in_group(me, made, "add", [somebody], by=FRIEND)
        await directory.in_group(me, made, "promote", [somebody], by=FRIEND)
        await directory.in_group(me, made, "subject", value="Big choir", by=FRIEND)
        await directory.in_group(me, made, "announce", value=True, by=FRIEND)
        await directory.in_group(me, made, "leave", by=somebody)

        wanted: list[tuple[GroupAction, Sequence[str], str | None, str]] = [
            (GroupAction.CREATED, (jid(me),), "Choir", FRIEND_JID),
            (GroupAction.ADDED, (friend,), None, FRIEND_JID),
            (GroupAction.PROMOTED, (friend,), None, FRIEND_JID),
            (GroupAction.SUBJECT, (), "Big choir", FRIEND_JID),
            (GroupAction.ANNOUNCE, (), "true", FRIEND_JID),
            (GroupAction.REMOVED, (friend,), None, friend),
        ]
        told = await changes_of(shared, made, len(wanted))
        found = [(it.action, it.participants, it.value, it.by) for it in told]
        assert sorted(map(str, found)) == sorted(map(str, wanted))
        assert len({it.id for it in told}) == len(told)

    async def test_our_own_changes_are_told_once(self, shared: Session) -> None:
        group = await shared.page.groups.create("Team", [FRIEND_JID])
        await shared.page.groups.change(group.jid, GroupChange(subject="Crew"))
        await shared.page.groups.change(group.jid, GroupChange(subject="Choir"))

        made, renamed, _ = await changes_of(shared, group.jid, 3)
        assert (made.action, made.by) == (GroupAction.CREATED, jid(shared.number))
        assert (renamed.action, renamed.value) == (GroupAction.SUBJECT, "Crew")
