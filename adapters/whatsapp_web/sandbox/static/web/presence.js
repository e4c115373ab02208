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
    show({ id, participant, online, state }) {
      const { PresenceCollection } = require('WAWebPresenceCollection');
      const presence = PresenceCollection.get(id);
      if (!presence) return;
      presence.set({ hasData: true, isOnline: online });
      const chatstate = participant ? this.stateOf(presence, participant) : null;
      if (chatstate) chatstate.type = state;
      this.tell(presence, state);
    },

    // In a group everybody has a state of their own.
    stateOf(presence, participant) {
      const { ChatstateCollection } = require('WAWebChatstateModel');
      const { createWid } = require('WAWebWidFactory');
      presence.chatstates ||= new ChatstateCollection();
      return presence.chatstates.add({ id: createWid(participant) });
    },

    tell(presence, state) {
      const { PresenceCollection } = require('WAWebPresenceCollection');
      const { Chatstate } = require('WAWebChatstateModel');
      presence.chatstate ||= new Chatstate({ id: presence.id });
      presence.chatstate.type = state;
      PresenceCollection.trigger('change:chatstate.type', presence.chatstate);
    },
  }));
})();
