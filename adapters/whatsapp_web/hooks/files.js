// Files on their way into the page and out of it. The gateway gives one to an input, as a
// person does who chooses a file, and takes one as a blob: no file becomes a text.

const inputs = new Map();

// The file of a message, under the name and type it is to have. Its bytes stay on disk.
function takenFile(id, size, { filename, mimetype }) {
  const file = inputs.get(id)?.files[0];
  if (file?.size !== size) throw new Error('The file of this message was not handed over.');
  return new File([file], filename, { type: mimetype });
}

const dropFile = (id) => inputs.delete(id);

// Blobs that the gateway is about to take, by number. It may die before it does.
const MOST_HELD = 16;
const held = new Map();
let lastHeld = 0;

const GONE = new Set(['ERROR_MISSING', 'ERROR_UNSUPPORTED', 'NEED_POKE']);

async function fetchedMedia(message) {
  try {
    return await WPP.chat.downloadMedia(message.id);
  } catch (error) {
    if (error?.code === 'media_not_found' || GONE.has(message.mediaData?.mediaStage)) {
      throw new Refusal('WhatsApp does not have the file of this message any more.');
    }
    throw error instanceof Error ? error : new Error(error?.message ?? String(error));
  }
}

async function holdMedia(key) {
  const message = await messageOf(key);
  const blob = await fetchedMedia(message);
  lastHeld += 1;
  held.set(lastHeld, blob);
  if (held.size > MOST_HELD) held.delete(held.keys().next().value);
  return {
    number: lastHeld,
    mimetype: message.mimetype || blob.type || 'application/octet-stream',
    name: message.filename || null,
  };
}

Object.assign(calls, asked({ holdMedia }), {
  fileInput(id) {
    const input = document.createElement('input');
    input.type = 'file';
    inputs.set(id, input);
    return input;
  },

  heldMedia: (number) => held.get(number),

  dropMedia(number) { held.delete(number); },
});
