// Sending. A message stays at the clock (ack 0) until the server has it: it is kept
// before it is sent, and sent again, under the same id, after a reconnect or a reload.
(function () {
  'use strict';

  const RETRY_MS = 1000;

  defineModule('SandboxSending', (require) => {
    const { ACK } = require('WAWebAck');
    const { Refused, ask } = require('SandboxServer');
    const { plain } = require('SandboxMessageRecords');
    const { MsgCollection } = require('WAWebMsgCollection');
    const messages = require('SandboxMessages');
    const outcomes = new Map(); // message key -> {promise, resolve}, until it is decided
    const inFlight = new Set();

    function outcomeOf(key) {
      if (!outcomes.has(key)) {
        const outcome = {};
        outcome.promise = new Promise((resolve) => Object.assign(outcome, { resolve }));
        outcomes.set(key, outcome);
      }
      return outcomes.get(key);
    }

    async function decide(message, result) {
      await messages.keep(message);
      const key = String(message.id);
      outcomeOf(key).resolve(result);
      outcomes.delete(key);
    }

    async function attempt(message) {
      const key = String(message.id);
      const online = require('WAWebSocketModel').Socket.stream === 'CONNECTED';
      if (!online || inFlight.has(key) || message.ack) return;
      inFlight.add(key);
      try {
        const { t } = await ask('send', { message: plain(message) });
        message.t = t;
        message.updateAck(ACK.SENT);
        await decide(message, { messageSendResult: 'OK', t, count: null });
      } catch (error) {
        if (error instanceof Refused) {
          message.ack = ACK.FAILED;
          await decide(message, { messageSendResult: 'ERROR_UNKNOWN' });
        } else {
          setTimeout(attempt, RETRY_MS, message);
        }
      } finally {
        inFlight.delete(key);
      }
    }

    // Also for a message that was delivered before, or that once failed.
    async function deliver(message) {
      const { ack, t } = message;
      if (ack > ACK.CLOCK) return { messageSendResult: 'OK', t, count: null };
      message.ack = ACK.CLOCK;
      await messages.keep(message);
      const { promise } = outcomeOf(String(message.id));
      attempt(message);
      return promise;
    }

    // After a (re)connect: everything of ours the server may not have.
    function sendUnsent() {
      const unsent = (message) =>
        message.id.fromMe && !message.ack && message.mediaData?.mediaStage !== 'UPLOADING';
      MsgCollection.filter(unsent).forEach(attempt);
    }

    return { deliver, sendUnsent };
  });

  defineModule('WAWebSendMsgChatAction', (require) => ({
    // The message as shown, and later how it went.
    async addAndSendMsgToChat(_chat, values) {
      const message = require('SandboxMessages').add(values);
      return [Promise.resolve(message), require('SandboxSending').deliver(message)];
    },
  }));
  defineModule('WAWebSendTextMsgChatAction', () => ({ sendTextMsgToChat: async () => {} }));
  defineModule('WAWebGetEphemeralFieldsMsgActionsUtils', () => ({
    getEphemeralFields: () => ({}),
  }));
})();
