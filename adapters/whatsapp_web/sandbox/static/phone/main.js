// The phone's page: the linked numbers, their chats, and the one that is open.

import { Around } from './around.js';
import { bubble } from './bubbles.js';
import { summaryOf } from './contents.js';
import { bare, byId, fetchState, make, note, tell } from './page.js';
import { language, say } from './words.js';
import { Writing } from './writing.js';

let state = { devices: [], sent: [], written: [], read: [], typing: [] };
let shown = '';
const chosen = { phone: null, chat: null };

const writing = new Writing(async (chat) => {
  chosen.chat = chat;
  await refresh();
  render();
});

const around = new Around(() => refresh());
byId('around').replaceWith(around.element);

const isGroup = (chat) => Boolean(chat?.endsWith('@g.us'));

// All chats of a number, the latest first: who with, and what was said, oldest first.
function chatsOf(phone) {
  const all = [
    ...state.sent.map((it) => ({ ...it, chat: it.to, byPage: true })),
    ...state.written,
  ];
  const chats = new Map();
  for (const message of all.filter((it) => it.phone === phone)) {
    if (!chats.has(message.chat)) chats.set(message.chat, []);
    chats.get(message.chat).push(message);
  }
  const last = (messages) => messages[messages.length - 1].at;
  for (const messages of chats.values()) {
    messages.sort((one, other) => one.at.localeCompare(other.at));
  }
  return new Map([...chats].sort(([, one], [, other]) => last(other).localeCompare(last(one))));
}

function row(name, detail, { face, online = false, current = false, choose }) {
  return make(
    'button',
    { class: 'row', type: 'button', 'aria-current': current, on: { click: choose } },
    make('span', { class: online ? 'face online' : 'face' }, face),
    make('span', {}, make('b', {}, name), make('span', { class: 'soft' }, detail)),
  );
}

function deviceRow(device) {
  return row(device.pushname, `+${device.phone} · ${device.online ? say.online : say.offline}`, {
    face: device.pushname.slice(0, 1).toUpperCase(),
    online: device.online,
    current: device.phone === chosen.phone,
    choose: () => choose({ phone: device.phone, chat: null }),
  });
}

function choose(what) {
  Object.assign(chosen, what);
  writing.answer(null);
  render();
}

function deviceHeader(device) {
  const { phone } = device;
  const deed = (name, sure = () => true) =>
    async () => { if (sure() && await tell(name, { phone })) await refresh(); };
  const action = (name) => make('button', { on: { click: deed(name) } }, say[name]);
  const unlink = deed('unlink', () => confirm(say.confirmUnlink(`+${phone}`)));
  return make(
    'header',
    {},
    make('div', {}, make('h1', {}, device.pushname), make('p', { class: 'soft' }, `+${phone}`)),
    action('drop'),
    action('conflict'),
    make('button', { class: 'danger', on: { click: unlink } }, say.unlink),
  );
}

function empty(title, text) {
  return make('div', { class: 'empty' }, make('h1', {}, title), text);
}

// What the number is doing in a chat right now, as its people see it.
function doing(phone, chat) {
  const { state: what } = state.typing.find((it) => it.phone === phone && it.chat === chat) ?? {};
  return say[what === 'paused' ? undefined : what];
}

function chatRow([chat, messages]) {
  const last = messages[messages.length - 1];
  const name = isGroup(chat) ? nameOfGroup(chat) : `+${bare(chat)}`;
  return row(name, doing(chosen.phone, chat) ?? summaryOf(last), {
    face: bare(chat).slice(-2),
    current: chat === chosen.chat,
    choose() {
      if (!isGroup(chat)) writing.person = bare(chat);
      choose({ chat });
    },
  });
}

const nameOfGroup = (id) => state.groups.find((it) => it.id === id)?.subject ?? id;

function talk(phone) {
  const chats = chatsOf(phone);
  if (!chats.has(chosen.chat)) chosen.chat = [...chats.keys()][0] || null;
  const messages = chats.get(chosen.chat) || [];
  writing.phone = phone;
  writing.group = isGroup(chosen.chat) ? chosen.chat : null;
  const context = {
    phone,
    refresh,
    person: () => writing.person,
    answer: (message) => writing.answer(message),
    find: (id) => id && messages.find((it) => it.id === id),
  };
  const bubbles = messages.map((message) => bubble(message, context));
  if (!bubbles.length) bubbles.push(empty('', say.quiet));
  return make(
    'div',
    { class: 'talk' },
    make('nav', { class: 'chats' }, ...[...chats].map(chatRow)),
    make(
      'section',
      { class: 'thread' },
      make('div', { class: 'bubbles' }, ...bubbles),
      writing.form,
    ),
  );
}

function render() {
  const { devices } = state;
  const device = devices.find((it) => it.phone === chosen.phone) || devices[0];
  chosen.phone = device?.phone ?? null;
  around.show(state, chosen.phone);
  byId('devices').replaceChildren(
    ...(devices.length ? devices.map(deviceRow) : [make('p', { class: 'soft' }, say.none)]),
  );
  const focused = writing.form.contains(document.activeElement) && document.activeElement;
  byId('main').replaceChildren(
    ...(device
      ? [deviceHeader(device), talk(device.phone)]
      : [make('span'), empty(say.startTitle, say.start)]),
  );
  if (focused) focused.focus();
  const thread = document.querySelector('.bubbles');
  if (thread) thread.scrollTop = thread.scrollHeight;
}

async function refresh() {
  const text = await fetchState();
  if (text === shown) return; // nothing new: do not disturb who is typing
  shown = text;
  state = JSON.parse(text);
  render();
}

async function follow() {
  try {
    if (!document.hidden) await refresh();
  } catch {
    note(say.lost);
  }
  setTimeout(follow, 1000);
}

byId('scan').addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.target;
  const body = Object.fromEntries(new FormData(form));
  if (!(await tell('scan', body))) return;
  form.elements.code.value = '';
  await refresh();
});

document.documentElement.lang = language;
document.title = say.title;
for (const element of document.querySelectorAll('[data-say]')) {
  element.textContent = say[element.dataset.say];
}
render();
follow();
