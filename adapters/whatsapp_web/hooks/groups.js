// Groups: who is in them and what they are set to.

const NOT_DONE = 500;

const GROUP_OUTCOMES = {
  200: 'done',
  400: 'is not on WhatsApp',
  401: 'has blocked this number',
  403: 'lets only certain people add them: send an invitation',
  404: 'is not in the group',
  408: 'left the group recently',
  409: 'is in the group already',
  421: 'waits for an admin to approve',
};

function groupOutcome(wid, status) {
  return { wid, status, message: GROUP_OUTCOMES[status] ?? 'WhatsApp did not do this' };
}

function rankOf(participant) {
  if (participant.isSuperAdmin) return 'superadmin';
  return participant.isAdmin ? 'admin' : undefined;
}

// `shown` is a model of WhatsApp Web's, or what it shows of a group to an invited person.
function groupFacts(shown, participants, id = shown.id) {
  return {
    wid: String(id),
    subject: shown.subject || '',
    creation: shown.creation || undefined,
    owner: shown.owner ? addressOf(asWid(shown.owner)) : undefined,
    description: shown.desc || undefined,
    announce: Boolean(shown.announce),
    restrict: Boolean(shown.restrict),
    participants: participants.map((it) => ({
      wid: addressOf(asWid(it.id)), rank: rankOf(it),
    })),
  };
}

const notInGroup = (groupId) => new Refusal(`This number is not in the group ${groupId}.`);

// wa-js wants a chat of every group; it can't be made of one that this number is not in.
async function openGroup(groupId) {
  try {
    await WPP.chat.find(groupId);
  } catch (error) {
    throw connection.look() === 'linked' ? notInGroup(groupId) : error;
  }
}

// As WhatsApp's server has it now: what the page holds may be behind.
async function metadataOf(groupId) {
  if (!WPP.chat.get(groupId)) await openGroup(groupId);
  const { id } = await WPP.group.ensureGroup(groupId);
  try {
    await WPP.whatsapp.GroupMetadataStore.update(id);
  } catch (error) {
    throw refuses(error) ? notInGroup(groupId) : error;
  }
  const metadata = WPP.whatsapp.GroupMetadataStore.get(id);
  if (metadata.participants.iAmMember()) return metadata;
  throw notInGroup(groupId);
}

// WhatsApp Web would take the message, and let it wait for ever.
async function mustBeWritable(chat) {
  const known = chat.groupMetadata;
  if (!known || isWritable(known)) return;
  const metadata = await metadataOf(String(chat.id));
  if (!isWritable(metadata)) throw new Refusal(`Only admins write in the group ${chat.id}.`);
}

const isWritable = ({ announce, participants }) =>
  participants.iAmMember() && (!announce || participants.iAmAdmin());

async function group(groupId) {
  const metadata = await metadataOf(groupId);
  return groupFacts(metadata, metadata.participants.getModelsArray());
}

async function groupSummary(chat) {
  const metadata = WPP.whatsapp.GroupMetadataStore.get(chat.id);
  return { wid: String(chat.id), name: metadata?.subject || chat.name || '' };
}

const GROUP_CHANGES = {
  subject: (id, text) => WPP.group.setSubject(id, text),
  description: (id, text) => WPP.group.setDescription(id, text),
  announce: (id, on) => WPP.group.setProperty(id, 'announcement', on),
  restrict: (id, on) => WPP.group.setProperty(id, 'restrict', on),
};

// --- participants ---------------------------------------------------------------------

// By every address that we know of them.
function memberOf(metadata, wid) {
  return metadata.participants.getModelsArray().find(
    (it) => String(it.id) === wid || addressOf(it.id) === wid,
  );
}

async function add(groupId, wids) {
  const outcomes = new Map();
  for (const wid of wids) {
    if (!await isOnWhatsapp(wid)) outcomes.set(wid, 400);
  }
  const asked = wids.filter((wid) => !outcomes.has(wid));
  if (asked.length) {
    const answers = await WPP.group.addParticipants(groupId, asked);
    for (const { wid, code } of Object.values(answers)) {
      outcomes.set(addressOf(asWid(wid)), code);
    }
  }
  return wids.map((wid) => groupOutcome(wid, outcomes.get(wid) ?? NOT_DONE));
}

// wa-js tells nothing of single people here, so what became of them is looked up.
const changing = (change, isDone) => async (groupId, wids) => {
  const before = await metadataOf(groupId);
  const present = wids.filter((wid) => memberOf(before, wid));
  const waiting = present.filter((wid) => !isDone(memberOf(before, wid)));
  if (waiting.length) await WPP.group[change](groupId, waiting);
  const after = waiting.length ? await metadataOf(groupId) : before;
  return wids.map((wid) => {
    if (!present.includes(wid)) return groupOutcome(wid, 404);
    return groupOutcome(wid, isDone(memberOf(after, wid)) ? 200 : NOT_DONE);
  });
};

const PARTICIPANT_CHANGES = {
  add,
  remove: changing('removeParticipants', (member) => !member),
  promote: changing('promoteParticipants', (member) => Boolean(member?.isAdmin)),
  demote: changing('demoteParticipants', (member) => !member?.isAdmin),
};

Object.assign(calls, asked({
  group,

  async groups() {
    const chats = await WPP.group.getAllGroups();
    return Promise.all(chats.filter(Boolean).map(groupSummary));
  },

  async createGroup(subject, wids) {
    const { gid } = await WPP.group.create(subject, wids);
    return group(String(gid));
  },

  async changeGroup(groupId, changes) {
    await metadataOf(groupId);
    for (const [name, value] of Object.entries(changes)) {
      await GROUP_CHANGES[name](groupId, value);
    }
    return group(groupId);
  },

  async changeParticipants(groupId, action, wids) {
    await metadataOf(groupId);
    return PARTICIPANT_CHANGES[action](groupId, wids);
  },

  async leaveGroup(groupId) {
    await metadataOf(groupId);
    await WPP.group.leave(groupId);
  },

  async inviteCode(groupId) {
    await metadataOf(groupId);
    const answer = await WPP.group.getInviteCode(groupId);
    return answer.code ?? answer;
  },

  async invitedTo(code) {
    const shown = await WPP.group.getGroupInfoFromInviteCode(code);
    return groupFacts(shown, shown.participants);
  },

  async joinGroup(code) {
    const { id, pendingApproval } = await WPP.group.join(code);
    if (pendingApproval) throw new Refusal('An admin of the group has to let this number in.');
    return id;
  },
}));
