// What the gateway can ask of the page. Answers are plain data.

const SEND_OPTIONS = {
  waitForAck: true,
  markIsRead: false,   // sending is no sign that a person has read the chat
  linkPreview: false,  // wa-js would ask servers of third parties about the link
};

const sleep = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

// What wa-js calls an error that no other attempt will cure.
const FINAL = new Set([
  'invalid_wid', 'chat_not_found', 'can_not_send_message_to_this_groupType',
  'type_not_valid_for_newsletter',
]);

// The chat with an address. WhatsApp may answer with one under another address (@lid).
async function chatWith(address) {
  try {
    return await WPP.chat.find(address);
  } catch (error) {
    if (error.code || await WPP.contact.queryExists(address)) throw error;
    if (connection.look() !== 'linked') throw error;
    throw new Refusal(`${address} is not on WhatsApp.`);
  }
}

async function keyIn(chat, id) {
  const key = await WPP.chat.generateMessageID(chat);
  return new WPP.whatsapp.MsgKey({
    id, fromMe: true, remote: chat.id, participant: key.participant, selfDir: 'out',
  });
}

// A message of ours by its bare id: in memory, else in the page's database.
async function known(key) {
  const loaded = WPP.whatsapp.MsgStore.findFirst((it) => it.id.fromMe && it.id.id === key.id);
  if (loaded) return loaded;
  return WPP.chat.getMessageById(key).catch((error) => {
    if (error.code === 'msg_not_found') return null;
    throw error;
  });
}

async function accepted(message, milliseconds) {
  const until = Date.now() + milliseconds;
  while (message.ack === 0 && Date.now() < until) await sleep(20);
  return message.ack >= 1;
}

// WhatsApp Web gave it up: it takes the same message again only when it is not there.
function forget(chat, message) {
  chat.msgs.remove(message);
  WPP.whatsapp.MsgStore.remove(message);
}

async function deliver({ to, id, call, patience }) {
  if (connection.look() !== 'linked') throw new Error('The page is not connected to WhatsApp.');
  const chat = await chatWith(to);
  const key = await keyIn(chat, id);
  const earlier = await known(key);
  sentHere.add(id);
  // An earlier one that still waits is WhatsApp Web's to send, when it gets round to it.
  if (earlier && await accepted(earlier, patience)) return earlier;
  if (earlier?.ack < 0) forget(chat, earlier);
  const options = { ...SEND_OPTIONS, messageId: key };
  const sent = await WPP.chat[call.function](String(chat.id), ...call.arguments, options);
  const message = await known(key);
  if (message?.ack >= 1) return message;
  throw new Error(`WhatsApp did not accept the message: ${sent.sendMsgResult?.messageSendResult}.`);
}

// Deliveries that are under way, by id. The gateway may ask again before one has ended.
const deliveries = new Map();

function joined({ id, patience }) {
  return deliveries.has(id) ? Promise.race([deliveries.get(id), sleep(patience)]) : null;
}

function begun(order) {
  const delivery = deliver(order).finally(() => {
    if (deliveries.get(order.id) === delivery) deliveries.delete(order.id);
  });
  deliveries.set(order.id, delivery);
  return delivery;
}

const calls = {
  // `{time, ack}` once WhatsApp's server has the message, `{refused}` when it never will take
  // it. Anything else that goes wrong throws: then trying again with the same id is right.
  async send(order) {
    try {
      const message = await joined(order) ?? await begun(order);
      return { time: message.t, ack: message.ack };
    } catch (error) {
      if (error instanceof Refusal || FINAL.has(error.code)) return { refused: error.message };
      throw error;
    }
  },

  // All messages since then, `since` in seconds, oldest first. WhatsApp Web keeps only some
  // in memory, so chats that were active since then are read back from its database.
  async seenSince(since) {
    const found = new Map();
    const take = (messages) => {
      for (const it of messages) if (it.t >= since) found.set(String(it.id), it);
    };
    take(WPP.whatsapp.MsgStore.getModelsArray());
    for (const chat of WPP.whatsapp.ChatStore.getModelsArray()) {
      if (chat.t >= since) take(await readBack(chat, since));
    }
    return [...found.values()].sort((a, b) => a.t - b.t).map((it) => (
      { ...describe(it), ownSend: isOwnSend(it) }
    ));
  },

  takeOver() { WPP.whatsapp.Socket.takeover(); },

  refreshQr() { WPP.conn.refreshQR().catch(() => {}); },

  logOut() { return WPP.conn.logout(); },

  // The page is alive: it looks around once more, and gives what was not heard yet.
  pulse(document, number) {
    connection.look();
    return outbox.eventsAfter(document, number);
  },

  diagnosis() { return readiness.diagnosis(); },
};

const PAGE_OF_MESSAGES = 50;
const MOST_PAGES = 40;

async function readBack(chat, since) {
  const found = [];
  let options = { count: PAGE_OF_MESSAGES };
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const older = await WPP.chat.getMessages(chat.id, options);
    found.push(...older);
    const oldest = older.reduce((a, b) => (a && a.t <= b.t ? a : b), null);
    if (older.length < PAGE_OF_MESSAGES || oldest.t < since) break;
    options = { count: PAGE_OF_MESSAGES, direction: 'before', id: String(oldest.id) };
  }
  return found;
}
