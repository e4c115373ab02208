// What happens to messages that are there: edits, deletions, reactions, votes.

// WhatsApp Web has some times in seconds and some in milliseconds.
const SECONDS_END = 1e11;
const inMs = (time) => (time < SECONDS_END ? time * 1000 : time);

const happenings = {
  edit: (message) => ({
    message: describe(message),
    key: keyOf(message.id, message.author),
    at: inMs(message.latestEditSenderTimestampMs ?? message.t),
  }),

  revoke: (message) => ({
    key: keyOf(message.id, message.author),
    at: inMs(message.revokeTimestamp ?? Date.now()),
  }),

  // `reaction` has the key of its own, and `target` that of the message it is on.
  reaction: ({ id, target, sender, text, time }) => ({
    key: keyOf(target),
    id: id.id,
    fromMe: id.fromMe,
    sender: addressOf(sender),
    text: text ?? '',
    at: inMs(time),
  }),

  vote: ({ poll, sender, options, time }) => ({
    key: keyOf(poll),
    voter: addressOf(sender),
    options: options.filter(Boolean).map((option) => option.name),
    at: inMs(time),
  }),
};

// A deletion is announced before it happens, or is seen as a change; both, as a rule.
const revokesTold = new Newest();

function tellRevoke(key, event) {
  const name = String(key);
  if (revokesTold.has(name)) return;
  revokesTold.add(name);
  outbox.tell('revoke', event);
}

function listenToHappenings() {
  WPP.on('chat.msg_edited', ({ msg }) => {
    if (msg.latestEditMsgKey) outbox.tell('edit', happenings.edit(msg));
  });
  WPP.on('chat.msg_revoke', ({ refId }) => {
    tellRevoke(refId, { key: keyOf(refId), at: Date.now() });
  });
  WPP.whatsapp.MsgStore.on('change:type', (message) => {
    if (message.type === 'revoked') tellRevoke(message.id, happenings.revoke(message));
  });
  WPP.on('chat.new_reaction', ({ id, msgId, reactionText, sender, timestamp }) => {
    const facts = { id, target: msgId, sender, text: reactionText, time: timestamp };
    outbox.tell('reaction', happenings.reaction(facts));
  });
  WPP.on('chat.poll_response', ({ msgId, sender, selectedOptions, timestamp }) => {
    const facts = { poll: msgId, sender, options: selectedOptions, time: timestamp };
    outbox.tell('vote', happenings.vote(facts));
  });
}
