// What a person sees who opens the page, and the start of everything.
(function () {
  'use strict';

  const require = self.sandboxRequire;
  const { Conn } = require('WAWebConnModel');
  const { Socket } = require('WAWebSocketModel');
  const { Stream } = require('WAWebStreamModel');
  const { ChatCollection } = require('WAWebChatCollection');

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  function button(text, label, action) {
    const made = element('button', { 'aria-label': label }, text);
    made.addEventListener('click', action);
    return made;
  }

  const views = {
    conflict: () => [
      'WhatsApp is open in another window. ',
      button('Use Here', 'Use Here', () => Socket.takeover()),
    ],
    main: () => [
      element(
        'div',
        { id: 'pane-side', 'aria-label': 'Chat list' },
        `${ChatCollection.length} chats`,
      ),
    ],
    syncing: () => [element('progress', { max: 100, value: 50 })],
    expired: () => [
      button('Show a new code', 'Click to reload QR code', () => Socket.poke()),
    ],
    code: () => [
      element('p', {}, 'Scan this QR code to link a device: paste it into /phone.'),
      element('textarea', { readonly: '', cols: 60, rows: 5, 'data-ref': Conn.ref }, code()),
    ],
    starting: () => [element('div', { id: 'startup' }, 'Sandbox')],
  };

  // The text that WhatsApp draws as a QR code.
  function code() {
    const { noise, identity, adv } = require('SandboxLogin').login.keys;
    const { encodeB64 } = require('WABase64');
    return [Conn.ref, encodeB64(noise), encodeB64(identity), adv].join(',');
  }

  function current() {
    if (Stream.mode === 'CONFLICT') return 'conflict';
    if (Stream.mode === 'MAIN') return 'main';
    if (Stream.mode === 'SYNCING') return 'syncing';
    if (Socket.state === 'UNPAIRED_IDLE') return 'expired';
    return Conn.ref ? 'code' : 'starting';
  }

  function show() {
    document.getElementById('app').replaceChildren(...views[current()]());
  }

  async function start() {
    for (const emitter of [Conn, Socket, Stream]) emitter.on('change', show);
    const { login } = require('SandboxLogin');
    await login.restore();
    if (login.me) {
      await require('SandboxChats').restoreChats();
      await require('SandboxMessages').restore();
    }
    self.Debug = { VERSION: require('WAWebVersionConstants').SANITIZED_VERSION_STR };
    Socket.launched = true;
    require('SandboxConnection').connect();
  }

  start();
})();
