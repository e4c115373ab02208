// The form below a chat, in which somebody writes. It is made once: what is typed stays.

import { make, tell, upload } from './page.js';
import { summaryOf } from './contents.js';
import { say } from './words.js';

const FILES = ['image', 'video', 'audio', 'document', 'sticker'];
const ACCEPTED = { image: 'image/*', video: 'video/*', audio: 'audio/*', sticker: 'image/*' };
const ONCE = new Set(['image', 'video', 'audio']);
const CAPTIONED = new Set(['image', 'video', 'document']);

// Which fields each kind asks for.
const FIELDS = {
  text: ['text'],
  ...Object.fromEntries(FILES.map((kind) => [kind, CAPTIONED.has(kind) ? ['file', 'caption'] : ['file']])),
  location: ['latitude', 'longitude', 'place', 'address'],
  contact: ['contactName', 'contactPhone'],
  poll: ['question', 'options'],
};

const OPTIONAL = new Set(['caption', 'place', 'address']);
const INPUTS = {
  file: { type: 'file' },
  latitude: { type: 'number', step: 'any' },
  longitude: { type: 'number', step: 'any' },
  contactPhone: { inputmode: 'tel' },
};

const contents = {
  text: ({ text }) => ({ text }),
  location: ({ latitude, longitude, place, address }) => ({
    location: { latitude: Number(latitude), longitude: Number(longitude), name: place, address },
  }),
  contact: ({ contactName, contactPhone }) => ({
    contact: { name: contactName, phone: contactPhone },
  }),
  poll: ({ question, options, multiSelect }) => ({
    poll: {
      question, options: options.split('\n').map((it) => it.trim()).filter(Boolean), multiSelect,
    },
  }),
};

async function fileContent(kind, { file, caption }) {
  const kept = await upload(file);
  return kept && { [kind]: { ...kept, ...(caption ? { caption } : {}) } };
}

export class Writing {
  constructor(written) {
    this.written = written; // told when something was sent, and where
    this.phone = null;
    this.group = null;
    this.answered = null;
    this.form = this.makeForm();
    this.show('text');
  }

  get person() {
    return this.form.elements.from.value;
  }

  set person(number) {
    this.form.elements.from.value = number;
  }

  answer(message) {
    this.answered = message;
    this.form.querySelector('.answering').hidden = !message;
    this.form.querySelector('.answering b').textContent = message ? summaryOf(message) : '';
    this.form.querySelector('label:not([hidden]) [name=text], [name=caption]')?.focus();
  }

  makeForm() {
    const kinds = Object.keys(FIELDS).map((kind) => make('option', { value: kind }, say.kinds[kind]));
    const kind = make('select', { name: 'kind', on: { change: () => this.show(kind.value) } }, ...kinds);
    return make(
      'form',
      { class: 'write', on: { submit: (event) => this.submit(event) } },
      make('p', { class: 'answering', hidden: '' }, say.answering, make('b', {}),
        make('button', { type: 'button', on: { click: () => this.answer(null) } }, say.notAnswering)),
      make('label', {}, say.from, make('input', {
        name: 'from', required: '', value: '34600333444', inputmode: 'tel', autocomplete: 'off',
      })),
      make('label', {}, say.kind, kind),
      ...[...new Set(Object.values(FIELDS).flat())].map((name) => this.field(name)),
      this.tick('multiSelect'),
      this.tick('viewOnce'),
      make('button', { class: 'main' }, say.send),
    );
  }

  field(name) {
    const tag = name === 'options' ? 'textarea' : 'input';
    const input = make(tag, { name, autocomplete: 'off', ...INPUTS[name] });
    return make('label', { class: 'long', 'data-field': name }, say.fields[name], input);
  }

  tick(name) {
    return make('label', { class: 'tick', 'data-field': name },
      make('input', { type: 'checkbox', name }), say[name]);
  }

  show(kind) {
    const wanted = new Set(FIELDS[kind]);
    if (kind === 'poll') wanted.add('multiSelect');
    if (ONCE.has(kind)) wanted.add('viewOnce');
    for (const label of this.form.querySelectorAll('[data-field]')) {
      const { field } = label.dataset;
      label.hidden = !wanted.has(field);
      const input = label.querySelector('input, textarea');
      input.disabled = label.hidden;
      input.required = !label.hidden && !OPTIONAL.has(field) && input.type !== 'checkbox';
    }
    this.form.elements.file.accept = ACCEPTED[kind] ?? '';
  }

  async submit(event) {
    event.preventDefault();
    const { from, kind, viewOnce, multiSelect, ...values } = Object.fromEntries(new FormData(this.form));
    const facts = { ...values, multiSelect: Boolean(multiSelect) };
    const content = contents[kind] ? contents[kind](facts) : await fileContent(kind, facts);
    if (!content) return;
    const body = { phone: this.phone, from, ...content };
    if (this.group) body.group = this.group;
    if (this.answered) body.reply = this.answered.id;
    if (viewOnce) body.viewOnce = true;
    if (await tell('incoming', body)) this.sent(from);
  }

  sent(from) {
    const { kind } = this.form.elements;
    const chosen = kind.value;
    this.form.reset();
    kind.value = chosen;
    this.person = from;
    this.answer(null);
    this.show(chosen);
    this.written(this.group || `${from.replace(/\D/g, '')}@s.whatsapp.net`);
  }
}
