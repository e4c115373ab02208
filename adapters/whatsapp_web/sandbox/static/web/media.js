// Pictures, documents, voice: prepared, uploaded to the server, fetched from it.
(function () {
  'use strict';

  defineModule('SandboxMedia', (require) => {
    const { BaseModel } = require('WAWebBaseModel');
    const server = require('SandboxServer');
    const cached = new Map(); // file hash -> ArrayBuffer

    async function fetchMedia(message) {
      const blob = await server.download(message.directPath);
      cached.set(message.filehash, await blob.arrayBuffer());
      message.mediaData.mediaStage = 'RESOLVED';
    }

    const mediaDataOf = ({ type, mimetype, filehash, size }) =>
      new BaseModel({ type, mimetype, filehash, size, mediaStage: 'INIT' });

    return { cached, fetchMedia, mediaDataOf };
  });

  defineModule('WAWebLruMediaStore', (require) => {
    const { cached } = require('SandboxMedia');
    return {
      LruMediaStore: {
        get: async (hash) => cached.get(hash) || null,
        put: async (hash, bytes) => void cached.set(hash, bytes),
        del: async (hash) => void cached.delete(hash),
        clear: async () => cached.clear(),
        count: async () => cached.size,
        has: async (hash) => cached.has(hash),
      },
    };
  });
  defineModule('WAWebMediaInMemoryBlobCache', () => ({
    InMemoryMediaBlobCacheImpl: class InMemoryMediaBlobCacheImpl {},
    InMemoryMediaBlobCache: { has: () => false, get: () => null },
  }));

  defineModule('WAWebMediaOpaqueDataBase', () => ({
    default: class OpaqueDataBase {
      throwIfReleased() {}
    },
  }));
  defineModule('WAWebMediaOpaqueData', (require) => {
    const OpaqueDataBase = require('WAWebMediaOpaqueDataBase').default;
    class OpaqueData extends OpaqueDataBase {
      constructor(blob, mimetype) {
        super();
        this._blob = blob;
        this._mimetype = mimetype;
      }

      static async createFromData(blob, mimetype) {
        return new OpaqueData(blob, mimetype);
      }

      type() {
        return this._mimetype;
      }

      size() {
        return this._blob.size;
      }

      forceToBlob() {
        return this._blob;
      }

      release() {}
    }
    return { default: OpaqueData };
  });
  defineModule('WAWebMediaGatingUtils', () => ({
    getUploadLimit: (type) => (type === 'document' ? 2 * 1024 ** 3 : 64 * 1024 ** 2),
  }));

  defineModule('WAWebMediaPrep', (require) => {
    const { BaseModel } = require('WAWebBaseModel');
    const { encodeB64 } = require('WABase64');

    function typeOf(mimetype, { asDocument, asSticker, isPtt }) {
      if (asDocument) return 'document';
      if (asSticker) return 'sticker';
      if (isPtt) return 'ptt';
      const [family] = mimetype.split('/');
      return ['image', 'video', 'audio'].includes(family) ? family : 'document';
    }

    class MediaPrep {
      constructor(opaqueData, options) {
        this._blob = opaqueData.forceToBlob();
        this.mediaData = new BaseModel({
          type: typeOf(opaqueData.type(), options),
          mimetype: opaqueData.type(),
          size: opaqueData.size(),
          mediaStage: 'PREP',
        });
        this._prepared = this._hash();
      }

      async _hash() {
        this._bytes = await this._blob.arrayBuffer();
        const digest = await crypto.subtle.digest('SHA-256', this._bytes);
        this.mediaData.filehash = encodeB64(digest);
      }

      async waitForPrep() {
        await this._prepared;
        return this.mediaData;
      }

      async sendToChat({ options }) {
        await this._prepared;
        const { mediaData } = this;
        mediaData.mediaStage = 'UPLOADING';
        const { type, mimetype, filehash, size } = mediaData;
        const message = require('SandboxMessages').add({
          ...options.productMsgOptions,
          caption: options.caption || '',
          type, mimetype, filehash, size, mediaData,
        });
        const { uploadMedia } = require('WAWebUploadManager');
        const uploaded = await uploadMedia({ blob: this._blob, mediaType: type });
        message.directPath = uploaded.directPath;
        require('SandboxMedia').cached.set(filehash, this._bytes);
        mediaData.mediaStage = 'RESOLVED';
        return require('SandboxSending').deliver(message);
      }
    }

    return {
      MediaPrep,
      uploadProductImage: async () => {},
      prepRawMedia: (opaqueData, options) => new MediaPrep(opaqueData, options),
    };
  });
  defineModule('WAWebUploadManager', (require) => ({
    uploadMedia: ({ blob }) => require('SandboxServer').upload(blob),
  }));
  defineModule('WAWebProcessRawSticker', () => ({ processRawSticker: async () => ({}) }));
  defineModule('WAWebGenerateVideoThumbs', () => ({
    generateVideoThumbsAndDuration: async () => ({ duration: 0, thumbs: [] }),
  }));
  defineModule('WAWebIsAnimatedWebp', () => ({ isAnimatedWebp: () => false }));
})();
