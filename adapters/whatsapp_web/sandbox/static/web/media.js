// Pictures, documents, voice: prepared, uploaded to the server, fetched from it.
(function () {
  'use strict';

  const MOST_CACHED_BYTES = 32 * 1024 ** 2;

  defineModule('SandboxMedia', (require) => {
    const { BaseModel } = require('WAWebBaseModel');
    const server = require('SandboxServer');
    const cached = new Map(); // file hash -> ArrayBuffer, those used last at the end
    let cachedBytes = 0;

    function forget(hash) {
      cachedBytes -= cached.get(hash)?.byteLength ?? 0;
      return cached.delete(hash);
    }

    function remember(hash, bytes) {
      forget(hash);
      cached.set(hash, bytes);
      cachedBytes += bytes.byteLength;
      while (cachedBytes > MOST_CACHED_BYTES && cached.size > 1) {
        forget(cached.keys().next().value);
      }
    }

    async function fetchMedia(message) {
      try {
        const blob = await server.download(message.directPath);
        remember(message.filehash, await blob.arrayBuffer());
        message.mediaData.mediaStage = 'RESOLVED';
      } catch (error) {
        if (!(error instanceof server.Refused)) throw error;
        message.mediaData.mediaStage = 'ERROR_MISSING';
      }
    }

    const mediaDataOf = ({ type, mimetype, filehash, size }) =>
      new BaseModel({ type, mimetype, filehash, size, mediaStage: 'INIT' });

    return { cached, remember, forget, fetchMedia, mediaDataOf };
  });

  defineModule('WAWebLruMediaStore', (require) => {
    const { cached, remember, forget } = require('SandboxMedia');
    return {
      LruMediaStore: {
        get: async (hash) => cached.get(hash) || null,
        put: async (hash, bytes) => remember(hash, bytes),
        del: async (hash) => void forget(hash),
        clear: async () => [...cached.keys()].forEach(forget),
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

    const random = () => encodeB64(crypto.getRandomValues(new Uint8Array(32)));
    // Nothing is encrypted here; a message says with what it would be, all the same.
    const keys = () => ({ mediaKey: random(), encFilehash: random() });

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
        const bytes = await this._blob.arrayBuffer();
        this.mediaData.filehash = encodeB64(await crypto.subtle.digest('SHA-256', bytes));
      }

      async waitForPrep() {
        await this._prepared;
        return this.mediaData;
      }

      async sendToChat({ options }) {
        await this._prepared;
        const { mediaData } = this;
        mediaData.mediaStage = 'UPLOADING';
        const message = require('SandboxMessages').add(this._message(options));
        const { uploadMedia } = require('WAWebUploadManager');
        const uploaded = await uploadMedia({ blob: this._blob, mediaType: mediaData.type });
        message.set({ directPath: uploaded.directPath, ...keys() });
        mediaData.mediaStage = 'RESOLVED';
        return require('SandboxSending').deliver(message);
      }

      _message({ productMsgOptions, caption, isViewOnce }) {
        const { type, mimetype, filehash, size } = this.mediaData;
        return {
          ...productMsgOptions,
          caption: caption ?? productMsgOptions.caption,
          isViewOnce: Boolean(isViewOnce),
          mediaData: this.mediaData,
          type, mimetype, filehash, size,
        };
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
