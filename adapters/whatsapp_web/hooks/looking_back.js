// What the page knows of the time since some moment, for a gateway that was not listening.
//
// The gateway fetches it in parts, so that each call is short however much was missed. The
// page does nothing between two parts: who does not come back for more leaves nothing running.

const PAGE_OF_MESSAGES = 50;
const MOST_PAGES = 400;
const ACKS_BEFORE_SECONDS = 24 * 3600;
const MOST_ACKS_BEFORE = 200;
const PART_MS = 1_000;
const LONGEST_STEP_MS = 20_000;

const messageEvent = (message) => (
  { kind: 'message', at: message.t * 1000, message: describe(message) }
);

const ackEvent = (message) => (
  { kind: 'ack', at: message.t * 1000, key: keyOf(message.id), ack: message.ack }
);

const editEvent = (message) => ({ kind: 'edit', ...happenings.edit(message) });

// When one was deleted is not always known: then it is told each time.
const revokeEvent = (message) => ({ kind: 'revoke', ...happenings.revoke(message) });

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
async function happened(message, since) {
  const events = [];
  if (message.type === 'revoked') events.push(revokeEvent(message));
  else if (message.latestEditMsgKey) events.push(editEvent(message));
  if (message.hasReaction) events.push(...await reactionsOn(message));
  if (message.type === 'poll_creation') events.push(...await votesIn(message));
  return events.filter((it) => it.at >= since * 1000);
}

class LookBack {
  // `since` in seconds. A step reads a few messages, and may add the next.
  constructor(since) {
    this.since = since;
    this.acksBefore = 0;
    this.taken = new Set();
    this.steps = [...this.loaded(), ...this.active()];
    this.events = [];
    this.faults = [];
  }

  loaded() {
    const messages = [...WPP.whatsapp.MsgStore.getModelsArray()].sort((a, b) => b.t - a.t);
    const steps = [];
    for (let at = 0; at < messages.length; at += PAGE_OF_MESSAGES) {
      steps.push(() => this.take(messages.slice(at, at + PAGE_OF_MESSAGES)));
    }
    return steps;
  }

  // WhatsApp Web keeps only some messages in memory, so chats that were active since then are
  // read back from its database.
  active() {
    const chats = WPP.whatsapp.ChatStore.getModelsArray().filter((it) => it.t >= this.since);
    return chats.map((chat) => () => this.read(chat, { count: PAGE_OF_MESSAGES }));
  }

  async part() {
    const until = Date.now() + PART_MS;
    while (this.steps.length && Date.now() < until) await this.step(this.steps.shift());
    const { events, faults } = this;
    this.events = [];
    this.faults = [];
    return { events, faults, more: this.steps.length > 0 };
  }

  // One that fails or hangs is tried again after all others, and then left out.
  async step(work) {
    try {
      await Promise.race([work(), tooLate()]);
    } catch (error) {
      if (connection.look() !== 'linked') throw error;
      if (work.isSecond) this.faults.push(`Messages were left out: ${error.message}`);
      else this.steps.push(Object.assign(() => work(), { isSecond: true }));
    }
  }

  async read(chat, options, page = 1) {
    const older = await WPP.chat.getMessages(chat.id, options);
    await this.take(older);
    const oldest = older.reduce((a, b) => (a && a.t <= b.t ? a : b), null);
    if (older.length < PAGE_OF_MESSAGES || oldest.t < this.since) return;
    if (page === MOST_PAGES) {
      this.faults.push(`Of a chat only the last ${MOST_PAGES * PAGE_OF_MESSAGES} were read.`);
      return;
    }
    const before = { count: PAGE_OF_MESSAGES, direction: 'before', id: String(oldest.id) };
    this.steps.unshift(() => this.read(chat, before, page + 1));
  }

  async take(messages) {
    for (const message of messages) {
      const name = String(message.id);
      if (this.taken.has(name)) continue;
      this.taken.add(name);
      try {
        this.events.push(...this.seen(message), ...await happened(message, this.since));
      } catch (error) {
        this.faults.push(`A message was left out: ${error.message}`);
      }
    }
  }

  // The message itself, and how far it has come if it is ours.
  seen(message) {
    if (message.t < this.since) return this.isAckDue(message) ? [ackEvent(message)] : [];
    groupNotices.notice(message);
    const told = isOwnSend(message) ? [] : [messageEvent(message)];
    return message.id.fromMe ? [...told, ackEvent(message)] : told;
  }

  // So it is told of the last of those, too, that were sent a while before.
  isAckDue({ id, t }) {
    if (!id.fromMe || t < this.since - ACKS_BEFORE_SECONDS) return false;
    this.acksBefore += 1;
    return this.acksBefore <= MOST_ACKS_BEFORE;
  }
}

const tooLate = () => sleep(LONGEST_STEP_MS).then(() => { throw new Error('It took too long.'); });

const lookBacks = { number: 0, last: null };

Object.assign(calls, {
  // Begins, and answers the number to fetch the parts with. `since` in seconds.
  lookBack(since) {
    lookBacks.last = new LookBack(since);
    lookBacks.number += 1;
    return lookBacks.number;
  },

  // `{events, faults, more}`: events like those that are told at once, in no order.
  async lookFurther(number) {
    if (number !== lookBacks.number) throw new Error('This page looks back anew.');
    return lookBacks.last.part();
  },
});
