// Requests to the sandbox's server, which plays WhatsApp's.
(function () {
  'use strict';

  // The server understood and said no; anything else that goes wrong is worth a retry.
  class Refused extends Error {
    name = 'ServerStatusCodeError';

    constructor(reason, statusCode) {
      super(reason);
      this.statusCode = statusCode;
    }
  }

  defineModule('SandboxServer', (require) => {
    const { login } = require('SandboxLogin');
    const clientId = crypto.randomUUID(); // this page, as long as it is open

    async function ask(method, params = {}) {
      const response = await fetch(`/wa/${method}`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'X-Client': clientId,
          'X-Device': login.deviceId || '',
        },
        body: JSON.stringify(params),
      });
      const answer = await response.json();
      if (response.ok) return answer;
      if (response.status < 500) throw new Refused(answer.error, response.status);
      throw new Error(answer.error);
    }

    // For what is nice to know for the server, and no harm if it never hears of it.
    const tell = (method, params) => ask(method, params).catch(() => undefined);

    async function upload(blob) {
      const response = await fetch('/wa/media', { method: 'POST', body: blob });
      if (!response.ok) throw new Error(`The upload was answered with ${response.status}.`);
      return response.json();
    }

    async function download(path) {
      const response = await fetch(path);
      if (!response.ok) throw new Refused(`No such media: ${path}`, response.status);
      return response.blob();
    }

    return { Refused, clientId, ask, tell, upload, download };
  });
})();
