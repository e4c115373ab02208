// The connection's and the account's models, as wa-js watches them.
(function () {
  'use strict';

  defineModule('WAWebConnModel', (require) => {
    const { BaseModel } = require('WAWebBaseModel');
    class ConnImpl extends BaseModel {}
    ConnImpl.props = [
      'ref', 'refTTL', 'wid', 'lid', 'connected', 'pushname', 'platform', 'battery',
      'plugged',
    ];
    ConnImpl.prototype.proxyName = 'conn';
    return { ConnImpl, Conn: new ConnImpl({ connected: false, platform: 'android' }) };
  });

  defineModule('WAWebStreamModel', (require) => {
    const { BaseModel } = require('WAWebBaseModel');
    class StreamModel extends BaseModel {
      markAvailable() {
        this.available = true;
        require('SandboxServer').tell('available', { available: true });
      }

      markUnavailable() {
        this.available = false;
        require('SandboxServer').tell('available', { available: false });
      }

      sendAvailability() {}
    }
    StreamModel.props = [
      'mode', 'info', 'needsUpdate', 'available', 'displayInfo', 'obscurity',
    ];
    const opening = { info: 'OPENING', displayInfo: 'OPENING', needsUpdate: false };
    return { Stream: new StreamModel(opening) };
  });

  defineModule('WAWebSocketModel', (require) => {
    const { BaseModel } = require('WAWebBaseModel');
    class SocketModel extends BaseModel {
      poke() {
        require('WAWebCmd').Cmd.refreshQR();
      }

      takeover() {
        require('SandboxConnection').connect();
      }

      reconnect() {
        require('SandboxConnection').connect();
      }

      logout(tellServer = true, reason = 'user_initiated') {
        return require('SandboxConnection').logOut(reason, { tellServer });
      }
    }
    SocketModel.props = ['state', 'stream', 'hasSynced', 'launched'];
    const closed = { state: 'UNLAUNCHED', stream: 'DISCONNECTED', hasSynced: false };
    return { Socket: new SocketModel(closed) };
  });

  defineModule('WAWebCmd', (require) => {
    const EventEmitter = require('WAWebEventEmitter').default;
    class CmdImpl extends EventEmitter {
      isMainLoaded = false;

      refreshQR() {
        require('SandboxServer').tell('refresh_qr');
        this.trigger('refresh_qr');
      }

      async sendRevokeMsgs(_chat, { list }) {
        for (const message of list) await require('SandboxDeeds').revoke(message);
      }

      async sendDeleteMsgs(_chat, { list }) {
        for (const message of list) await require('SandboxMessages').forget(message);
      }

      openChatAt() {}
      openChatBottom() {}
      closeChat() {}
    }
    return { CmdImpl, Cmd: new CmdImpl() };
  });

  defineModule('WAWebBackendEventBus', (require) => {
    const EventEmitter = require('WAWebEventEmitter').default;
    return {
      BackendEventBus: new EventEmitter(),
      BackendEvent: {
        LOGOUT: 'logout',
        SET_SOCKET_STATE: 'set_socket_state',
        STORAGE_INITIALIZATION_ERROR: 'storage_initialization_error',
        INITIAL_LOAD_READY: 'initial_load_ready',
      },
    };
  });

  defineModule('WAWebNetworkStatus', (require) => {
    const { BaseModel } = require('WAWebBaseModel');
    class NetworkStatus extends BaseModel {
      async checkOnline() {
        return this.online;
      }
    }
    NetworkStatus.props = ['online'];
    return { default: new NetworkStatus({ online: true }) };
  });

  defineModule('WAWebUserPrefsMeUser', (require) => {
    const { login } = require('SandboxLogin');
    const { createWid } = require('WAWebWidFactory');
    const widOf = (text) => text && createWid(text);
    return {
      getMaybeMePnUser: () => widOf(login.me),
      getMaybeMeLidUser: () => widOf(login.lid),
      getMePnUserOrThrow: () => createWid(login.me),
      getMeLidUserOrThrow: () => createWid(login.lid),
      getMaybeMeDevicePn: () => widOf(login.me && login.me.replace('@', ':1@')),
    };
  });

  defineModule('WAWebAuthGate', (require) => ({
    isLoggedIn: () =>
      Boolean(require('SandboxLogin').login.me) &&
      require('WAWebSocketModel').Socket.stream === 'CONNECTED',
  }));
  defineModule('WAWebRegistrationState', (require) => ({
    isRegistered: () => Boolean(require('SandboxLogin').login.me),
  }));
  // The three keys that the QR text shows beside the ref.
  defineModule('WAWebUserPrefsMultiDevice', (require) => ({
    getADVSecretKey: () => require('SandboxLogin').login.keys.adv,
    setADVSignedIdentity() {},
  }));
  defineModule('WAWebUserPrefsInfoStore', (require) => ({
    waNoiseInfo: {
      get: async () => ({
        staticKeyPair: { pubKey: require('SandboxLogin').login.keys.noise },
      }),
    },
  }));
  defineModule('WAWebSignalStoreApi', (require) => ({
    waSignalStore: {
      getRegistrationInfo: async () => ({
        identityKeyPair: { pubKey: require('SandboxLogin').login.keys.identity },
      }),
    },
  }));

  defineModule('WAWebLinkDeviceEvents', (require) => {
    const EventEmitter = require('WAWebEventEmitter').default;
    const events = Object.assign(new EventEmitter(), {
      triggerRefreshAltLinkingCode() {},
    });
    return { WAWebLinkDeviceEvents: events };
  });
  defineModule('WAWebAltDeviceLinkingApi', (require) => ({
    genLinkDeviceCodeForPhoneNumber: async (phone) =>
      (await require('SandboxServer').ask('pairing_code', { phone })).code,
    initializeAltDeviceLinking: async () => {},
    setPairingType() {},
  }));

  defineModule('WAWebOfficialClient', () => ({ isOfficialClient: false }));
  defineModule('WAWebMiscBrowserUtils', () => ({
    default: {
      id: () => 'sandbox',
      startDownloading() {},
      info: () => ({ os: 'Linux', version: '', name: 'Chrome', ua: '' }),
      hardRefresh() {
        location.reload();
      },
    },
  }));
  defineModule('WAWebUserPrefsGeneral', () => {
    const preferences = { getTheme: () => 'light', setTheme() {} };
    for (const kind of ['Photos', 'Audio', 'Videos', 'Documents']) {
      preferences[`getAutoDownload${kind}`] = () => true;
      preferences[`setAutoDownload${kind}`] = () => {};
    }
    return preferences;
  });
})();
