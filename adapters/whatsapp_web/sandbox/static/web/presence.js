// Who is online, who is typing.
(function () {
  'use strict';

  defineModule('WAWebChatstateModel', (require) => {
    const { BaseModel } = require('WAWebBaseModel');
    const { BaseCollection } = require('WAWebBaseCollection');
    class Presence extends BaseModel {
      async subscribe() {
        return true;
      }
    }
    Presence.props = [
      'id', 'isOnline', 'chatstate', 'chatstates', 'hasData', 'isUser', 'isGroup',
    ];
    class Chatstate extends BaseModel {}
    Chatstate.props = ['id', 'type', 'deny'];
    class ChatstateCollectionImpl extends BaseCollection {}
    ChatstateCollectionImpl.model = Chatstate;
    return {
      Chatstate,
      ChatstateCollection: ChatstateCollectionImpl,
      ChatstateCollectionImpl,
      Presence,
    };
  });

  defineModule('WAWebPresenceCollection', (require) => {
    const { BaseCollection } = require('WAWebBaseCollection');
    class PresenceCollectionImpl extends BaseCollection {}
    PresenceCollectionImpl.model = require('WAWebChatstateModel').Presence;
    const PresenceCollection = new PresenceCollectionImpl();
    return { PresenceCollectionImpl: PresenceCollection, PresenceCollection };
  });

  defineModule('WAWebChatStateBridge', (require) => {
    const announce = (state) => async (chat) =>
      require('SandboxServer').tell('chatstate', { chat: String(chat.id), state });
    return {
      markComposing: announce('composing'),
      markPaused: announce('paused'),
      markRecording: announce('recording'),
    };
  });

  defineModule('SandboxPresence', (require) => ({
    // Heard only for a chat that is open here, as in WhatsApp.
    show({ id, online, state }) {
      const { PresenceCollection } = require('WAWebPresenceCollection');
      const { Chatstate } = require('WAWebChatstateModel');
      const presence = PresenceCollection.get(id);
      if (!presence) return;
      presence.set({ hasData: true, isOnline: online });
      presence.chatstate ||= new Chatstate({ id: presence.id });
      presence.chatstate.type = state;
      PresenceCollection.trigger('change:chatstate.type', presence.chatstate);
    },
  }));
})();
