// Enumerations and small pure functions.
(function () {
  'use strict';

  const values = (...names) => Object.fromEntries(names.map((name) => [name, name]));

  defineModule('WAWebAck', () => ({
    ACK: {
      MD_DOWNGRADE: -7,
      INACTIVE: -6,
      CONTENT_UNUPLOADABLE: -5,
      CONTENT_TOO_BIG: -4,
      CONTENT_GONE: -3,
      EXPIRED: -2,
      FAILED: -1,
      CLOCK: 0,
      SENT: 1,
      RECEIVED: 2,
      READ: 3,
      PLAYED: 4,
      PEER: 5,
    },
    ACK_STRING: { SENDER: 'sender', DELIVERY: 'delivery', READ: 'read', PLAYED: 'played' },
    EDIT_ATTR: { SENDER_REVOKE: 7, ADMIN_REVOKE: 8 },
  }));

  defineModule('WAWebSocketConstants', () => ({
    SOCKET_STATE: values(
      'OPENING', 'PAIRING', 'UNPAIRED', 'UNPAIRED_IDLE', 'CONNECTED', 'TIMEOUT', 'CONFLICT',
      'UNLAUNCHED', 'PROXYBLOCK', 'TOS_BLOCK', 'DEPRECATED_VERSION',
    ),
    SOCKET_STREAM: values('DISCONNECTED', 'SYNCING', 'RESUMING', 'CONNECTED'),
    WATCHED_SOCKET_STATE: values('OPEN', 'CLOSED'),
  }));

  defineModule('WAWebMsgType', () => ({
    MSG_TYPE: {
      CHAT: 'chat',
      IMAGE: 'image',
      VIDEO: 'video',
      AUDIO: 'audio',
      PTT: 'ptt',
      DOCUMENT: 'document',
      LOCATION: 'location',
      VCARD: 'vcard',
      REVOKED: 'revoked',
      CALL_LOG: 'call_log',
      POLL_CREATION: 'poll_creation',
    },
    SYSTEM_MESSAGE_TYPES: {},
  }));

  defineModule('WAWebSendMsgResultAction', () => ({
    SendMsgResult: values(
      'OK', 'ERROR_NETWORK', 'ERROR_EXPIRED', 'ERROR_CANCELLED', 'ERROR_UPLOAD',
      'ERROR_UNKNOWN',
    ),
  }));

  const LogoutReason = {
    UserInitiated: 'user_initiated',
    SyncdFailure: 'syncd_failure',
    ClientOutdated: 'client_outdated',
    AccountSync: 'account_sync',
  };
  const logoutCodes = { user_initiated: 0, account_sync: 1 };
  defineModule('WAWebLogoutReasonConstants', () => ({
    LogoutReason,
    LOGOUT_REASON_CODE: {},
  }));
  defineModule('WAWebLogoutReason', () => ({
    getErrorCodeFromLogoutReason: (reason) => logoutCodes[reason] ?? 9,
    setPrevLogoutReasonCode() {},
    setPrevCustomLogoutMessage() {},
    getPrevLogoutReasonCode() {},
    getPrevCustomLogoutMessage() {},
  }));

  defineModule('WAWebNonJidMentionType', () => ({ default: { MENTION_ALL: 1 } }));
  defineModule('WAWebVersionConstants', () => ({
    SANITIZED_VERSION_STR: '2.3000.1048032155',
    VERSION_STR: '2.3000.1048032155',
    VERSION_PRIMARY: '2',
    VERSION_SECONDARY: '3000',
    VERSION_TERTIARY: '1048032155',
  }));
  defineModule('WAWebCallConstants', () => ({
    CALL_STATES: values(
      'INCOMING_RING', 'OUTGOING_RING', 'OUTGOING_CALLING', 'CONNECTING', 'CONNECTION_LOST',
      'ACTIVE', 'HANDLED_REMOTELY', 'ENDED', 'REJECTED', 'REMOTE_CALL_IN_PROGRESS', 'FAILED',
      'NOT_ANSWERED',
    ),
  }));
  defineModule('WAWebOutwardTypes', () => ({ OUTWARD_TYPES: {} }));
  defineModule('WAWebJids', () => ({ STATUS_JID: 'status@broadcast' }));
  defineModule('WAWebServerPropConstants', () => ({
    MAX_FILE_SIZE_BYTES: 2 * 1024 ** 3,
    MULTICAST_LIMIT_GLOBAL: 5,
  }));
  defineModule('WAWebStanzaConstants', () => ({ DROP_ATTR: Symbol('DROP_ATTR') }));

  defineModule('WABase64', () => ({
    encodeB64: (bytes) =>
      btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join('')),
    decodeB64: (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0)).buffer,
  }));
  defineModule('WATimeUtils', () => ({
    unixTime: () => Math.floor(Date.now() / 1000),
    unixTimeMs: () => Date.now(),
  }));
  // Checksums of things the sandbox never compares: there, so that wa-js finds them.
  defineModule('WAMd5', () => ({ md5: (text) => text, md5ArrayBufferHex: () => '' }));
})();
