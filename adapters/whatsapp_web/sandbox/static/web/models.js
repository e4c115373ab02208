// Event emitter and model, with the members that WhatsApp Web's own have and that wa-js
// calls or wraps. Some error texts here are what wa-js recognises a class by.
(function () {
  'use strict';

  const hiddenValue = (object, name, value) =>
    Object.defineProperty(object, name, { value, enumerable: false });

  class EventEmitter {
    on(names, callback, context) {
      if (typeof callback !== 'function') {
        throw new Error('Callback parameter passed is not a function');
      }
      for (const name of names.split(/\s+/)) {
        this._listenersOf(name).push({ callback, context });
      }
      return this;
    }

    once(name, callback, context) {
      const wrapper = (...args) => {
        this.off(name, wrapper);
        return callback.apply(context || this, args);
      };
      wrapper.wrapped = callback;
      return this.on(name, wrapper, context);
    }

    off(names, callback) {
      if (!names) this._listeners.clear();
      for (const name of names ? names.split(/\s+/) : []) {
        const kept = (it) =>
          callback && it.callback !== callback && it.callback.wrapped !== callback;
        this._listeners.set(name, this._listenersOf(name).filter(kept));
      }
      return this;
    }

    trigger(name, ...args) {
      for (const { callback, context } of [...this._listenersOf(name)]) {
        try {
          callback.apply(context || this, args);
        } catch (error) {
          // One listener's fault must not keep the others from hearing.
          console.error(`A listener of ${name} failed`, error);
        }
      }
      if (name !== 'all') this.trigger('all', name, ...args);
      return this;
    }

    listenTo(other, names, callback) {
      other.on(names, callback, this);
      return this;
    }

    stopListening() {
      return this;
    }

    isListening(name) {
      return this._listenersOf(name).length > 0;
    }

    get _listeners() {
      if (!this._listenersByName) hiddenValue(this, '_listenersByName', new Map());
      return this._listenersByName;
    }

    _listenersOf(name) {
      if (!this._listeners.has(name)) this._listeners.set(name, []);
      return this._listeners.get(name);
    }
  }

  // A bag of watched properties: `model.ack = 2` triggers 'change:ack' and 'change', on
  // the model and on every collection it is in.
  class BaseModel extends EventEmitter {
    constructor(values = {}) {
      super();
      hiddenValue(this, '_values', {});
      hiddenValue(this, 'collections', new Set());
      for (const name of this.constructor.props || []) this._watch(name);
      this.set({ ...this.constructor.defaults, ...values }, { silent: true });
      if (this.initialize) this.initialize();
    }

    get(name) {
      return this._values[name];
    }

    set(nameOrValues, valueOrOptions, options) {
      const many = typeof nameOrValues === 'object';
      const values = many ? nameOrValues : { [nameOrValues]: valueOrOptions };
      const { silent } = (many ? valueOrOptions : options) || {};
      for (const [name, value] of Object.entries(values)) {
        this._watch(name);
        this._assign(name, value, silent);
      }
      return this;
    }

    unset(name) {
      this._assign(name, undefined);
      return this;
    }

    get attributes() {
      return { ...this._values };
    }

    toJSON() {
      return this.attributes;
    }

    isIdle() {
      return false;
    }

    _watch(name) {
      if (Object.prototype.hasOwnProperty.call(this, name)) return;
      Object.defineProperty(this, name, {
        enumerable: true,
        configurable: true,
        get: () => this._values[name],
        set: (value) => this._assign(name, value),
      });
    }

    _assign(name, value, silent) {
      const before = this._values[name];
      this._values[name] = value;
      if (silent || before === value) return;
      for (const emitter of [this, ...this.collections]) {
        emitter.trigger(`change:${name}`, this, value, before);
        emitter.trigger('change', this);
      }
    }
  }

  defineModule('WAWebEventEmitter', () => ({ default: EventEmitter }));
  defineModule('WAWebBaseModel', () => ({ BaseModel, defineModel: (model) => model }));
})();
