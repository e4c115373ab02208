// Messages: the model, the stores, and how they are kept and brought back.
(function () {
  'use strict';

  defineModule('WAWebMsgModel', (require) => {
    const { BaseModel } = require('WAWebBaseModel');
    const { login } = require('SandboxLogin');
    class MsgModel extends BaseModel {
      get sender() {
        return this.author || this.from;
      }

      get senderObj() {
        const wid = this.id.fromMe ? login.me : this.sender;
        return require('SandboxContacts').contactOf(wid);
      }

      get isStatusV3() {
        return false;
      }

      msgContextInfo(chatId) {
        return {
          quotedMsg: this.attributes,
          quotedStanzaID: this.id.id,
          quotedParticipant: this.sender,
          quotedRemoteJid: chatId,
        };
      }

      // Acks arrive late and out of order; a message never becomes less read.
      updateAck(ack) {
        if (ack > (this.ack || 0)) this.ack = ack;
      }

      async downloadMedia() {
        await require('SandboxMedia').fetchMedia(this);
      }
    }
    MsgModel.props = [
      'id', 'rowId', 'type', 'subtype', 'body', 'caption', 'from', 'to', 'author', 'self',
      'ack', 't', 'isNewMsg', 'local', 'mediaData', 'mediaObject', 'mimetype', 'filename',
      'filehash', 'directPath', 'size', 'lat', 'lng', 'loc', 'pollName', 'pollOptions',
      'vcardFormattedName', 'vcardList', 'quotedStanzaID', 'quotedMsg',
      'quotedParticipant', 'mentionedJidList', 'notifyName', 'latestEditMsgKey', 'star',
      'isForwarded', 'hasReaction', 'isViewOnce', 'isCaptionByUser', 'latestEditSenderTimestampMs',
      'revokeTimestamp', 'revokeSender', 'mediaKey', 'encFilehash',
      'pollSelectableOptionsCount', 'title', 'description', 'canonicalUrl', 'matchedText',
    ];
    MsgModel.prototype.proxyName = 'msg';
    return { default: MsgModel };
  });

  defineModule('WAWebMsgCollection', (require) => {
    const { BaseCollection } = require('WAWebBaseCollection');
    class MsgCollectionImpl extends BaseCollection {
      async processMultipleMessages(_chatId, messages) {
        const { applyRevoke } = require('SandboxHappenings');
        const isRevoke = (it) => it.type === 'protocol' && it.subtype.endsWith('revoke');
        for (const message of messages.filter(isRevoke)) await applyRevoke(message);
        const shown = messages.filter((it) => it.type !== 'protocol');
        return shown.map((message) => require('SandboxMessages').add(message));
      }
    }
    MsgCollectionImpl.model = require('WAWebMsgModel').default;
    return { MsgCollectionImpl, MsgCollection: new MsgCollectionImpl() };
  });

  defineModule('WAWebChatMsgsCollection', (require) => {
    const { BaseCollection } = require('WAWebBaseCollection');
    class ChatMsgsCollection extends BaseCollection {}
    ChatMsgsCollection.model = require('WAWebMsgModel').default;
    return { ChatMsgsCollection };
  });

  // A message as plain JSON, for storage and for the server; `model` is the way back.
  defineModule('SandboxMessageRecords', (require) => {
    const { BaseModel } = require('WAWebBaseModel');
    const { createWid } = require('WAWebWidFactory');
    const Wid = require('WAWebWid').default;
    const MsgKey = require('WAWebMsgKey').default;
    const WID_FIELDS = ['from', 'to', 'author', 'quotedParticipant', 'revokeSender'];

    function plain(value) {
      if (value instanceof Wid || value instanceof MsgKey) return String(value);
      if (ArrayBuffer.isView(value)) return Array.from(value);
      if (Array.isArray(value)) return value.map(plain);
      if (value === null || typeof value !== 'object') return value;
      return plainFields(value);
    }

    // Models inside a message (its media) belong to this page: made anew, never kept.
    const plainFields = (values) =>
      Object.fromEntries(
        Object.entries(values)
          .filter(([, value]) => !(value instanceof BaseModel) && typeof value !== 'function')
          .map(([name, value]) => [name, plain(value)]),
      );

    function model(record) {
      const values = { ...record, id: MsgKey.fromString(record.id) };
      for (const name of WID_FIELDS) if (values[name]) values[name] = createWid(values[name]);
      if (values.latestEditMsgKey) {
        values.latestEditMsgKey = MsgKey.fromString(values.latestEditMsgKey);
      }
      values.mentionedJidList &&= values.mentionedJidList.map(createWid);
      values.recipients &&= values.recipients.map(createWid);
      if (values.directPath) values.mediaData = require('SandboxMedia').mediaDataOf(record);
      return values;
    }

    return { plain: (message) => plainFields(message.attributes), model };
  });

  defineModule('SandboxMessages', (require) => {
    const storage = require('SandboxStorage');
    const { plain, model } = require('SandboxMessageRecords');
    const { MsgCollection } = require('WAWebMsgCollection');
    const { chatOf, keepChat } = require('SandboxChats');
    const MsgModel = require('WAWebMsgModel').default;

    // The order in which messages came to this page: `t` has whole seconds only.
    let lastRowId = 0;
    const nextRowId = () => (lastRowId = Math.max(Date.now(), lastRowId + 1));

    // Shows a message in its chat; one we have already stays as it is.
    function add(values) {
      const present = MsgCollection.get(values.id);
      if (present) return present;
      const message = values instanceof MsgModel ? values : new MsgModel(values);
      message.rowId ??= nextRowId();
      const chat = chatOf(message.id.remote);
      chat.t = message.t;
      chat.msgs.add(message);
      MsgCollection.add(message);
      chat.lastReceivedKey = message.id; // "received" by this device: ours as well
      if (message.isNewMsg && !message.id.fromMe && message.type !== 'gp2') {
        chat.unreadCount = Math.max(chat.unreadCount, 0) + 1;
      }
      return message;
    }

    const keep = (message) => storage.put('message', plain(message));

    async function receive(record) {
      const values = { ack: 1, ...model(record), isNewMsg: true };
      const { remote } = values.id;
      if (MsgCollection.get(values.id)) return;
      const [message] = await MsgCollection.processMultipleMessages(remote, [values]);
      await keep(message);
      await keepChat(chatOf(remote));
    }

    async function restore() {
      const records = await storage.all('message');
      records.sort((one, other) => one.rowId - other.rowId);
      for (const record of records) add({ ...model(record), isNewMsg: false });
    }

    async function applyReceipt({ externalIds, ack }) {
      for (const id of externalIds) {
        const message = MsgCollection.findFirst((it) => it.id.id === id);
        if (!message) continue;
        message.updateAck(ack);
        await keep(message);
      }
    }

    async function forget(message) {
      chatOf(message.id.remote).msgs.remove(message.id);
      MsgCollection.remove(message.id);
      await storage.remove('message', String(message.id));
    }

    return { add, keep, receive, restore, applyReceipt, forget };
  });

  defineModule('WAWebHandleSimpleReceipt', (require) => ({
    handleChatSimpleReceipt: (receipt) => require('SandboxMessages').applyReceipt(receipt),
  }));
  defineModule('WAWebHandleGroupReceipt', (require) => ({
    handleGroupSimpleReceipt: (receipt) => require('SandboxMessages').applyReceipt(receipt),
  }));
  defineModule('WAWebHandleStatusReceipt', () => ({ handleStatusSimpleReceipt() {} }));
  defineModule('WAWebHandleSingleMsg', (require) => ({
    handleSingleMsg: async (_wid, message) => require('SandboxMessages').add(message),
  }));
})();
