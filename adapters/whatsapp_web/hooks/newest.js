// A set that keeps only the newest few thousand: a page may be open for weeks.

const MOST_KEPT = 5_000;

class Newest {
  constructor(most = MOST_KEPT) {
    this.most = most;
    this.names = new Set();
  }

  add(name) {
    this.names.add(name);
    if (this.names.size > this.most) this.names.delete(this.names.values().next().value);
  }

  has(name) {
    return this.names.has(name);
  }
}
