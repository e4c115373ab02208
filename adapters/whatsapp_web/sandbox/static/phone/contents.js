// What a message says, for each kind of message.

import { bare, make } from './page.js';
import { say } from './words.js';

const BYTES = ['B', 'kB', 'MB', 'GB'];

function readable(bytes) {
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), BYTES.length - 1);
  return `${(bytes / 1024 ** power).toFixed(power ? 1 : 0)} ${BYTES[power]}`;
}

function card(icon, title, detail, attributes = {}) {
  return make(
    attributes.href ? 'a' : 'div',
    { class: 'card', ...attributes },
    make('span', { class: 'icon' }, icon),
    make('b', {}, title),
    make('span', { class: 'soft' }, detail),
  );
}

const lineOf = (vcard, name) =>
  new RegExp(`^${name}[^:]*:(.*)$`, 'm').exec(vcard)?.[1] ?? '';

const vcard = (text) => card('👤', lineOf(text, 'FN'), lineOf(text, 'TEL'));

function poll({ content, votes }, vote) {
  const voters = (option) =>
    Object.values(votes).filter((chosen) => chosen.includes(option)).length;
  const button = (option) => make(
    'button', { class: 'option', on: { click: () => vote(option) } },
    make('span', {}, option), make('span', { class: 'soft' }, say.votes(voters(option))),
  );
  return [make('p', {}, make('b', {}, content.question)), ...content.options.map(button)];
}

function place({ latitude, longitude, name, address }) {
  return card('📍', name || `${latitude}, ${longitude}`, address || `${latitude}, ${longitude}`);
}

const file = ({ media, fileName, mimetype, size }) =>
  card('📄', fileName || mimetype, `${mimetype}, ${readable(size)}`, { href: media, download: fileName });

function link({ title, description, matchedText }) {
  return make('span', { class: 'link' }, make('b', {}, title || matchedText),
    make('span', { class: 'soft' }, ` ${description ?? ''}`));
}

const kinds = {
  chat: ({ content, body }) => [content.link && link(content.link), make('p', {}, body)],
  image: ({ content }) => [make('img', { src: content.media, alt: content.fileName ?? '' })],
  sticker: ({ content }) => [make('img', { src: content.media, alt: '', class: 'sticker' })],
  video: ({ content }) => [make('video', { src: content.media, controls: '' })],
  audio: ({ content }) => [make('audio', { src: content.media, controls: '' })],
  ptt: ({ content }) => [make('audio', { src: content.media, controls: '' })],
  document: ({ content }) => [file(content)],
  location: ({ content }) => [place(content)],
  vcard: ({ content }) => [vcard(content.vcard)],
  multi_vcard: ({ content }) => content.vcards.map(vcard),
  poll_creation: poll,
  revoked: () => [make('p', {}, say.gone)],
};

const unknown = ({ body, type }) => [make('p', {}, body || `[${type}]`)];

// `quoted` is the message this one answers, if the phone has it.
export function contentOf(message, { quoted, vote }) {
  const { content, type } = message;
  const shown = (kinds[type] ?? unknown)(message, vote);
  if (content.quoted) {
    const words = quoted ? summaryOf(quoted) : '…';
    shown.unshift(make('p', { class: 'quoted' }, words));
  }
  if (content.caption) shown.push(make('p', {}, content.caption));
  if (content.mentions) shown.push(make('p', { class: 'soft' }, content.mentions.map((it) => `@${bare(it)}`).join(' ')));
  if (content.viewOnce) shown.push(make('p', { class: 'soft' }, `① ${say.once}`));
  return shown.filter(Boolean);
}

const ICONS = {
  image: '📷', video: '🎬', audio: '🎵', ptt: '🎤', document: '📄', sticker: '🌟',
  location: '📍', vcard: '👤', multi_vcard: '👥', poll_creation: '📊', revoked: '🚫',
};

export function summaryOf({ type, body, content }) {
  const words = body || content.fileName || content.name || (ICONS[type] ? '' : `[${type}]`);
  return [ICONS[type], words].filter(Boolean).join(' ');
}
