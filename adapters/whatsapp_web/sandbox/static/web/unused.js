// Modules that wa-js binds to or wraps, and whose behaviour nothing here calls for.
(function () {
  'use strict';

  const nothing = () => null;

  defineModule('WAWebNewsletterCollection', (require) => {
    const { BaseCollection } = require('WAWebBaseCollection');
    return { default: new BaseCollection() };
  });
  defineModule('WAWebLabelCollection', (require) => {
    const { BaseCollection } = require('WAWebBaseCollection');
    class LabelCollectionImpl extends BaseCollection {}
    return { LabelCollectionImpl, LabelCollection: new LabelCollectionImpl() };
  });
  defineModule('WAWebStatusCollection', (require) => {
    const { BaseCollection } = require('WAWebBaseCollection');
    return { StatusCollection: new (class StatusCollection extends BaseCollection {})() };
  });
  defineModule('WAWebBotProfileCollection', (require) => {
    const { BaseCollection } = require('WAWebBaseCollection');
    return { BotProfileCollection: new BaseCollection() };
  });

  defineModule('WAWebCallModel', (require) => {
    const EventEmitter = require('WAWebEventEmitter').default;
    return { default: class CallModel extends EventEmitter {} };
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
    CallCollectionImpl.model = require('WAWebBaseModel').BaseModel;
    return { CallCollectionImpl, CallCollection: new CallCollectionImpl() };
  });

  defineModule('WAWebE2EProtoGenerator', () => ({
    createMsgProtobuf: (message) => ({ conversation: message.body }),
  }));
  defineModule('WAWebE2EProtoUtils', () => ({
    mediaTypeFromProtobuf: nothing,
    typeAttributeFromProtobuf: () => 'text',
  }));
  defineModule('WAWebEncodeMaybeMediaType', () => ({ encodeMaybeMediaType: (type) => type }));
  defineModule('WAWebSendMsgCreateFanoutStanza', () => ({
    createFanoutMsgStanza: async () => ({ content: [] }),
  }));
  defineModule('WAWebEncryptAndSendMsg', () => ({ encryptAndSendMsg: async () => ({}) }));
  defineModule('WAWebEncryptAndSendStatusMsg', () => ({
    encryptAndSendStatusMsg: async () => ({}),
  }));

  defineModule('WALinkify', () => ({
    findFirstWebLink: (text) => /https?:\/\/\S+/.exec(text)?.[0] ?? null,
  }));
  defineModule('WAWebLinkPreviewChatAction', () => ({ getLinkPreview: async () => null }));
  defineModule('WAWebMinimalLinkPreview', () => ({ genMinimalLinkPreview: async () => null }));

  defineModule('WAWebABProps', () => ({ getABPropConfigValue: nothing }));
  defineModule('WAWebPrimaryFeatures', () => ({ primaryFeatureEnabled: () => false }));
  defineModule('WAWebInboxFiltersUtils', () => ({
    isFilterExcludedFromSearchTreatmentInInboxFlow: () => false,
  }));
  defineModule('WAWebChatPinUtils', () => ({ getNumChatsPinned: () => 0 }));
  defineModule('WAWebLabelUtils', () => ({
    addToLabelCollection: async () => {},
    removeLabelFromCollection: async () => {},
    createLabelItemId() {},
    getParentCollection() {},
    initializeLabels() {},
  }));
  defineModule('WAWebChatSearchQuery', () => ({
    SearchQuery: class SearchQuery {
      updateLabelQuery(label) {
        this.filter = label;
      }
    },
  }));
})();
