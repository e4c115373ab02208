// Channels (newsletters): chats that only their owner writes in.
(function () {
  'use strict';

  defineModule('WAWebNewsletterCollection', (require) => {
    const { BaseCollection } = require('WAWebBaseCollection');
    return { default: new BaseCollection() };
  });

  defineModule('SandboxChannels', (require) => ({
    show({ id, name }) {
      const chat = require('SandboxChats').chatOf(id, { name });
      require('WAWebNewsletterCollection').default.add(chat);
    },
  }));

  // wa-js writes the records, sends, shows the message, and writes the record again.
  defineModule('WAWebNewsletterUpdateMsgsRecordsJob', (require) => ({
    addNewsletterMsgsRecords: async () => {},
    async updateNewsletterMsgRecord(message) {
      const messages = require('SandboxMessages');
      messages.add(message);
      await messages.keep(message);
    },
  }));
  defineModule('WAWebNewsletterSendMessageJob', (require) => ({
    async sendNewsletterMessageJob({ msg }) {
      const { plain } = require('SandboxMessageRecords');
      const { t } = await require('SandboxServer').ask('send', { message: plain(msg) });
      return { success: true, ack: { t }, serverId: t };
    },
  }));
})();
