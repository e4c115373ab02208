// Calls that WhatsApp may refuse. They answer `{value}`, or `{refused}` with the reason when
// asking again is pointless; whatever else goes wrong is thrown.

class Refusal extends Error {}

const TOO_MANY_REQUESTS = 429;

// wa-js gives its errors a code: it looked, and what is asked for can't be. WhatsApp Web's
// own errors have the server's status, of which the 4xx are final.
function refuses(error) {
  if (error instanceof Refusal || typeof error.code === 'string') return true;
  const status = Number(error.statusCode ?? error.status);
  return status >= 400 && status < 500 && status !== TOO_MANY_REQUESTS;
}

// The same functions, answering like that, and only while the page is linked.
function asked(functions) {
  const answering = (work) => async (...facts) => {
    if (connection.look() !== 'linked') {
      throw new Error('The page is not connected to WhatsApp.');
    }
    try {
      return { value: (await work(...facts)) ?? null };
    } catch (error) {
      if (refuses(error)) return { refused: error.message || String(error) };
      throw error;
    }
  };
  return Object.fromEntries(
    Object.entries(functions).map(([name, work]) => [name, answering(work)]),
  );
}
