// What outlives the page, in IndexedDB `wawc`: the login, the chats, the messages, and what
// became of them.
(function () {
  'use strict';

  const BY_ID = ['message', 'chat', 'reaction', 'vote'];

  function asPromise(request) {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  function open() {
    const request = indexedDB.open('wawc', 2);
    request.onupgradeneeded = () => {
      const { result: database } = request;
      const missing = (name) => !database.objectStoreNames.contains(name);
      if (missing('user')) database.createObjectStore('user');
      for (const name of BY_ID.filter(missing)) database.createObjectStore(name, { keyPath: 'id' });
    };
    return asPromise(request);
  }

  defineModule('SandboxStorage', () => {
    const opening = open();

    // Settles when the transaction is complete, not merely when the request is answered.
    async function within(stores, mode, act) {
      const database = await opening;
      return new Promise((resolve, reject) => {
        const transaction = database.transaction(stores, mode, { durability: 'relaxed' });
        const request = act(transaction);
        transaction.oncomplete = () => resolve(request && request.result);
        transaction.onerror = () => reject(transaction.error);
        transaction.onabort = () => reject(transaction.error);
      });
    }

    return {
      get: (store, key) =>
        within([store], 'readonly', (it) => it.objectStore(store).get(key)),
      all: (store) => within([store], 'readonly', (it) => it.objectStore(store).getAll()),
      put: (store, record, key) =>
        within([store], 'readwrite', (it) => it.objectStore(store).put(record, key)),
      remove: (store, key) =>
        within([store], 'readwrite', (it) => it.objectStore(store).delete(key)),
      clear: () =>
        within(['user', ...BY_ID], 'readwrite', (it) => {
          for (const store of it.objectStoreNames) it.objectStore(store).clear();
        }),
    };
  });

  // Who this page is: keys of its own from the first start, an account once it is linked.
  defineModule('SandboxLogin', (require) => {
    const storage = require('SandboxStorage');
    const { encodeB64 } = require('WABase64');
    const random = (bytes) => crypto.getRandomValues(new Uint8Array(bytes));
    const nobody = { me: null, lid: null, deviceId: null, pushname: null };
    const login = {
      ...nobody,
      keys: null,

      async restore() {
        login.keys = await storage.get('user', 'keys');
        if (!login.keys) {
          login.keys = {
            noise: random(32),
            identity: random(32),
            adv: encodeB64(random(32)),
          };
          await storage.put('user', login.keys, 'keys');
        }
        Object.assign(login, await storage.get('user', 'account'));
      },

      async keep({ me, lid, deviceId, pushname }) {
        const account = { me, lid, deviceId, pushname };
        await storage.put('user', account, 'account');
        localStorage.setItem('last-wid-md', JSON.stringify(me));
        Object.assign(login, account);
      },

      async forget() {
        Object.assign(login, nobody);
        await storage.clear();
        localStorage.removeItem('last-wid-md');
      },
    };
    return { login };
  });
})();
