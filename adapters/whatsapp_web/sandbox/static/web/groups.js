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
    class GroupMetadataModel extends BaseModel {
      // Everybody may change what a group is, until only its admins may.
      canSetSubject() {
        return this.participants.iAmAdmin() || (!this.restrict && this.participants.iAmMember());
      }

      canSetDescription() {
        return this.canSetSubject();
      }

      canSetGroupProperty() {
        return this.participants.iAmAdmin();
      }

      canSetEphemeralSetting() {
        return this.canSetGroupProperty();
      }
    }
    GroupMetadataModel.props = [
      'id', 'subject', 'owner', 'creation', 'desc', 'descId', 'participants', 'stale',
      'announce', 'restrict', 'groupType',
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

      // As the server has it now.
      async update(id) {
        const group = await require('SandboxServer').ask('group', { id: String(id) });
        require('SandboxGroups').show(group);
        return this.get(id);
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

    const metadataOf = (group) => ({
      id: createWid(group.id),
      subject: group.subject,
      owner: createWid(group.owner),
      creation: group.creation,
      desc: group.description,
      participants: new ParticipantCollection(group.participants.map(participantOf)),
      stale: false,
      announce: group.announce,
      restrict: group.restrict,
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
    async function modify(action, groupId, wids) {
      const { outcomes } = await require('SandboxServer').ask('group_modify', {
        id: String(groupId),
        action,
        participants: wids.map(String),
      });
      const done = wids.filter((wid) => outcomes[wid] === 200);
      change(groupId, { actionType: action, participants: done.map((id) => ({ id })) });
      return outcomes;
    }

    return { show, metadataOf, change, modify };
  });
})();
