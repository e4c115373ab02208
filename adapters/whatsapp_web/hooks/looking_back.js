// What the page knows of the time since some moment, for a gateway that was not listening.

const PAGE_OF_MESSAGES = 50;
const MOST_PAGES = 40;
const ACKS_BEFORE_SECONDS = 24 * 3600;
const MOST_ACKS_BEFORE = 200;
const MOST_ASKED = 300;

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

// WhatsApp Web keeps only some messages in memory, so chats that were active since then are
// read back from its database.
async function remembered(since) {
  const found = new Map();
  const take = (messages) => { for (const it of messages) found.set(String(it.id), it); };
  take(WPP.whatsapp.MsgStore.getModelsArray());
  for (const chat of WPP.whatsapp.ChatStore.getModelsArray()) {
    if (chat.t >= since) take(await readBack(chat, since));
  }
  return [...found.values()].sort((a, b) => a.t - b.t);
}

const messageEvent = (message) => (
  { kind: 'message', at: message.t * 1000, message: describe(message) }
);

const ackEvent = (message) => (
  { kind: 'ack', at: message.t * 1000, key: keyOf(message.id), ack: message.ack }
);

// How far those of ours have come that were sent a while before.
function acksBefore(messages, since) {
  const ours = messages.filter(
    (it) => it.id.fromMe && it.t < since && it.t >= since - ACKS_BEFORE_SECONDS,
  );
  return ours.slice(-MOST_ACKS_BEFORE).map(ackEvent);
}

function edits(messages) {
  return messages
    .filter((it) => it.latestEditMsgKey && it.type !== 'revoked')
    .map((it) => ({ kind: 'edit', ...happenings.edit(it) }));
}

// When one was deleted is not always known: then it is told each time.
function revokes(messages) {
  return messages
    .filter((it) => it.type === 'revoked')
    .map((it) => ({ kind: 'revoke', ...happenings.revoke(it) }));
}

// A fault in one must not hide the others; WhatsApp Web may lack a module for these.
const orNothing = (asking) => asking.catch(() => null);

async function reactionsOn(message) {
  const found = await orNothing(WPP.chat.getReactions(message.id));
  const senders = (found?.reactions ?? []).flatMap((it) => it.senders);
  return senders.map(({ id, sender, reactionText, timestamp }) => ({
    kind: 'reaction',
    ...happenings.reaction({
      id: asKey(id), target: message.id, sender, text: reactionText, time: timestamp,
    }),
  }));
}

async function votesIn(message) {
  const found = await orNothing(WPP.chat.getVotes(message.id));
  return (found?.votes ?? []).map(({ sender, selectedOptions, timestamp }) => ({
    kind: 'vote',
    ...happenings.vote({
      poll: message.id, sender: asWid(sender), options: selectedOptions, time: timestamp,
    }),
  }));
}

const asKey = (key) => (typeof key === 'string' ? WPP.whatsapp.MsgKey.fromString(key) : key);

// Reactions and votes are kept apart from the messages, and asked for one by one.
async function happened(messages) {
  const told = [edits(messages), revokes(messages)];
  for (const message of messages.filter((it) => it.hasReaction).slice(-MOST_ASKED)) {
    told.push(await reactionsOn(message));
  }
  for (const poll of messages.filter((it) => it.type === 'poll_creation').slice(-MOST_ASKED)) {
    told.push(await votesIn(poll));
  }
  return told.flat();
}

Object.assign(calls, {
  // Events like those that are told at once, `since` in seconds, oldest first.
  async seenSince(since) {
    const messages = await remembered(since);
    const recent = messages.filter((it) => it.t >= since);
    recent.forEach((it) => groupNotices.notice(it));
    const told = recent.flatMap((it) => [
      ...(isOwnSend(it) ? [] : [messageEvent(it)]), ...(it.id.fromMe ? [ackEvent(it)] : []),
    ]);
    const later = (await happened(messages)).filter((it) => it.at >= since * 1000);
    const all = [...told, ...later].sort((a, b) => a.at - b.at);
    return [...acksBefore(messages, since), ...all];
  },
});
