// The module loader, with the surface of the one WhatsApp Web uses: __d defines a
// module, require runs its factory the first time somebody asks.
//
// wa-js watches for __d and require, reads the list of modules from `__debug`, and gets
// at each one by importNamespace. Only what WhatsApp has too is visible to it: our own
// modules (Sandbox...), and those named in ?drop=A,B or by /phone/drift, are known to our files alone.
// Dropping a module is how one rehearses WhatsApp renaming it.
(function (global) {
  'use strict';

  const dropped = new Set([
    ...(new URLSearchParams(location.search).get('drop') || '').split(','),
    ...document.documentElement.dataset.dropped.split(','),
  ]);
  const visible = Object.create(null);
  const hidden = Object.create(null);

  function isHidden(id) {
    return dropped.has(id) || id.startsWith('Sandbox');
  }

  function define(id, dependencies, factory) {
    const modules = isHidden(id) ? hidden : visible;
    modules[id] ??= {
      id,
      dependencies,
      factory,
      module: { exports: {} },
      factoryFinished: false,
    };
  }

  function run(entry) {
    if (!entry.factoryFinished) {
      // Set first: modules that need each other see what is exported so far.
      entry.factoryFinished = true;
      if (typeof entry.factory === 'function') {
        const { module } = entry;
        entry.factory(
          global, requireOurs, importDefault, importNamespace, requireLazy,
          module, module.exports,
        );
      } else {
        entry.module.exports = entry.factory;
      }
    }
    return entry.module.exports;
  }

  function requireVisible(id) {
    if (!(id in visible)) throw new Error(`Requiring unknown module "${id}".`);
    return run(visible[id]);
  }

  function requireOurs(id) {
    return id in hidden ? run(hidden[id]) : requireVisible(id);
  }

  function importDefault(id) {
    const exports = requireVisible(id);
    return exports && exports.__esModule ? exports.default : exports;
  }

  function importNamespace(id) {
    const exports = requireVisible(id);
    return exports && exports.__esModule ? exports : { ...exports, default: exports };
  }

  function requireLazy(ids, callback) {
    Promise.resolve().then(() => callback && callback(...ids.map(importDefault)));
  }

  // The short form our files use: `build(require)` returns what the module exports.
  function defineModule(id, build) {
    define(id, [], (_global, require, _default, _namespace, _lazy, _module, exports) => {
      Object.defineProperty(exports, '__esModule', { value: true });
      Object.assign(exports, build(require));
    });
  }

  global.ErrorGuard = {
    skipGuardGlobal() {},
    applyWithGuard: (callback, context, args) => callback.apply(context, args || []),
  };
  define('__debug', [], { modulesMap: visible });
  define('Bootloader', [], {
    loadModules: (_names, callback) => setTimeout(callback, 0),
    __debug: { componentMap: new Map() },
  });

  Object.assign(global, { defineModule, requireLazy, importDefault, importNamespace });
  global.sandboxRequire = requireOurs;
  global.require = requireVisible;
  global.__d = define; // last: wa-js begins once it sees both __d and require
})(self);
