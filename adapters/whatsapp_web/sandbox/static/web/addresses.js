// Wids (who or which chat) and message keys (which message).
(function () {
  'use strict';

  // `34600111222@c.us`, `34600111222:17@c.us` (one device of it), `1203...@g.us`, `...@lid`.
  class Wid {
    constructor(text) {
      const [name, server] = String(text).split('@');
      const [user, device] = name.split(':');
      this.user = user;
      this.server = server;
      if (device !== undefined) this.device = Number(device);
      const suffix = this.device ? `:${this.device}` : '';
      this._serialized = `${user}${suffix}@${server}`;
    }

    toString() {
      return this._serialized;
    }

    toJid() {
      return this._serialized.replace('@c.us', '@s.whatsapp.net');
    }

    toLogString() {
      return this._serialized;
    }

    equals(other) {
      return Boolean(other) && String(other) === this._serialized;
    }

    isUser() {
      return this.server === 'c.us' || this.server === 'lid';
    }

    isRegularUser() {
      return this.isUser();
    }

    isRegularUserPn() {
      return this.server === 'c.us';
    }

    isLid() {
      return this.server === 'lid';
    }

    isGroup() {
      return this.server === 'g.us';
    }

    isBroadcast() {
      return this.server === 'broadcast';
    }

    isStatusV3() {
      return this._serialized === 'status@broadcast';
    }

    isStatus() {
      return this.isStatusV3();
    }

    isNewsletter() {
      return this.server === 'newsletter';
    }

    isBot() {
      return this.server === 'bot';
    }

    isPSA() {
      return this._serialized === '0@c.us';
    }

    isCompanion() {
      return this.device > 0;
    }

    getDeviceId() {
      return this.device || 0;
    }

    asUserWidOrThrow() {
      return new Wid(`${this.user}@${this.server}`);
    }

    static isXWid() {
      return true;
    }

    static isWid(value) {
      return value instanceof Wid || String(value).includes('@');
    }

    static isUser(value) {
      return /@(c\.us|lid)$/.test(String(value));
    }

    static isGroup(value) {
      return /@g\.us$/.test(String(value));
    }

    static isLid(value) {
      return /@lid$/.test(String(value));
    }

    static isStatusV3(value) {
      return String(value) === 'status@broadcast';
    }

    static canBeDm() {
      return true;
    }
  }

  // Kinds of address that nobody in the sandbox has.
  for (const name of [
    'isIAS', 'isServer', 'isGroupCall', 'isCAPISupportAccount', 'isHosted', 'isMetaBot',
  ]) {
    Wid.prototype[name] = () => false;
  }

  const createWid = (value) => (value instanceof Wid ? value : new Wid(value));
  const userWid = (wid) => wid.asUserWidOrThrow();
  const createUserWid = (user, server = 'c.us') =>
    createWid(String(user).includes('@') ? user : `${user}@${server}`);

  const randomHex = (bytes) =>
    Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
      byte.toString(16).padStart(2, '0'),
    )
      .join('')
      .toUpperCase();

  // Printed as `true_34600111222@c.us_3EB0AB...`, in a group `..._34600333444@c.us` as well.
  class MsgKey {
    constructor(parts) {
      if (parts == null) throw new Error('MsgKey error: obj is null/undefined');
      if (parts.from && parts.to && !parts.remote) {
        this.fromMe = (parts.selfDir || 'out') === 'out';
        this.remote = createWid(this.fromMe ? parts.to : parts.from);
      } else {
        this.fromMe = Boolean(parts.fromMe);
        this.remote = createWid(parts.remote);
      }
      this.id = parts.id;
      if (parts.participant) this.participant = createWid(parts.participant);
      if (parts.selfDir) this.self = parts.selfDir;
      this._serialized = [this.fromMe, this.remote, this.id, this.participant]
        .filter((part) => part !== undefined)
        .map(String)
        .join('_');
    }

    toString() {
      return this._serialized;
    }

    equals(other) {
      return String(other) === this._serialized;
    }

    static fromString(text) {
      if (text instanceof MsgKey) return text;
      const [fromMe, remote, id, participant] = String(text).split('_');
      return new MsgKey({ fromMe: fromMe === 'true', remote, id, participant });
    }

    static from(value) {
      return MsgKey.fromString(String(value));
    }

    static async newId() {
      return MsgKey.newId_DEPRECATED();
    }

    static newId_DEPRECATED() {
      return `3EB0${randomHex(9)}`;
    }
  }

  defineModule('WAWebWid', () => ({ default: Wid }));
  defineModule('WAWebWidFactory', () => ({
    createWid,
    createUserWid,
    createUserWidOrThrow: createUserWid,
    createDeviceWid: createWid,
    createWidFromWidLike: (like) =>
      createWid(like._serialized || `${like.user}@${like.server}`),
    isWidlike: (value) =>
      value instanceof Wid ||
      (Boolean(value) && typeof value.user === 'string' && typeof value.server === 'string'),
    toUserWid: userWid,
    toUserWidOrThrow: userWid,
    asUserWidOrThrow: userWid,
    toChatWid: createWid,
  }));
  defineModule('WAWebMsgKey', () => ({ default: MsgKey, newId: MsgKey.newId }));
  defineModule('WARandomHex', () => ({ randomHex }));
})();
