// Where the page stands with WhatsApp: looked up after every sign of change, told when it changed.
//
// Looking is safer than trusting single events: `conn.main_ready` fires when a QR is shown,
// too, and `conn.authenticated` is silent on a login that was restored.

const QR_TTL_SECONDS = 20;

const connection = {
  phase: 'starting',
  code: null,
  logoutReason: null,
  looking: false,

  // One step of WhatsApp Web changes several models in turn; only where it ends counts.
  lookSoon() {
    if (this.looking) return;
    this.looking = true;
    setTimeout(() => { this.looking = false; this.look(); }, 0);
  },

  look() {
    if (typeof WPP === 'undefined' || !WPP.loader.isInjected) return this.phase;
    const phase = this.currentPhase();
    if (phase !== this.phase) this.enter(phase);
    return this.phase;
  },

  currentPhase() {
    const { Socket, Stream } = WPP.whatsapp;
    if (Stream?.mode === 'CONFLICT' || Socket?.state === 'CONFLICT') return 'taken_over';
    if (this.phase === 'logged_out' || !readiness.isReady()) return this.phase;
    if (Stream.mode === 'MAIN' && Socket.state === 'CONNECTED' && WPP.conn.isAuthenticated()) return 'linked';
    if (Socket.state === 'UNPAIRED_IDLE') return 'qr_exhausted';
    if (this.code) return 'qr';
    if (this.phase === 'linked' || Socket.state === 'TIMEOUT') return 'lost';
    return this.phase;
  },

  enter(phase) {
    this.phase = phase;
    if (phase === 'linked') outbox.tell('linked', this.me());
    else if (phase === 'lost') outbox.tell('lost', { state: WPP.whatsapp.Socket.state });
    else if (phase === 'logged_out') outbox.tell('logged_out', { reason: this.logoutReason });
    else if (phase === 'qr') this.tellCode();
    else outbox.tell(phase);
  },

  me() {
    const me = WPP.conn.getMyUserWid();
    return {
      wid: `${me.user}@${me.server}`,
      lid: WPP.whatsapp.UserPrefs.getMaybeMeLidUser?.()?.toString() ?? null,
      pushName: WPP.whatsapp.Conn.pushname || null,
      localStorage: { ...localStorage },
    };
  },

  takeCode(auth) {
    this.code = auth?.fullCode ?? null;
    if (this.phase === 'qr' && this.code) this.tellCode();
    else this.lookSoon();
  },

  tellCode() {
    const ttl = WPP.whatsapp.Conn.refTTL;
    outbox.tell('qr', { code: this.code, ttl: ttl ? ttl / 1000 : QR_TTL_SECONDS });
  },

  listen() {
    const look = () => this.lookSoon();
    WPP.on('conn.auth_code_change', (auth) => this.takeCode(auth));
    WPP.on('conn.stream_mode_changed', look);
    WPP.on('conn.stream_info_changed', look);
    WPP.on('conn.needs_update', () => outbox.tell('needs_update'));
    WPP.on('conn.logout_reason', (reason) => { this.logoutReason = reason; });
    // The page loads anew after this, so nothing is looked up in it any more.
    WPP.on('conn.logout', () => this.enter('logged_out'));
    WPP.whatsapp.Socket.on('change:state change:stream', look);
    look();
  },
};
