// Everything the page has to tell, numbered, and kept until the gateway says it has it.
//
// Each event is handed to the gateway at once through `messengerBrainHears`, a binding the
// gateway adds before any script runs. Should one get lost there, the gateway finds a gap in
// the numbers and asks for the rest with `eventsAfter`.

const outbox = {
  // A page that is loaded anew counts from 1 again, so the numbers belong to a document.
  document: crypto.randomUUID(),
  last: 0,
  kept: [],

  tell(kind, facts = {}) {
    const event = { document: this.document, number: ++this.last, kind, ...facts };
    this.kept.push(event);
    window.messengerBrainHears?.(JSON.stringify(event));
  },

  eventsAfter(document, number) {
    if (document === this.document) {
      this.kept = this.kept.filter((event) => event.number > number);
    }
    return this.kept;
  },
};
