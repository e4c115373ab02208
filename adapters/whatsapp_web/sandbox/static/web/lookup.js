// Finding messages that the page already has.
(function () {
  'use strict';

  defineModule('WAWebMsgFind', (require) => {
    // Up to `count` messages beside `anchor`, oldest first.
    async function msgFindByDirection({ anchor, count, direction }) {
      const chat = require('SandboxChats').chatOf(anchor.remote);
      const all = chat.msgs.getModelsArray();
      const at = all.findIndex((message) => String(message.id) === String(anchor));
      const messages =
        direction === 'after'
          ? all.slice(at + 1, at + 1 + count)
          : all.slice(Math.max(0, at - count), at);
      return { messages };
    }
    return {
      msgFindByDirection,
      msgFindBefore: (query) => msgFindByDirection({ ...query, direction: 'before' }),
      msgFindAfter: (query) => msgFindByDirection({ ...query, direction: 'after' }),
      msgFindMedia: async () => ({ messages: [] }),
      msgFindCallLog: async () => [],
    };
  });
  defineModule('WAWebSearchContext', (require) => ({
    getSearchContext() {
      const { BaseCollection } = require('WAWebBaseCollection');
      const collection = new BaseCollection();
      return {
        collection: Object.assign(collection, { loadAroundPromise: Promise.resolve() }),
      };
    },
  }));

  defineModule('WAWebMsgDataFromModel', () => ({
    msgDataFromMsgModel: async (message) => message.attributes,
  }));
  defineModule('WAWebQuotedMsgModelUtils', (require) => ({
    getQuotedMsgObj(message) {
      const { MsgCollection } = require('WAWebMsgCollection');
      if (!message.quotedStanzaID) return null;
      return MsgCollection.findFirst((it) => it.id.id === message.quotedStanzaID);
    },
  }));
  defineModule('WAWebMsgUnreadType', () => ({ getIsUnreadType: () => true }));
})();
