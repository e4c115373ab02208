// Messages as plain data, and the events about them.

// Their `body` is a thumbnail, which nobody needs and which is big.
const WITH_THUMBNAIL = new Set(['image', 'video', 'sticker', 'document', 'location', 'audio', 'ptt']);

const TOLD_AS_IT_IS = [
  'type', 'mimetype', 'filename', 'size', 'width', 'height', 'filehash', 'encFilehash',
  'mediaKey', 'directPath', 'isViewOnce', 'isGif', 'lat', 'lng', 'loc', 'vcardFormattedName',
  'pollName', 'pollSelectableOptionsCount', 'quotedStanzaID', 'isForwarded',
];

const LINK_FIELDS = ['matchedText', 'canonicalUrl', 'title', 'description'];

// Ids sent by this document: WhatsApp Web announces own messages like those of others.
const sentHere = new Newest();

// WhatsApp may know a person by a hidden id (@lid). The number is told where it is known.
function addressOf(wid) {
  if (!wid) return undefined;
  const known = wid.server === 'lid' ? WPP.whatsapp.lidPnCache?.getPhoneNumber(wid) : null;
  return String(known || wid);
}

// `participant` is who wrote it, where several people may; our own are known by `fromMe`.
function keyOf(key, author) {
  const many = key.remote.server === 'g.us' || key.remote.server === 'broadcast';
  return {
    id: key.id,
    remote: addressOf(key.remote),
    fromMe: key.fromMe,
    participant: many && !key.fromMe ? addressOf(key.participant || author) : undefined,
  };
}

// What a message says: of a whole one, and of one that is quoted in another.
function said(message) {
  const told = {};
  for (const name of TOLD_AS_IT_IS) told[name] = message[name] ?? undefined;
  if (!WITH_THUMBNAIL.has(message.type)) told.body = message.body ?? undefined;
  // WhatsApp Web shows a document without a caption under its name.
  if (message.caption !== message.filename) told.caption = message.caption ?? undefined;
  told.duration = Number(message.duration) || undefined;
  told.pollOptions = message.pollOptions?.map((option) => option.name);
  told.vcardList = message.vcardList?.map(({ displayName, vcard }) => ({ displayName, vcard }));
  return told;
}

function linkIn(message) {
  if (!message.matchedText) return {};
  return Object.fromEntries(LINK_FIELDS.map((name) => [name, message[name] || undefined]));
}

function describe(message) {
  return {
    key: keyOf(message.id, message.author),
    time: message.t,
    ack: message.ack,
    pushName: message.notifyName || message.senderObj?.pushname || undefined,
    quotedParticipant: addressOf(message.quotedParticipant),
    mentionedJidList: message.mentionedJidList?.map(addressOf),
    quoted: message.quotedMsg?.type ? said(message.quotedMsg) : undefined,
    ...said(message),
    ...linkIn(message),
  };
}

function isOwnSend(message) {
  return message.id.fromMe && (message.local || sentHere.has(message.id.id));
}

function listenToMessages() {
  WPP.on('chat.new_message', (message) => {
    if (!isOwnSend(message)) outbox.tell('message', { message: describe(message) });
  });
  WPP.whatsapp.MsgStore.on('change:ack', (message) => {
    if (message.id?.fromMe) outbox.tell('ack', { key: keyOf(message.id), ack: message.ack });
  });
  // A receipt for a message that is not in memory changes no model.
  WPP.on('chat.msg_ack_change', ({ ack, ids }) => {
    for (const id of ids) {
      if (id.fromMe && !WPP.whatsapp.MsgStore.get(id)) outbox.tell('ack', { key: keyOf(id), ack });
    }
  });
}
