// Elements, and talking to the sandbox.

export const byId = (id) => document.getElementById(id);

export function make(tag, { on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, value);
  }
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export function note(text) {
  byId('note').textContent = text;
  clearTimeout(note.timer);
  note.timer = setTimeout(() => (byId('note').textContent = ''), 5000);
}

// The answer, or null when it was refused: then the page says why.
async function ask(what, options) {
  const response = await fetch(`/phone/${what}`, { method: 'POST', ...options });
  const answer = await response.json();
  if (response.ok) return answer;
  note(answer.error);
  return null;
}

export const tell = (what, body) => ask(what, {
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

export function upload(file) {
  const body = new FormData();
  body.append('file', file);
  return ask('media', { body });
}

export const fetchState = async () => (await fetch('/phone/state')).text();

export const bare = (jid) => jid.split('@')[0];
