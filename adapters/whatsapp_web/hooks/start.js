// Puts the parts together, in the page's own window and in no frame inside it.

Object.defineProperty(window, 'messengerBrain', { value: Object.freeze(calls) });

outbox.tell('document');

if (typeof WPP !== 'undefined') {
  WPP.on('loader.injected', () => {
    // wa-js sets up its own listeners a moment after this event; ours come behind them.
    setTimeout(() => {
      connection.listen();
      listenToMessages();
      listenToHappenings();
      listenToPresence();
      groupNotices.listen();
      phoneCalls.listen();
    }, 0);
  });
  WPP.on('loader.full_ready', () => connection.lookSoon());
}
