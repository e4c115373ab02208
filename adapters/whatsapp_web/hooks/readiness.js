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

  // The state of the page, for a person who looks into it.
  diagnosis() {
    const facts = { wa_js: null, whatsapp: null, missing: [], ready: false };
    const looks = { phase: connection.phase, socket: null, stream: null };
    if (typeof WPP === 'undefined') return { ...facts, ...looks, reason: 'wa-js did not start.' };
    facts.wa_js = WPP.version;
    if (!WPP.loader.isInjected) {
      return { ...facts, ...looks, reason: 'wa-js found no modules in the page.' };
    }
    const { Socket, Stream } = WPP.whatsapp;
    looks.socket = Socket?.state ?? null;
    looks.stream = Stream?.mode ?? null;
    facts.whatsapp = window.Debug?.VERSION ?? null;
    facts.missing = this.missing();
    facts.ready = this.isReady();
    return { ...facts, ...looks, reason: this.reason(facts, looks) };
  },

  reason({ missing }, { phase, socket, stream }) {
    if (missing.length) return 'WhatsApp Web lacks modules this program needs.';
    return REASONS[phase] ?? `The page waits: socket ${socket}, stream ${stream}.`;
  },
};

const REASONS = {
  linked: 'The page is linked and connected to WhatsApp.',
  qr: 'The page shows a QR code, and waits for a phone to scan it.',
  qr_exhausted: 'Nobody scanned a QR code; new ones have to be asked for.',
  taken_over: 'The login is open elsewhere, and this page was put to sleep.',
  lost: 'The page has no connection to WhatsApp, and tries again by itself.',
  logged_out: 'The login is gone.',
};
