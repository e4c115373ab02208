// The stream from the server and the states a linked device goes through:
//
//   OPENING -> UNPAIRED (a ref to scan) -> PAIRING -> OPENING
//           -> CONNECTED: mode SYNCING, then MAIN
//   any     -> TIMEOUT, and OPENING again, later and later
//   any     -> CONFLICT, until somebody takes over
(function () {
  'use strict';

  const FIRST_RETRY_MS = 250;
  const LAST_RETRY_MS = 5000;

  defineModule('SandboxConnection', (require) => {
    const { BackendEventBus } = require('WAWebBackendEventBus');
    const { Cmd } = require('WAWebCmd');
    const { Conn } = require('WAWebConnModel');
    const { Socket } = require('WAWebSocketModel');
    const { Stream } = require('WAWebStreamModel');
    const NetworkStatus = require('WAWebNetworkStatus').default;
    const { encodeB64 } = require('WABase64');
    const { login } = require('SandboxLogin');
    const { clientId, tell } = require('SandboxServer');

    let source = null;
    let retry = null;
    let failures = 0;
    let handled = Promise.resolve(); // frames are handled one after the other

    function setState(state) {
      Socket.state = state;
      BackendEventBus.trigger('set_socket_state', state);
    }

    function close() {
      clearTimeout(retry);
      if (source) source.close();
      source = null;
    }

    function connect() {
      close();
      setState('OPENING');
      Stream.info = 'OPENING';
      const query = new URLSearchParams({
        client: clientId,
        device: login.deviceId || '',
        noise: encodeB64(login.keys.noise),
      });
      const opened = new EventSource(`/wa/stream?${query}`);
      source = opened;
      opened.onerror = () => opened === source && lost();
      opened.onmessage = ({ data }) => {
        handled = handled.then(() => opened === source && receive(JSON.parse(data)));
      };
    }

    async function receive(frame) {
      failures = 0;
      NetworkStatus.online = true;
      await require('SandboxFrames').handle(frame);
    }

    // EventSource's own retry gives up on an answer such as 503, so we do it ourselves.
    function lost() {
      close();
      NetworkStatus.online = false;
      Conn.ref = undefined;
      Stream.info = 'OFFLINE';
      Socket.stream = 'DISCONNECTED';
      setState('TIMEOUT');
      retry = setTimeout(connect, Math.min(FIRST_RETRY_MS * 2 ** failures, LAST_RETRY_MS));
      failures += 1;
    }

    function yieldToOther() {
      close();
      Socket.stream = 'DISCONNECTED';
      Stream.mode = 'CONFLICT';
      setState('CONFLICT');
    }

    async function logOut(reason, { tellServer }) {
      const code = require('WAWebLogoutReason').getErrorCodeFromLogoutReason(reason);
      if (tellServer) await tell('logout');
      close();
      BackendEventBus.trigger('starting_logout');
      BackendEventBus.trigger('logout');
      await login.forget();
      Conn.connected = false;
      Socket.stream = 'DISCONNECTED';
      Cmd.isMainLoaded = false;
      setState('UNPAIRED');
      Cmd.trigger('logout');
      setTimeout(startOver, 150, code); // listeners may have something to finish
    }

    function startOver(code) {
      const address = new URL(location.href);
      address.searchParams.set('post_logout', '1');
      address.searchParams.set('logout_reason', code);
      location.replace(address);
    }

    return { setState, connect, yieldToOther, logOut };
  });
})();
