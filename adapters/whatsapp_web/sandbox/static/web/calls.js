// Phone calls that come in. Nobody can be talked to here: they ring, and can be rejected.
(function () {
  'use strict';

  defineModule('WAWebCallModel', (require) => {
    const { BaseModel } = require('WAWebBaseModel');
    class CallModel extends BaseModel {
      getState() {
        return this.state;
      }

      setState(state) {
        this.state = state;
      }
    }
    CallModel.props = ['id', 'peerJid', 'offerTime', 'isVideo', 'isGroup', 'outgoing', 'state'];
    CallModel.prototype.proxyName = 'call';
    return { default: CallModel };
  });

  defineModule('WAWebCallCollection', (require) => {
    const { BaseCollection } = require('WAWebBaseCollection');
    class CallCollectionImpl extends BaseCollection {
      processIncomingCall(call) {
        return this.add(call);
      }

      setActiveCall(call) {
        this.activeCall = call;
      }
    }
    CallCollectionImpl.model = require('WAWebCallModel').default;
    return { CallCollectionImpl, CallCollection: new CallCollectionImpl() };
  });

  const STATES = {
    ringing: 'INCOMING_RING',
    accepted: 'HANDLED_REMOTELY',
    rejected: 'REJECTED',
    ended: 'ENDED',
  };

  defineModule('SandboxCalls', (require) => {
    const { CallCollection } = require('WAWebCallCollection');
    const { createWid } = require('WAWebWidFactory');
    return {
      show({ id, peer, video, group, state, at }) {
        const known = CallCollection.get(id);
        if (!known && state !== 'ringing') return;
        if (known) known.setState(STATES[state]);
        else {
          CallCollection.processIncomingCall({
            id,
            peerJid: createWid(peer),
            offerTime: at,
            isVideo: video,
            isGroup: Boolean(group),
            outgoing: false,
            state: STATES[state],
          });
        }
      },
    };
  });

  // Stanzas as wa-js puts them together; the only one of use here rejects a call.
  defineModule('WASmaxJsx', () => ({
    smax: (tag, attrs, content) => ({ tag, attrs, content }),
  }));
  defineModule('WAWebManageE2ESessionsJob', () => ({ ensureE2ESessions: async () => {} }));
  defineModule('WAWap', () => ({ generateId: () => crypto.randomUUID() }));
  defineModule('WADeprecatedSendIq', (require) => ({
    async sendSmaxStanza({ tag, content }) {
      const reject = tag === 'call' && content?.find((it) => it.tag === 'reject');
      if (!reject) throw new Error(`The sandbox knows no such stanza: ${tag}`);
      await require('SandboxServer').ask('reject_call', { id: reject.attrs['call-id'] });
    },
  }));
})();
