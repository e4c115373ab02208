// Messages that the page knows, by their keys.

// In the page's database; null when it is not there.
async function stored(key) {
  return WPP.chat.getMessageById(key).catch((error) => {
    if (error.code === 'msg_not_found') return null;
    throw error;
  });
}

const numberAndLid = (wid) => [wid, WPP.whatsapp.lidPnCache?.getCurrentLid(asWid(wid))];

// In a group a key has its author, under the number or the hidden id.
function authorsIn(chat, { fromMe, participant }) {
  if (!chat.id.isGroup()) return [undefined];
  const { UserPrefs } = WPP.whatsapp;
  const me = [UserPrefs.getMaybeMeLidUser?.(), UserPrefs.getMaybeMePnUser?.()];
  const authors = fromMe ? me : numberAndLid(participant);
  return authors.filter(Boolean).map(asWid);
}

async function storedIn(chat, { id, fromMe, participant }) {
  const selfDir = fromMe ? 'out' : 'in';
  for (const author of authorsIn(chat, { fromMe, participant })) {
    const key = { id, fromMe, remote: chat.id, participant: author, selfDir };
    const found = await stored(new WPP.whatsapp.MsgKey(key));
    if (found) return found;
  }
  return null;
}

const loadedAs = ({ id, fromMe }) => WPP.whatsapp.MsgStore.findFirst(
  (it) => it.id.id === id && it.id.fromMe === fromMe,
);

// The message of a key as the gateway writes it: `{id, remote, fromMe, participant}`.
async function messageOf(key) {
  const found = loadedAs(key) ?? await storedIn(await chatWith(key.remote), key);
  if (found) return found;
  throw new Refusal(`WhatsApp Web does not know the message ${key.id} (any more).`);
}

// The one a message answers. Who answers ourselves names no participant; in a chat of two
// only the other can be named.
async function answeredIn(chat, { id, participant }) {
  const loaded = chat.msgs.findFirst((it) => it.id.id === id);
  if (loaded) return loaded;
  const ours = await storedIn(chat, { id, fromMe: true });
  const found = ours ?? (participant || !chat.id.isGroup()
    ? await storedIn(chat, { id, fromMe: false, participant })
    : null);
  if (found) return found;
  throw new Refusal(`WhatsApp Web does not know the message ${id} that is answered.`);
}
