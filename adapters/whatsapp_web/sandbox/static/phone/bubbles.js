// A message in its chat: what it says, what became of it, what can be done to it.

import { contentOf } from './contents.js';
import { make, tell } from './page.js';
import { language, say } from './words.js';

const EMOJIS = ['👍', '❤️', '😂'];
const WRITTEN = new Set(['chat']);

const time = (at) => new Date(at).toLocaleTimeString(language, { timeStyle: 'short' });

function ticks(ack) {
  const marks = { 1: '✓', 2: '✓✓', 3: '✓✓', 4: '✓✓' }[ack] || '·';
  return make('span', { class: ack >= 3 ? 'ticks read' : 'ticks' }, marks);
}

function remarks(message) {
  const remark = (text) => make('span', {}, text);
  const all = [remark(time(message.at))];
  if (message.edits.length) all.push(remark(say.edited));
  if (message.byPage) {
    if (message.arrivals > 1) all.push(remark(say.again(message.arrivals)));
    all.push(ticks(message.ack));
  } else {
    if (message.from_me) all.push(remark(say.phoneItself));
    all.push(remark(message.delivered ? say.arrived : say.waiting));
  }
  const emojis = Object.values(message.reactions);
  if (emojis.length) all.unshift(make('span', { class: 'reactions' }, ...emojis));
  return make('footer', {}, ...all);
}

function acks({ id, ack, type }) {
  const steps = [[2, say.delivered], [3, say.read], ...(type === 'ptt' ? [[4, say.played]] : [])];
  return steps
    .filter(([step]) => ack < step)
    .map(([step, words]) => [words, () => tell('ack', { id, ack: step })]);
}

// `person` is who reacts and votes: the one in the field below the chat.
function deeds(message, { phone, person, answer, refresh }) {
  const { id } = message;
  const all = EMOJIS.map((text) => [text, () => tell('reaction', { phone, from: person(), id, text })]);
  all.push([say.reply, () => answer(message)]);
  if (message.byPage) all.push(...acks(message));
  else {
    if (WRITTEN.has(message.type)) all.push([say.edit, () => edit(phone, message)]);
    all.push([say.revoke, () => tell('revoke', { phone, id })]);
  }
  const act = (deed) => async () => { await deed(); await refresh(); };
  const button = ([words, deed]) =>
    make('button', { type: 'button', on: { click: act(deed) } }, words);
  return make('div', { class: 'deeds' }, ...all.map(button));
}

function edit(phone, { id, body }) {
  const text = prompt(say.newText, body);
  return text ? tell('edit', { phone, id, text }) : null;
}

export function bubble(message, context) {
  const { phone, person, find, refresh } = context;
  const classes = ['bubble', message.byPage && 'page', message.revoked && 'gone'];
  const vote = async (option) => {
    await tell('vote', { phone, from: person(), id: message.id, options: [option] });
    await refresh();
  };
  return make(
    'article',
    { class: classes.filter(Boolean).join(' ') },
    ...contentOf(message, { quoted: find(message.content.quoted), vote }),
    remarks(message),
    message.revoked ? null : deeds(message, context),
  );
}
