// What people show of themselves, and the person's own address book and block list.
(function () {
  'use strict';

  // Asked for each time: nobody tells a page when a picture has changed.
  const asked = (method, field, modelOf) => (require) => {
    const { BaseCollection } = require('WAWebBaseCollection');
    class Asked extends BaseCollection {
      async find(id) {
        const answer = await require('SandboxServer').ask(method, { wid: String(id) });
        return { id, ...modelOf(answer[field]) };
      }
    }
    return new Asked();
  };

  // A picture that the sandbox draws is an address on its own server.
  const absolute = (address) => address && new URL(address, location.origin).href;

  defineModule('WAWebProfilePicThumbCollection', (require) => {
    const shown = (address) => ({ img: absolute(address), imgFull: absolute(address) });
    return { ProfilePicThumbCollection: asked('picture', 'picture', shown)(require) };
  });

  defineModule('WAWebTextStatusCollection', (require) => {
    const shown = (text) => ({ status: text });
    return { TextStatusCollection: asked('about', 'about', shown)(require) };
  });

  defineModule('WAWebBlocklistCollection', (require) => {
    const { BaseCollection } = require('WAWebBaseCollection');
    return {
      BlocklistCollection: new (class BlocklistCollection extends BaseCollection {})(),
    };
  });

  defineModule('WAWebBlockContactAction', (require) => {
    const { ask } = require('SandboxServer');
    const { BlocklistCollection } = require('WAWebBlocklistCollection');
    return {
      async blockContact({ contact: { id } }) {
        await ask('block', { wid: String(id) });
        BlocklistCollection.add({ id });
      },

      async unblockContact({ id }) {
        await ask('unblock', { wid: String(id) });
        BlocklistCollection.remove(id);
      },
    };
  });

  defineModule('WAWebSaveContactAction', (require) => ({
    async saveContactAction({ phoneNumber, firstName, lastName }) {
      const wid = `${phoneNumber}@c.us`;
      const name = [firstName, lastName].filter(Boolean).join(' ');
      await require('SandboxServer').ask('save_contact', { wid, name });
      require('SandboxContacts').show({ wid, name });
    },
  }));
})();
