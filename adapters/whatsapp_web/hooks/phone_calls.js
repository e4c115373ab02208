// People who call: told, followed to their end, and rejected if that is wanted.

// WhatsApp Web's states of a call, by name and (of late) by number.
function callStatus(call) {
  const state = call.getState?.();
  const { CALL_STATES } = WPP.whatsapp.enums;
  const is = (...names) => names.some((it) => it in CALL_STATES && CALL_STATES[it] === state);
  if (is('ACTIVE', 'CallActive', 'HANDLED_REMOTELY', 'CallActiveElseWhere')) return 'accept';
  if (is('REJECTED')) return 'reject';
  if (is('ENDED', 'FAILED', 'NOT_ANSWERED', 'CallStateEnding', 'None')) return 'terminate';
  return null;
}

const phoneCalls = {
  // What was told last of each call that has not ended.
  told: new Map(),
  watching: false,

  tell(facts, status) {
    if (this.told.get(facts.id)?.status === status) return;
    this.told.set(facts.id, { facts, status });
    outbox.tell('call', { ...facts, status, time: Math.floor(Date.now() / 1000) });
    if (status === 'reject' || status === 'terminate') this.told.delete(facts.id);
  },

  offered({ id, sender, peerJid, isVideo, isGroup }) {
    const caller = addressOf(asWid(sender || peerJid));
    this.tell({ id, caller, isVideo: Boolean(isVideo), isGroup: Boolean(isGroup) }, 'offer');
    const { CallStore } = WPP.whatsapp;
    const call = CallStore.get(id) ?? CallStore.activeCall;
    call?.on?.('change', () => this.look(call));
    if (!this.watching) CallStore.on('remove', (it) => this.removed(it));
    this.watching = true;
  },

  look(call) {
    const known = this.told.get(call.id);
    const status = known && callStatus(call);
    if (status) this.tell(known.facts, status);
  },

  removed(call) {
    const known = this.told.get(call.id);
    if (known) this.tell(known.facts, 'terminate');
  },

  listen() {
    WPP.on('call.incoming_call', (call) => this.offered(call));
  },
};

Object.assign(calls, asked({
  async rejectCall(id) {
    const known = phoneCalls.told.get(id);
    if (!known) throw new Refusal(`The call ${id} is over.`);
    await WPP.call.reject(id);
    phoneCalls.tell(known.facts, 'reject');
  },
}));
