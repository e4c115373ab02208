// Whether wa-js found what this gateway needs of WhatsApp Web.
//
// WhatsApp renames its modules from time to time. Then wa-js loads, and calls fail one by
// one; so the page is not called ready before these are there. They are what linking, sending,
// acknowledging and receiving were seen to need, no more: a missing one must mean trouble.

const REQUIRED = [
  'WABase64',
  'WATimeUtils',
  'WAWebAck',
  'WAWebAuthGate',
  'WAWebChatCollection',
  'WAWebChatModel',
  'WAWebConnModel',
  'WAWebFindChatAction',
  'WAWebGetEphemeralFieldsMsgActionsUtils',
  'WAWebHandleSimpleReceipt',
  'WAWebMsgCollection',
  'WAWebMsgKey',
  'WAWebRegistrationState',
  'WAWebSendMsgChatAction',
  'WAWebSignalStoreApi',
  'WAWebStreamModel',
  'WAWebUserPrefsInfoStore',
  'WAWebUserPrefsMeUser',
  'WAWebUserPrefsMultiDevice',
  'WAWebWid',
  'WAWebWidFactory',
];

const readiness = {
  missing() {
    const find = WPP.loader.moduleRequire;
    return find ? REQUIRED.filter((name) => !find(name)) : REQUIRED;
  },

  isReady() {
    return WPP.loader.isFullReady && this.missing().length === 0;
  },

  // Why the page is not ready yet, in words for a person who looks into it.
  diagnosis() {
    if (typeof WPP === 'undefined') return { missing: [], reason: 'wa-js did not start.' };
    if (!WPP.loader.isInjected) return { missing: [], reason: 'wa-js found no modules in the page.' };
    const missing = this.missing();
    if (missing.length) return { missing, reason: 'WhatsApp Web lacks modules this program needs.' };
    const { Socket, Stream } = WPP.whatsapp;
    return { missing, reason: `The page waits: socket ${Socket.state}, stream ${Stream.mode}.` };
  },
};
