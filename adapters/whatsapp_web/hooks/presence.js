// Who is online or typing, and being online ourselves.

// WhatsApp Web's words, of several versions, in ours.
const PRESENCES = {
  available: 'available',
  unavailable: 'unavailable',
  composing: 'composing',
  typing: 'composing',
  recording: 'recording',
  recording_audio: 'recording',
  paused: 'paused',
  idle: 'paused',
};

const ONLINE_AGAIN_MS = 30_000;

function tellPresence(presence) {
  const told = presence.isGroup
    ? presence.participants.map(({ id, state }) => ({ participant: addressOf(asWid(id)), state }))
    : [{ state: presence.state }];
  for (const { participant, state } of told) {
    if (!PRESENCES[state]) continue;
    outbox.tell('presence', {
      chat: addressOf(presence.id),
      participant,
      presence: PRESENCES[state],
      time: Math.floor(presence.t / 1000),
    });
  }
}

// WhatsApp tells of those whom we follow. wa-js follows the chats that are there at first.
function followSoon(chat) {
  setTimeout(() => { chat.presence?.subscribe?.()?.catch?.(() => {}); }, 0);
}

function listenToPresence() {
  WPP.on('chat.presence_change', tellPresence);
  WPP.whatsapp.ChatStore.on('add', followSoon);
}

// WhatsApp forgets that we are online when a connection ends, and after a while.
const online = {
  wanted: false,

  async show() {
    if (this.wanted && connection.phase === 'linked') await WPP.conn.markAvailable();
  },

  listen() {
    WPP.whatsapp.Stream.on('change:mode', () => setTimeout(() => this.show(), 0));
    setInterval(() => this.show(), ONLINE_AGAIN_MS);
  },
};

Object.assign(calls, {
  async beOnline() {
    if (!online.wanted) {
      online.wanted = true;
      online.listen();
      WPP.conn.setKeepAlive(true);
    }
    await online.show();
  },
});
