// Collections of models, with the members that WhatsApp Web's own have. An error text is
// again what wa-js recognises the class by.
(function () {
  'use strict';

  defineModule('WAWebBaseCollection', (require) => {
    const EventEmitter = require('WAWebEventEmitter').default;
    const { BaseModel } = require('WAWebBaseModel');

    const keyOf = (modelOrId) =>
      modelOrId instanceof BaseModel || (isRecord(modelOrId) && 'id' in modelOrId)
        ? String(modelOrId.id)
        : String(modelOrId);

    // Wids and message keys have an id of their own but print themselves in full.
    const isRecord = (value) =>
      value !== null && typeof value === 'object' && value.constructor === Object;

    class BaseCollection extends EventEmitter {
      constructor(models) {
        super();
        this._models = [];
        this._byId = new Map();
        if (models) this.add(models, { silent: true });
      }

      get length() {
        return this._models.length;
      }

      get models() {
        return this._models;
      }

      get modelClass() {
        if (!this.constructor.model) throw new Error('Collection initialized without model');
        return this.constructor.model;
      }

      get(id) {
        return this._byId.get(keyOf(id));
      }

      assertGet(id) {
        const model = this.get(id);
        if (!model) throw new Error(`${id} is not in this collection`);
        return model;
      }

      add(modelOrModels, options = {}) {
        if (!Array.isArray(modelOrModels)) return this._addOne(modelOrModels, options);
        return modelOrModels.map((each) => this._addOne(each, options));
      }

      _addOne(values, { merge, silent }) {
        const present = this.get(values);
        if (present) {
          if (merge && !(values instanceof BaseModel)) present.set(values);
          return present;
        }
        const Model = this.constructor.model || BaseModel;
        const model = values instanceof BaseModel ? values : new Model(values);
        model.collections.add(this);
        this._models.push(model);
        this._byId.set(keyOf(model), model);
        if (!silent) this.trigger('add', model, this);
        return model;
      }

      remove(idOrIds) {
        for (const id of Array.isArray(idOrIds) ? idOrIds : [idOrIds]) {
          const model = this.get(id);
          if (!model) continue;
          this._models.splice(this._models.indexOf(model), 1);
          this._byId.delete(keyOf(model));
          model.collections.delete(this);
          this.trigger('remove', model, this);
        }
      }

      reset() {
        this._models.length = 0;
        this._byId.clear();
        this.trigger('reset', this);
      }

      async find(id) {
        const present = this.get(id);
        if (present) return present;
        return this.add(this.fetchOne ? await this.fetchOne(id) : { id });
      }

      getModelsArray() {
        return this._models;
      }

      toArray() {
        return [...this._models];
      }

      findFirst(condition) {
        return this._models.find(condition);
      }

      filter(condition) {
        return this._models.filter(condition);
      }

      where(values) {
        const names = Object.keys(values);
        return this._models.filter((it) => names.every((name) => it[name] === values[name]));
      }

      map(change) {
        return this._models.map(change);
      }

      forEach(action) {
        this._models.forEach(action);
      }

      some(condition) {
        return this._models.some(condition);
      }

      head() {
        return this._models[0];
      }

      last() {
        return this._models[this._models.length - 1];
      }

      sort() {
        this.trigger('sort', this);
      }
    }

    return { BaseCollection };
  });
  defineModule('WAWebCollection', (require) => ({
    default: require('WAWebBaseCollection').BaseCollection,
  }));
})();
