// Sending, exactly once for each id, however often it is asked for.

const SEND_OPTIONS = {
  waitForAck: true,
  markIsRead: false,       // sending is no sign that a person has read the chat
  linkPreview: false,      // we ask for it ourselves, with a limit: see `previewOf`
  detectMentioned: false,  // mentioned is who the gateway says, not what looks like it
};

const PREVIEW_MS = 5000;

// What wa-js calls an error that no other attempt will cure.
const FINAL = new Set([
  'invalid_wid', 'chat_not_found', 'can_not_send_message_to_this_groupType',
  'type_not_valid_for_newsletter', 'file_too_large', 'mentioned_is_not_user',
  'quoted_msg_can_not_reply',
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
  return loaded ?? await stored(key);
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

// What WhatsApp itself shows of the page at an address in a text. It asks no third party:
// wa-js has been told of no servers that it could ask.
async function previewOf(text) {
  const { findFirstWebLink, fetchLinkPreview } = WPP.whatsapp.functions;
  try {
    const link = findFirstWebLink(text);
    const found = link && await Promise.race([fetchLinkPreview(link), sleep(PREVIEW_MS)]);
    return found?.data ?? null;
  } catch {
    return null; // a text without a preview is better than none
  }
}

async function withPreview(call) {
  const preview = call.preview && await previewOf(call.arguments[0]);
  if (!preview) return call;
  const message = { type: 'chat', subtype: 'url', body: call.arguments[0], ...preview };
  return { ...call, function: 'sendRawMessage', arguments: [message] };
}

async function attempt(chat, key, { id, call, quoted, fileSize }) {
  const options = { ...SEND_OPTIONS, ...call.options, messageId: key };
  if (quoted) options.quotedMsg = await answeredIn(chat, quoted);
  const todo = await withPreview(call);
  const isFile = fileSize !== undefined;
  const facts = isFile ? [takenFile(id, fileSize, call.options)] : todo.arguments;
  return WPP.chat[todo.function](String(chat.id), ...facts, options);
}

async function deliver(order) {
  if (connection.look() !== 'linked') throw new Error('The page is not connected to WhatsApp.');
  const chat = await chatWith(order.to);
  const key = await keyIn(chat, order.id);
  const earlier = await known(key);
  sentHere.add(order.id);
  // An earlier one that still waits is WhatsApp Web's to send, when it gets round to it.
  if (earlier && await accepted(earlier, order.patience)) return earlier;
  // wa-js waits for a message with a file to be added, which one that is there never is.
  if (earlier && (earlier.ack < 0 || order.fileSize !== undefined)) forget(chat, earlier);
  await mustBeWritable(chat);
  const sent = await attempt(chat, key, order);
  const message = await known(key);
  if (message?.ack >= 1) return message;
  throw new Error(`WhatsApp did not accept the message: ${sent.sendMsgResult?.messageSendResult}.`);
}

// Deliveries that are under way, by id. The gateway may ask again before one has ended: then
// a file is not uploaded twice, as long as its upload may take.
const deliveries = new Map();
const LONGEST_UPLOAD_MS = 180_000;

function joined({ id, fileSize, patience }) {
  const longest = fileSize === undefined ? patience : LONGEST_UPLOAD_MS;
  return deliveries.has(id) ? Promise.race([deliveries.get(id), sleep(longest)]) : null;
}

function begun(order) {
  const delivery = deliver(order).finally(() => {
    dropFile(order.id);
    if (deliveries.get(order.id) === delivery) deliveries.delete(order.id);
  });
  deliveries.set(order.id, delivery);
  return delivery;
}

Object.assign(calls, {
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
});
