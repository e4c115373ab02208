// Chats and their unread counts.
(function () {
  'use strict';

  defineModule('WAWebChatModel', (require) => {
    const { BaseModel } = require('WAWebBaseModel');
    const own = (object, name, value) =>
      Object.defineProperty(object, name, { value, enumerable: false });
    class ChatModel extends BaseModel {
      initialize() {
        const { ChatMsgsCollection } = require('WAWebChatMsgsCollection');
        const { PresenceCollection } = require('WAWebPresenceCollection');
        own(this, 'msgs', new ChatMsgsCollection());
        const presence = PresenceCollection.add({
          id: this.id,
          isUser: this.id.isUser(),
          isGroup: this.id.isGroup(),
          hasData: false,
        });
        own(this, 'presence', presence);
      }

      get contact() {
        return require('SandboxContacts').contactOf(this.id);
      }

      get title() {
        return this.formattedTitle;
      }

      get formattedTitle() {
        return this.name || this.contact.displayName;
      }

      set formattedTitle(title) {
        this.name = title;
      }

      get groupMetadata() {
        if (!this.id.isGroup()) return undefined;
        return require('WAWebGroupMetadataCollection').default.get(this.id);
      }

      get isParentGroup() {
        return false;
      }

      getConversationTimestamp() {
        return this.t;
      }
    }
    ChatModel.props = [
      'id', 'name', 't', 'unreadCount', 'archive', 'pin', 'active', 'lastReceivedKey',
      'muteExpiration', 'labels', 'isReadOnly',
    ];
    ChatModel.defaults = { unreadCount: 0, archive: false, pin: 0, active: false };
    ChatModel.prototype.proxyName = 'chat';
    return { default: ChatModel };
  });

  defineModule('WAWebChatCollection', (require) => {
    const { BaseCollection } = require('WAWebBaseCollection');
    class ChatCollectionImpl extends BaseCollection {
      async find(id) {
        return require('SandboxChats').chatOf(id);
      }
    }
    ChatCollectionImpl.model = require('WAWebChatModel').default;
    return { ChatCollectionImpl, ChatCollection: new ChatCollectionImpl() };
  });

  defineModule('SandboxChats', (require) => {
    const storage = require('SandboxStorage');
    const { ChatCollection } = require('WAWebChatCollection');
    const { createWid } = require('WAWebWidFactory');
    const { unixTime } = require('WATimeUtils');

    const chatOf = (id, values = {}) =>
      ChatCollection.get(id) ||
      ChatCollection.add({ id: createWid(id), t: unixTime(), ...values });

    const keepChat = ({ id, name, t, unreadCount }) =>
      storage.put('chat', { id: String(id), name, t, unreadCount });

    async function restoreChats() {
      for (const { id, ...values } of await storage.all('chat')) chatOf(id, values);
    }

    async function markSeen(chat) {
      if (!chat.unreadCount) return;
      chat.unreadCount = 0;
      await keepChat(chat);
      await require('SandboxServer').tell('seen', { chat: String(chat.id) });
    }

    async function markUnread(chat) {
      chat.unreadCount = -1; // WhatsApp's own sign for "marked by hand"
      await keepChat(chat);
    }

    return { chatOf, keepChat, restoreChats, markSeen, markUnread };
  });

  defineModule('WAWebFindChatAction', (require) => ({
    // Asks the server only about strangers: an open chat can be written in while offline.
    async findOrCreateLatestChat(wid) {
      const { ChatCollection } = require('WAWebChatCollection');
      const present = ChatCollection.get(wid);
      if (present) return { chat: { id: present.id }, created: false };
      const { ask } = require('SandboxServer');
      const { exists } = await ask('exists', { wid: String(wid) });
      if (!exists) return null;
      return { chat: { id: require('SandboxChats').chatOf(wid).id }, created: true };
    },
    findExistingChat: (wid) => require('WAWebChatCollection').ChatCollection.get(wid),
  }));
  defineModule('WAWebCreateChat', (require) => ({
    createChat: async (wid) => require('SandboxChats').chatOf(wid),
  }));
  defineModule('WAWebChatRecord', () => ({ createChatRecord: async () => {} }));

  defineModule('WAWebUpdateUnreadChatAction', (require) => ({
    sendSeen: ({ chat }) => require('SandboxChats').markSeen(chat),
    markUnread: (chat) => require('SandboxChats').markUnread(chat),
  }));
  defineModule('WAWebChatGetters', () => ({
    getShouldAppearInList: () => true,
    getPreviewMessage: () => null,
    getShowChangeNumberNotification: () => false,
    getShouldShowUnreadDivider: () => false,
  }));
  defineModule('WAWebChatUnreadGetter', () => ({
    getHasUnread: (chat) => Boolean(chat.unreadCount),
  }));
  defineModule('WAWebSuperChatMsgs', () => ({
    default: class SuperChatMsgs {
      onEmptyMRM() {
        throw new Error('onEmptyMRM not implemented');
      }
    },
  }));
})();
