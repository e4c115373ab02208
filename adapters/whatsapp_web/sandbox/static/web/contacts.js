// People: contacts, who is on WhatsApp, and the two addresses (number, lid) of a person.
(function () {
  'use strict';

  defineModule('WAWebContactModel', (require) => {
    const { BaseModel } = require('WAWebBaseModel');
    class ContactModel extends BaseModel {
      get displayName() {
        return this.name || this.pushname || `+${this.id.user}`;
      }
    }
    ContactModel.props = [
      'id', 'name', 'pushname', 'isBusiness', 'isContactSyncCompleted', 'type',
      'verifiedName', 'username',
    ];
    ContactModel.prototype.proxyName = 'contact';
    return { default: ContactModel };
  });

  defineModule('WAWebContactCollection', (require) => {
    const { BaseCollection } = require('WAWebBaseCollection');
    class ContactCollectionImpl extends BaseCollection {}
    ContactCollectionImpl.model = require('WAWebContactModel').default;
    return { ContactCollectionImpl, ContactCollection: new ContactCollectionImpl() };
  });

  defineModule('SandboxContacts', (require) => {
    const { ContactCollection } = require('WAWebContactCollection');
    const { createWid } = require('WAWebWidFactory');
    const contactOf = (id, values = {}) =>
      ContactCollection.get(id) ||
      ContactCollection.add({ id: createWid(id), type: 'out', ...values });

    // Who has a name is in the person's own address book.
    function show({ wid, name, pushname }) {
      const contact = contactOf(wid);
      contact.set({ name: name ?? undefined, type: name ? 'in' : 'out' });
      if (pushname) contact.pushname = pushname;
    }

    return { contactOf, show };
  });

  const always = (value) => () => value;

  defineModule('WAWebContactGetters', (require) => {
    const { login } = require('SandboxLogin');
    return {
      getNotifyName: (contact) => contact.pushname,
      getPremiumMessageName: (contact) => contact.name,
      getUserid: (contact) => contact.id.user,
      getIsMe: (contact) => [login.me, login.lid].includes(String(contact.id)),
      getIsUser: (contact) => contact.id.isUser(),
      getIsGroup: (contact) => contact.id.isGroup(),
      getIsBroadcast: (contact) => contact.id.isBroadcast(),
      getIsNewsletter: always(false),
      getIsPSA: always(false),
      getIsIAS: always(false),
      getIsSupportAccount: always(false),
      getIsWAContact: always(true),
      getCanRequestPhoneNumber: always(false),
      getShowBusinessCheckmarkAsPrimary: always(false),
      getShowBusinessCheckmarkAsSecondary: always(false),
      getShowBusinessCheckmarkInChatlist: always(false),
      getIsDisplayNameApproved: always(true),
      getShouldForceBusinessUpdate: always(false),
    };
  });

  defineModule('WAWebFrontendContactGetters', () => {
    const displayName = (contact) => contact.displayName;
    const number = (contact) => `+${contact.id.user}`;
    return {
      getPhoneNumber: number,
      getFormattedPhone: number,
      getFormattedUser: number,
      getDisplayName: displayName,
      getDisplayNameOrPnForLid: displayName,
      getFormattedName: displayName,
      getFormattedShortName: displayName,
      getFormattedShortNameWithNonBreakingSpaces: displayName,
      getSearchName: displayName,
      getIsMyContact: (contact) => contact.type === 'in',
      getPnForLid: always(null),
      getTextStatusString: always(''),
      getSearchVerifiedName: always(''),
      getHeader: always(''),
    };
  });

  defineModule('SandboxLids', (require) => {
    const { createWid } = require('WAWebWidFactory');
    const lidOf = new Map();
    const numberOf = new Map();
    const lookUp = (map) => (wid) =>
      map.has(String(wid)) ? createWid(map.get(String(wid))) : null;
    return {
      learn(number, lid) {
        lidOf.set(number, lid);
        numberOf.set(lid, number);
      },
      getCurrentLid: lookUp(lidOf),
      getPhoneNumber: lookUp(numberOf),
    };
  });
  defineModule('WAWebLidPnCache', (require) => {
    const { getCurrentLid, getPhoneNumber } = require('SandboxLids');
    return { lidPnCache: { getCurrentLid, getPhoneNumber } };
  });
  defineModule('WAWebApiContact', (require) => {
    const { getCurrentLid, getPhoneNumber } = require('SandboxLids');
    const getAlternateUserWid = (wid) =>
      wid.isLid() ? getPhoneNumber(wid) : getCurrentLid(wid);
    return { getCurrentLid, getPhoneNumber, getAlternateUserWid };
  });
  defineModule('WAWebLidMigrationUtils', () => ({
    Lid1X1MigrationUtils: { isLidMigrated: always(false) },
  }));

  defineModule('WAWebQueryExistsJob', (require) => ({
    // Null: nobody on WhatsApp has this number.
    async queryWidExists(wid) {
      const answer = await require('SandboxServer').ask('exists', { wid: String(wid) });
      if (!answer.exists) return null;
      if (answer.lid) require('SandboxLids').learn(answer.wid, answer.lid);
      return { wid: require('WAWebWidFactory').createWid(answer.wid), biz: false };
    },
    queryPhoneExists: async () => null,
  }));

  defineModule('WAWebFrontendVcardUtils', () => ({
    vcardFromContactModel(contact) {
      const { displayName, id } = contact;
      const vcard = [
        'BEGIN:VCARD',
        'VERSION:3.0',
        `FN:${displayName}`,
        `TEL;type=CELL;waid=${id.user}:+${id.user}`,
        'END:VCARD',
      ].join('\n');
      return { displayName, vcard, isMultiVcard: false };
    },
  }));
})();
