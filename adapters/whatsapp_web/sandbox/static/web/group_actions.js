// What a page does to groups: making, changing, leaving and joining them.
(function () {
  'use strict';

  const ACTIONS = ['add', 'remove', 'promote', 'demote'];
  const accepted = (wid, code) => ({
    userWid: wid,
    code,
    invite_code: null,
    invite_code_exp: null,
  });

  defineModule('WAWebGroupCreateJob', (require) => ({
    async sendCreateGroup(subject, wids) {
      const participants = wids.map(String);
      const { ask } = require('SandboxServer');
      const group = await ask('group_create', { subject, participants });
      require('SandboxGroups').show(group);
      const { createWid } = require('WAWebWidFactory');
      return {
        gid: createWid(group.id),
        participants: wids.map((wid) => accepted(wid, 200)),
      };
    },
  }));

  defineModule('WAWebGroupQueryJob', (require) => ({
    async queryAllGroups() {
      const { groups } = await require('SandboxServer').ask('groups');
      groups.forEach(require('SandboxGroups').show);
      return groups.map(({ id }) => ({ id: require('WAWebWidFactory').createWid(id) }));
    },
  }));

  defineModule('WAWebUpdateDbForGroupAction', (require) => ({
    updateDBForGroupAction: async ({ chatId }, action) =>
      require('SandboxGroups').change(chatId, action),
  }));

  defineModule('WAWebModifyParticipantsGroupAction', (require) => {
    const { modify } = require('SandboxGroups');
    const exports = {};
    for (const action of ACTIONS) {
      exports[`${action}Participants`] = (chat, participants) =>
        modify(action, chat.id, participants.map(({ id }) => id));
    }
    exports.promoteCommunityParticipants = exports.promoteParticipants;
    exports.demoteCommunityParticipants = exports.demoteParticipants;
    return exports;
  });

  defineModule('WAWebGroupModifyParticipantsJob', (require) => {
    const { modify } = require('SandboxGroups');
    const widOf = (value) => value.phoneNumber || value.lid || value.id || value;
    const job = (action) => async (groupId, participants) => {
      const wids = participants.map(widOf);
      const outcomes = await modify(action, groupId, wids);
      return {
        status: 207,
        participants: wids.map((wid) => accepted(wid, String(outcomes[wid]))),
      };
    };
    return Object.fromEntries(
      ACTIONS.map((action) => [`${action}GroupParticipants`, job(action)]),
    );
  });

  defineModule('WAWebGroupModifyInfoJob', (require) => {
    const { ask } = require('SandboxServer');
    const setText = (field) => (groupId, text) =>
      ask('group_text', { id: String(groupId), field, text });
    const SETTINGS = { announcement: 'announce', restrict: 'restrict' };
    return {
      setGroupSubject: setText('subject'),
      setGroupDescription: setText('description'),
      setGroupProperty: (groupId, property, value) =>
        ask('group_switch', {
          id: String(groupId),
          setting: SETTINGS[property],
          on: Boolean(value),
        }),
    };
  });

  defineModule('WAWebGroupExitJob', (require) => ({
    async sendExitGroup({ id }) {
      await require('SandboxServer').ask('group_leave', { id: String(id) });
      const { login } = require('SandboxLogin');
      require('SandboxGroups').change(id, {
        actionType: 'remove',
        participants: [{ id: login.me }],
      });
    },
  }));

  defineModule('WAWebGroupInviteJob', (require) => {
    const { ask } = require('SandboxServer');
    const { createWid } = require('WAWebWidFactory');
    return {
      async sendQueryGroupInviteCode(groupId) {
        return (await ask('group_invite', { id: String(groupId) })).code;
      },

      async sendQueryGroupInvite(code) {
        const group = await ask('group_invited', { code });
        const { metadataOf } = require('SandboxGroups');
        const shown = metadataOf(group);
        const participants = shown.participants.map((it) => ({
          id: it.id, isAdmin: it.isAdmin, isSuperAdmin: it.isSuperAdmin,
        }));
        return { groupInfo: { ...shown, participants } };
      },

      async sendJoinGroupViaInvite(code) {
        const group = await ask('group_join', { code });
        require('SandboxGroups').show(group);
        return { gid: createWid(group.id), membershipApprovalMode: false };
      },
    };
  });
})();
