// What the server sends, each kind with what it does to the page.
(function () {
  'use strict';

  const SYNC_MS = 150; // a sync takes time in WhatsApp too, and others must cope with it

  defineModule('SandboxFrames', (require) => {
    const { BackendEventBus } = require('WAWebBackendEventBus');
    const { Cmd } = require('WAWebCmd');
    const { Conn } = require('WAWebConnModel');
    const { Socket } = require('WAWebSocketModel');
    const { Stream } = require('WAWebStreamModel');
    const { createWid } = require('WAWebWidFactory');
    const { unixTime } = require('WATimeUtils');
    const { login } = require('SandboxLogin');
    const { tell } = require('SandboxServer');
    const { setState, connect, yieldToOther, logOut } = require('SandboxConnection');

    const handlers = {
      ref({ ref, ttl }) {
        Conn.refTTL = ttl;
        Conn.ref = ref;
        Stream.mode = 'QR';
        Stream.info = 'PAIRING';
        setState('UNPAIRED');
      },

      refs_over() {
        Conn.ref = undefined;
        setState('UNPAIRED_IDLE');
      },

      async paired(account) {
        setState('PAIRING');
        await login.keep(account);
        Conn.ref = undefined;
        connect();
      },

      async success({ groups, channels, contacts, blocked }) {
        Conn.set({
          wid: createWid(login.me),
          lid: createWid(login.lid),
          connected: true,
          pushname: login.pushname,
        });
        Stream.mode = 'SYNCING';
        Stream.info = 'SYNCING';
        Socket.stream = 'SYNCING';
        setState('CONNECTED');
        groups.forEach(require('SandboxGroups').show);
        channels.forEach(require('SandboxChannels').show);
        contacts.forEach(require('SandboxContacts').show);
        const { BlocklistCollection } = require('WAWebBlocklistCollection');
        for (const wid of blocked) BlocklistCollection.add({ id: createWid(wid) });
        await new Promise((resolve) => setTimeout(resolve, SYNC_MS));
        if (Socket.state !== 'CONNECTED') return; // lost it meanwhile
        becomeReady();
        require('SandboxSending').sendUnsent();
      },

      message: ({ message }) => require('SandboxMessages').receive(message),

      // Through the modules that wa-js wraps, or it would not hear of them.
      async receipt({ group, ack, ackString, from, ids, participant }) {
        const receipt = {
          ack,
          ackString,
          from: createWid(from),
          participant: participant && createWid(participant),
          externalIds: ids,
          recipient: null,
          ts: unixTime(),
        };
        if (group) {
          await require('WAWebHandleGroupReceipt').handleGroupSimpleReceipt(receipt);
        } else {
          await require('WAWebHandleSimpleReceipt').handleChatSimpleReceipt(receipt);
        }
      },

      edit: (edit) => require('SandboxHappenings').edit(edit),
      revoke: (revoke) => require('SandboxHappenings').revoke(revoke),
      reaction: (reaction) => require('SandboxHappenings').react(reaction),
      vote: (vote) => require('SandboxHappenings').vote(vote),

      group: ({ group }) => require('SandboxGroups').show(group),
      channel: ({ channel }) => require('SandboxChannels').show(channel),
      contact: ({ contact }) => require('SandboxContacts').show(contact),
      call: (call) => require('SandboxCalls').show(call),

      presence: (presence) => require('SandboxPresence').show(presence),

      async participants({ id, author, action, participants, isInvite }) {
        const { updateDBForGroupAction } = require('WAWebUpdateDbForGroupAction');
        await updateDBForGroupAction(
          { chatId: createWid(id), author: createWid(author), pushname: '' },
          {
            actionType: action,
            isInvite,
            participants: participants.map((wid) => ({ id: createWid(wid) })),
          },
        );
      },

      conflict: () => yieldToOther(),
      device_removed: () => logOut('account_sync', { tellServer: false }),

      needs_update() {
        Stream.needsUpdate = true;
      },
    };

    function becomeReady() {
      Socket.stream = 'CONNECTED';
      Socket.hasSynced = true;
      Cmd.isMainLoaded = true;
      Cmd.trigger('main_loaded');
      BackendEventBus.trigger('initial_load_ready');
      Stream.mode = 'MAIN';
      Stream.info = 'NORMAL';
    }

    // A frame with a notice number is confirmed once its effect is stored: until then
    // the server keeps it and sends it again.
    async function handle({ kind, notice, ...content }) {
      try {
        await handlers[kind](content);
        if (notice) await tell('confirm', { notice });
      } catch (error) {
        console.error(`A ${kind} frame could not be handled`, error);
      }
    }

    return { handle };
  });
})();
