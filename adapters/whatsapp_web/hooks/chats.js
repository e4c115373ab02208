// What is done to messages and chats.

const REVOKE_MS = 10_000;

const EDIT_OPTIONS = { ...SEND_OPTIONS, waitForAck: false };

async function mayRevoke(message) {
  if (message.id.fromMe) return true;
  return message.id.remote.isGroup() && WPP.group.iAmAdmin(message.id.remote);
}

async function becameRevoked(message) {
  const until = Date.now() + REVOKE_MS;
  while (message.type !== 'revoked' && Date.now() < until) await sleep(20);
  return message.type === 'revoked';
}

function mustBeSent({ messageSendResult: result = 'OK' } = {}) {
  if (result !== 'OK') throw new Error(`WhatsApp did not take it: ${result}.`);
}

const ONLINE = { available: true, unavailable: false };

const showOnline = (presence) => WPP.conn.markAvailable(ONLINE[presence]);

async function showInChat(address, presence) {
  const show = {
    composing: WPP.chat.markIsComposing,
    recording: WPP.chat.markIsRecording,
    paused: WPP.chat.markIsPaused,
  };
  const chat = await chatWith(address);
  await show[presence](chat.id);
}

Object.assign(calls, asked({
  async edit(key, text) {
    const message = await messageOf(key);
    if (message.type === 'revoked') throw new Refusal('This message was deleted.');
    if (message.latestEditMsgKey && (message.caption ?? message.body) === text) return;
    await WPP.chat.editMessage(message.id, text, EDIT_OPTIONS);
  },

  async revoke(key) {
    const message = await messageOf(key);
    if (message.type === 'revoked') return;
    if (!await mayRevoke(message)) {
      throw new Refusal('Only who wrote a message, or an admin of its group, can delete it.');
    }
    await WPP.chat.deleteMessage(message.id.remote, message.id, false, true);
    if (!await becameRevoked(message)) throw new Error('WhatsApp did not delete it in time.');
  },

  async react(key, text) {
    const message = await messageOf(key);
    mustBeSent((await WPP.chat.sendReactionToMessage(message.id, text)).sendMsgResult ?? {});
  },

  async markRead({ remote }) {
    const chat = await chatWith(remote);
    await WPP.chat.markIsRead(chat.id);
  },

  async showPresence(address, presence) {
    await (presence in ONLINE ? showOnline(presence) : showInChat(address, presence));
  },
}));
