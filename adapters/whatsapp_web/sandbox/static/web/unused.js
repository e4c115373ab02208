// Modules that wa-js binds to or wraps, and whose behaviour nothing here calls for.
(function () {
  'use strict';

  const nothing = () => null;

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
