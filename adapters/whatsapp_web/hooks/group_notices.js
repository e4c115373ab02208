// What changes in groups: WhatsApp Web writes it into the chat as a notice of type `gp2`.
//
// Of some changes (who becomes an admin) it writes no notice to those not concerned; wa-js
// tells of them all the same, so what it tells and no notice says is told after a moment. A
// notice of it that comes later still, or is found by looking back, is not told again.

const NOTICED_WITHIN_MS = 2_000;
const SAME_WITHIN_SECONDS = 600;
const MOST_GUESSES = 1_000;

const NOTICES = {
  create: 'create',
  add: 'add',
  invite: 'add',  // somebody came by an invitation
  linked_group_join: 'add',
  remove: 'remove',
  leave: 'remove',
  promote: 'promote',
  demote: 'demote',
  subject: 'subject',
  description: 'description',
  desc_remove: 'description',
  announce: 'announce',
  restrict: 'restrict',
  revoke_invite: 'invite',
  picture: 'picture',
};

const PEOPLE = new Set(['create', 'add', 'remove', 'promote', 'demote']);
const SWITCHES = new Set(['announce', 'restrict']);

function noticeValue(action, notice) {
  if (PEOPLE.has(action)) return action === 'create' ? notice.body || undefined : undefined;
  if (SWITCHES.has(action)) return String(notice.body === 'on' || notice.body === true);
  return notice.body == null ? undefined : String(notice.body);
}

// None for a notice that is not about what is told here.
function describeNotice(notice) {
  const action = NOTICES[notice.subtype];
  if (notice.type !== 'gp2' || !action) return null;
  return {
    id: notice.id.id,
    chat: String(notice.id.remote),
    action,
    participants: PEOPLE.has(action) ? (notice.recipients ?? []).map(addressOf) : [],
    by: addressOf(notice.author),
    value: noticeValue(action, notice),
    time: notice.t,
  };
}

const groupNotices = {
  // What was told of late, so that wa-js's word of the same change is known as that.
  recent: [],
  // The ids of all notices that this document told, or that say what it had told.
  told: new Newest(),
  // What was told by wa-js's word alone: of whom no notice has come yet.
  guesses: [],

  tell(change) {
    this.told.add(change.id);
    this.recent = this.recent.filter((it) => it.at > Date.now() - 2 * NOTICED_WITHIN_MS);
    this.recent.push({ at: Date.now(), change });
    outbox.tell('group', change);
  },

  isTold({ chat, action, participants }) {
    return this.recent.some(({ change }) => change.chat === chat && change.action === action
      && participants.every((it) => change.participants.includes(it)));
  },

  heard({ groupId, author, operation, participants }) {
    const wids = participants.map((it) => addressOf(asWid(it)));
    const time = Math.floor(Date.now() / 1000);
    const change = {
      id: `${operation}-${time}-${wids.map((it) => it.split('@')[0]).join('-')}`.slice(0, 100),
      chat: groupId,
      action: NOTICES[operation],
      participants: wids,
      by: author && addressOf(asWid(author)),
      time,
    };
    setTimeout(() => { if (!this.isTold(change)) this.guess(change); }, NOTICED_WITHIN_MS);
  },

  guess(change) {
    this.guesses = this.guesses.slice(1 - MOST_GUESSES);
    this.guesses.push({ change, unnoticed: new Set(change.participants) });
    this.tell(change);
  },

  notice(message) {
    const change = describeNotice(message);
    if (!change || this.told.has(change.id)) return;
    if (this.wasGuessed(change)) this.told.add(change.id);
    else this.tell(change);
  },

  // Each guess stands for one notice of each person: who is added twice is told twice.
  wasGuessed({ chat, action, participants, time }) {
    const guess = this.guesses.find(({ change, unnoticed }) => change.chat === chat
      && change.action === action
      && Math.abs(change.time - time) <= SAME_WITHIN_SECONDS
      && participants.length && participants.every((it) => unnoticed.has(it)));
    participants.forEach((it) => guess?.unnoticed.delete(it));
    return guess !== undefined;
  },

  listen() {
    WPP.on('chat.new_message', (message) => this.notice(message));
    WPP.on('group.participant_changed', (change) => this.heard(change));
  },
};
