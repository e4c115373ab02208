// Groups and who is in them.
(function () {
  'use strict';

  defineModule('WAWebParticipantModel', (require) => {
    const { BaseModel } = require('WAWebBaseModel');
    class ParticipantModel extends BaseModel {}
    ParticipantModel.props = ['id', 'isAdmin', 'isSuperAdmin'];
    ParticipantModel.prototype.proxyName = 'participant';
    return { default: ParticipantModel };
  });

  defineModule('WAWebGroupParticipantCollection', (require) => {
    const { BaseCollection } = require('WAWebBaseCollection');
    const { login } = require('SandboxLogin');
    class ParticipantCollection extends BaseCollection {
      get _me() {
        return this.get(login.me) || this.get(login.lid);
      }

      iAmMember() {
        return Boolean(this._me);
      }

      iAmAdmin() {
        return Boolean(this._me?.isAdmin);
      }

      iAmSuperAdmin() {
        return Boolean(this._me?.isSuperAdmin);
      }

      iAmRestrictedMember() {
        return false;
      }

      canAdd() {
        return this.iAmAdmin();
      }

      canRemove() {
        return this.iAmAdmin();
      }

      canPromote() {
        return this.iAmAdmin();
      }

      canDemote() {
        return this.iAmAdmin();
      }
    }
    ParticipantCollection.model = require('WAWebParticipantModel').default;
    return { default: ParticipantCollection };
  });

  defineModule('WAWebGroupMetadataModel', (require) => {
    const { BaseModel } = require('WAWebBaseModel');
    class GroupMetadataModel extends BaseModel {}
    GroupMetadataModel.props = [
      'id', 'subject', 'owner', 'creation', 'desc', 'participants', 'stale', 'announce',
      'restrict', 'groupType',
    ];
    GroupMetadataModel.prototype.proxyName = 'groupMetadata';
    return { default: GroupMetadataModel };
  });

  defineModule('WAWebGroupMetadataCollection', (require) => {
    const { BaseCollection } = require('WAWebBaseCollection');
    class GroupMetadataCollection extends BaseCollection {
      _handleParentGroupChange() {}

      async fetchOne(id) {
        const group = await require('SandboxServer').ask('group', { id: String(id) });
        return require('SandboxGroups').metadataOf(group);
      }

      async update(id) {
        return this.find(id);
      }
    }
    GroupMetadataCollection.model = require('WAWebGroupMetadataModel').default;
    return { default: new GroupMetadataCollection() };
  });

  defineModule('SandboxGroups', (require) => {
    const ParticipantCollection = require('WAWebGroupParticipantCollection').default;
    const GroupMetadata = require('WAWebGroupMetadataCollection').default;
    const { createWid } = require('WAWebWidFactory');
    const { chatOf } = require('SandboxChats');

    const participantOf = ({ id, role }) => ({
      id: createWid(id),
      isAdmin: role !== 'member',
      isSuperAdmin: role === 'owner',
    });

    const metadataOf = ({ id, subject, owner, creation, participants }) => ({
      id: createWid(id),
      subject,
      owner: createWid(owner),
      creation,
      desc: '',
      participants: new ParticipantCollection(participants.map(participantOf)),
      stale: false,
      announce: false,
      restrict: false,
      groupType: 'DEFAULT',
    });

    function show(group) {
      const known = GroupMetadata.get(group.id);
      if (known) known.set(metadataOf(group));
      else GroupMetadata.add(metadataOf(group));
      chatOf(group.id).name = group.subject;
    }

    const CHANGES = {
      add: (participants, id) => participants.add({ id, isAdmin: false }),
      remove: (participants, id) => participants.remove(id),
      promote: (participants, id) => participants.get(id)?.set({ isAdmin: true }),
      demote: (participants, id) => participants.get(id)?.set({ isAdmin: false }),
    };

    function change(groupId, { actionType, participants }) {
      const group = GroupMetadata.get(groupId);
      if (!group) return;
      for (const { id } of participants) CHANGES[actionType](group.participants, id);
    }

    // The server's notification says the same later; whoever asked need not wait for it.
    const modify = (action) => async (groupId, wids) => {
      await require('SandboxServer').ask('group_modify', {
        id: String(groupId),
        action,
        participants: wids.map(String),
      });
      change(groupId, { actionType: action, participants: wids.map((id) => ({ id })) });
    };

    return { show, metadataOf, change, modify };
  });

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
        modify(action)(chat.id, participants.map(({ id }) => id));
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
      await modify(action)(groupId, wids);
      return { status: 207, participants: wids.map((wid) => accepted(wid, '200')) };
    };
    return Object.fromEntries(
      ACTIONS.map((action) => [`${action}GroupParticipants`, job(action)]),
    );
  });
})();
