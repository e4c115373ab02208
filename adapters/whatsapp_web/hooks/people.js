// People: the address book, and what WhatsApp knows of numbers.

const asWid = (wid) => (typeof wid === 'string' ? WPP.whatsapp.WidFactory.createWid(wid) : wid);

function contactFacts(contact) {
  return {
    wid: addressOf(contact.id),
    name: contact.name || undefined,
    notify: contact.pushname || undefined,
    verifiedName: contact.verifiedName || undefined,
    exists: true,
  };
}

// The person's own address book; strangers whom WhatsApp Web keeps for a chat are not in it.
function myContacts() {
  const people = WPP.whatsapp.ContactStore.getModelsArray().filter(
    (it) => it.isMyContact && (it.id.server === 'c.us' || it.id.server === 'lid'),
  );
  return [...new Map(people.map((it) => [addressOf(it.id), contactFacts(it)])).values()];
}

// Privacy settings hide a picture or an about: then the server refuses, and there is none.
async function shownToUs(looking) {
  try {
    return (await looking) || undefined;
  } catch (error) {
    if (refuses(error)) return undefined;
    throw error;
  }
}

// wa-js takes whatever goes wrong with its question for a no, so a no is asked for again.
async function isOnWhatsapp(wid) {
  if (await WPP.contact.queryExists(wid)) return true;
  return Boolean(await WPP.whatsapp.functions.queryWidExists(asWid(wid)));
}

async function contact(wid) {
  if (!await isOnWhatsapp(wid)) return { wid, exists: false };
  const addresses = numberAndLid(asWid(wid)).filter(Boolean);
  const known = addresses.map((it) => WPP.whatsapp.ContactStore.get(it)).find(Boolean);
  const [about, picture] = await Promise.all([
    shownToUs(WPP.contact.getStatus(wid)),
    shownToUs(WPP.contact.getProfilePictureUrl(wid)),
  ]);
  return { ...(known ? contactFacts(known) : {}), wid, exists: true, about, picture };
}

const numberBehind = async (lid) => (
  (await WPP.contact.getPnLidEntry(lid)).phoneNumber?._serialized
);

Object.assign(calls, asked({
  personExists: isOnWhatsapp,

  contacts: () => myContacts(),

  contact,

  picture: (wid) => shownToUs(WPP.contact.getProfilePictureUrl(wid)),

  async block(wid) {
    await WPP.blocklist.blockContact(wid);
  },

  async unblock(wid) {
    await WPP.blocklist.unblockContact(wid);
  },

  async saveContact(wid, name, onPhone) {
    await WPP.contact.save(wid, name, { syncAddressBook: onPhone });
  },

  lidOf: async (wid) => (await WPP.contact.getPnLidEntry(wid)).lid?._serialized,

  // wa-js looks only at what the page knows; WhatsApp's answer makes it known.
  async numberOf(lid) {
    const known = await numberBehind(lid);
    if (known || !await isOnWhatsapp(lid)) return known;
    return numberBehind(lid);
  },
}));
