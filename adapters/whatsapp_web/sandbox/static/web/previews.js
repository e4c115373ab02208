// What is shown of the page at an address in a text. WhatsApp asks the phone for it; this
// one makes it up.
(function () {
  'use strict';

  defineModule('WALinkify', () => ({
    findFirstWebLink: (text) => /https?:\/\/\S+/.exec(text)?.[0] ?? null,
  }));

  defineModule('WAWebMinimalLinkPreview', () => ({
    async genMinimalLinkPreview(link) {
      const url = typeof link === 'string' ? link : link.url;
      const { hostname } = new URL(url);
      const data = {
        title: hostname,
        description: `The page at ${hostname}`,
        canonicalUrl: url,
        matchedText: url,
        richPreviewType: 0,
        doNotPlayInline: true,
      };
      return { url, data };
    },
  }));

  defineModule('WAWebLinkPreviewChatAction', (require) => ({
    getLinkPreview: (link) => require('WAWebMinimalLinkPreview').genMinimalLinkPreview(link),
  }));
})();
