// What a person does to messages: edits, deletes, reacts, answers. The server decides, and
// then the page shows it.
(function () {
  'use strict';

  const EDITABLE_SECONDS = 15 * 60;

  defineModule('SandboxDeeds', (require) => {
    const { ask } = require('SandboxServer');
    const { login } = require('SandboxLogin');
    const happenings = require('SandboxHappenings');
    const { unixTime, unixTimeMs } = require('WATimeUtils');

    async function edit(message, { body, id }) {
      await ask('edit', { id: String(message.id), body });
      const parent = String(message.id);
      await happenings.edit({ parent, body, edit: id.id, at: unixTimeMs() });
    }

    async function revoke(message) {
      await ask('revoke', { id: String(message.id) });
      const { createWid } = require('WAWebWidFactory');
      await happenings.applyRevoke({
        protocolMessageKey: message.id,
        subtype: message.id.fromMe ? 'sender_revoke' : 'admin_revoke',
        author: createWid(login.me),
        t: unixTime(),
      });
    }

    async function react(message, text) {
      await ask('react', { id: String(message.id), reaction: text });
      const { newId_DEPRECATED: newId } = require('WAWebMsgKey').default;
      const parent = String(message.id);
      await happenings.react({ parent, id: newId(), text, sender: login.me, at: unixTimeMs() });
    }

    return { edit, revoke, react };
  });

  defineModule('WAWebSendMessageEditAction', (require) => ({
    addAndSendMessageEdit: (message, values) => require('SandboxDeeds').edit(message, values),
  }));
  defineModule('WAWebSendReactionMsgAction', (require) => ({
    async sendReactionToMsg(message, text) {
      await require('SandboxDeeds').react(message, text);
      return { messageSendResult: 'OK' };
    },
  }));

  defineModule('WAWebMsgReply', () => ({
    canReplyMsg: (message) => message.type !== 'revoked',
  }));
  defineModule('WAWebMsgActionCapability', (require) => {
    const { unixTime } = require('WATimeUtils');
    const isFresh = ({ id, t, ack }) =>
      id.fromMe && ack > 0 && unixTime() - t < EDITABLE_SECONDS;
    return {
      canEditText: (message) => isFresh(message) && message.type === 'chat',
      canEditCaption: (message) => isFresh(message) && Boolean(message.isCaptionByUser),
    };
  });
})();
