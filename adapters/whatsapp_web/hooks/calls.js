// What the gateway can ask of the page. Answers are plain data. The files after this one add
// what else can be asked.

const sleep = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

const calls = {
  takeOver() { WPP.whatsapp.Socket.takeover(); },

  refreshQr() { WPP.conn.refreshQR().catch(() => {}); },

  logOut() { return WPP.conn.logout(); },

  // The page is alive: it looks around once more, and gives what was not heard yet.
  pulse(document, number) {
    connection.look();
    return outbox.eventsAfter(document, number);
  },

  diagnosis() { return readiness.diagnosis(); },
};
