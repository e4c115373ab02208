// What goes on around the chats of a number: its groups, calls, channels, address book.

import { bare, make, note, tell } from './page.js';
import { language } from './words.js';

const WORDS = {
  en: {
    around: 'People and groups', groups: 'Groups', calls: 'Calls', channels: 'Channels',
    contacts: 'Address book', blocked: 'Blocked', shown: 'shown as online',
    announce: 'only admins write', restrict: 'only admins edit', do: 'Do it', call: 'Call',
    hangUp: 'Hang up', from: 'Who does it', what: 'What', whom: 'Whom', value: 'New value',
    group: 'Group', newGroup: 'a new group', none: 'None.', video: 'video',
    ringing: 'rings', accepted: 'answered', rejected: 'rejected', ended: 'over',
    admin: 'admin', act: 'Change a group', ring: 'Call this number',
  },
  es: {
    around: 'Personas y grupos', groups: 'Grupos', calls: 'Llamadas', channels: 'Canales',
    contacts: 'Agenda', blocked: 'Bloqueados', shown: 'se muestra en línea',
    announce: 'solo escriben administradores', restrict: 'solo editan administradores',
    do: 'Hacerlo', call: 'Llamar', hangUp: 'Colgar', from: 'Quién lo hace', what: 'Qué',
    whom: 'A quién', value: 'Nuevo valor', group: 'Grupo', newGroup: 'un grupo nuevo',
    none: 'Ninguno.', video: 'vídeo', ringing: 'suena', accepted: 'contestada',
    rejected: 'rechazada', ended: 'terminada', admin: 'administra', act: 'Cambiar un grupo',
    ring: 'Llamar a este número',
  },
};
const say = WORDS[language];

// Each with what its value is: a text, a switch, or nothing.
const ACTIONS = {
  create: 'text', add: null, remove: null, promote: null, demote: null, leave: null,
  join: null, subject: 'text', description: 'text', announce: 'switch', restrict: 'switch',
  picture: 'text', revoke_invite: null,
};

const number = (jid) => `+${bare(jid)}`;
const line = (...parts) => make('p', { class: 'soft' }, ...parts);
const newGroupId = () => `1203639${String(Date.now()).slice(-11)}@g.us`;

function field(name, text, attributes = {}) {
  return make('label', {}, text, make('input', { name, autocomplete: 'off', ...attributes }));
}

function valueOf(action, text) {
  if (ACTIONS[action] === 'switch') return /^(1|on|true|yes|sí|si)?$/i.test(text.trim());
  return ACTIONS[action] === 'text' ? text : undefined;
}

// Kept as it is while the lists beside it change: somebody may be filling it in.
export class Around {
  constructor(refresh) {
    this.refresh = refresh;
    this.phone = null;
    this.groups = make('select', { name: 'group' });
    this.form = this.groupForm();
    this.callForm = this.ringForm();
    this.lists = make('div', {});
    this.element = make(
      'section', {}, make('h2', {}, say.around), this.lists,
      make('details', {}, make('summary', {}, say.act), this.form),
      make('details', {}, make('summary', {}, say.ring), this.callForm),
    );
  }

  groupForm() {
    const actions = Object.keys(ACTIONS).map((it) => make('option', { value: it }, it));
    return make(
      'form', { on: { submit: (event) => this.change(event) } },
      make('label', {}, say.group, this.groups),
      make('label', {}, say.what, make('select', { name: 'action' }, ...actions)),
      field('from', say.from, { inputmode: 'tel', placeholder: '34600333444' }),
      field('whom', say.whom, { placeholder: '34600555666, …' }),
      field('value', say.value),
      make('button', { class: 'wide' }, say.do),
    );
  }

  ringForm() {
    return make(
      'form', { on: { submit: (event) => this.ring(event) } },
      field('from', say.from, { inputmode: 'tel', required: '', value: '34600333444' }),
      make('label', {}, make('input', { type: 'checkbox', name: 'video' }), ` ${say.video}`),
      make('button', { class: 'wide' }, say.call),
    );
  }

  async change(event) {
    event.preventDefault();
    const { group, action, from, whom, value } = Object.fromEntries(new FormData(this.form));
    const done = await tell('group', {
      phone: this.phone,
      action,
      group: action === 'create' ? newGroupId() : group,
      from: from || undefined,
      participants: whom.split(/[\s,]+/).filter(Boolean),
      value: valueOf(action, value),
    });
    if (done) await this.refresh();
  }

  async ring(event) {
    event.preventDefault();
    const { from, video } = Object.fromEntries(new FormData(this.callForm));
    if (await tell('call', { phone: this.phone, from, video: Boolean(video) })) {
      await this.refresh();
    }
  }

  show(state, phone) {
    this.phone = phone;
    this.element.hidden = !phone;
    if (!phone) return;
    const mine = (list) => (list ?? []).filter((it) => it.phone === phone);
    const groups = (state.groups ?? []).filter(
      (it) => it.participants.some((jid) => bare(jid) === phone),
    );
    this.offer(groups);
    this.lists.replaceChildren(
      ...this.online(mine(state.devices)),
      ...this.list(say.groups, groups.map((it) => groupLine(it))),
      ...this.list(say.calls, mine(state.calls).slice(-5).map((it) => this.callLine(it))),
      ...this.list(say.channels, mine(state.channels).map((it) => line(`${it.name} · ${it.id}`))),
      ...this.list(say.contacts, mine(state.contacts).map(
        (it) => line(`${it.name} · ${number(it.jid)}`),
      )),
      ...this.list(say.blocked, mine(state.blocked).map((it) => line(number(it.jid)))),
    );
  }

  online(devices) {
    return devices.some((it) => it.available) ? [line(`● ${say.shown}`)] : [];
  }

  list(title, lines) {
    return lines.length ? [make('h3', {}, title), ...lines] : [];
  }

  // The choice stays while groups come and go.
  offer(groups) {
    const chosen = this.groups.value;
    this.groups.replaceChildren(
      ...groups.map((it) => make('option', { value: it.id }, it.subject)),
      make('option', { value: '' }, say.newGroup),
    );
    if (groups.some((it) => it.id === chosen)) this.groups.value = chosen;
  }

  callLine(call) {
    const over = call.state === 'rejected' || call.state === 'ended';
    const hangUp = async () => {
      if (await tell('call_end', { id: call.id })) await this.refresh();
    };
    return line(
      `${number(call.from)}${call.video ? ` · ${say.video}` : ''} · ${say[call.state]} `,
      over ? null : make('button', { type: 'button', on: { click: hangUp } }, say.hangUp),
    );
  }
}

function groupLine(group) {
  const person = (jid) => (
    group.admins.includes(jid) ? `${number(jid)} (${say.admin})` : number(jid)
  );
  const settings = ['announce', 'restrict'].filter((it) => group[it]).map((it) => say[it]);
  const copy = () => {
    navigator.clipboard?.writeText(`https://chat.whatsapp.com/${group.invite}`);
    note(`https://chat.whatsapp.com/${group.invite}`);
  };
  return make(
    'details', {},
    make('summary', {}, `${group.subject} · ${group.participants.length}`),
    ...[group.description, settings.join(', ')].filter(Boolean).map((it) => line(it)),
    line(group.participants.map(person).join(', ')),
    line(make('button', { type: 'button', on: { click: copy } }, group.invite)),
  );
}
