// The words on the page, in the two languages it speaks.

const WORDS = {
  en: {
    title: 'Sandbox phone', what: 'Plays the WhatsApp phones, and the people you write to.',
    devices: 'Linked numbers', none: 'None yet.', link: 'Link a number',
    code: 'Text of the QR code', number: 'Number of this phone', name: 'Name', scan: 'Scan',
    online: 'online', offline: 'offline', drop: 'Cut the connection', conflict: 'Open elsewhere',
    unlink: 'Unlink', delivered: 'Delivered', read: 'Read', played: 'Played',
    from: 'Person’s number', kind: 'They send', send: 'Send', waiting: 'waiting for the page',
    arrived: 'on the page', again: (n) => `arrived ${n} times`,
    startTitle: 'Link a number to begin',
    start: 'Connect a session in the gateway, copy the text of its QR code, and paste it here.',
    quiet: 'Nothing here yet. Write as somebody below, or send something through the gateway.',
    lost: 'The sandbox does not answer.', phoneItself: 'written on the phone',
    confirmUnlink: (phone) => `Unlink ${phone}? Its session has to be scanned again.`,
    kinds: {
      text: 'Text', image: 'Picture', video: 'Video', audio: 'Voice note', document: 'Document',
      sticker: 'Sticker', location: 'Place', contact: 'Contact', poll: 'Poll',
    },
    fields: {
      text: 'What they write', file: 'File', caption: 'Caption', latitude: 'Latitude',
      longitude: 'Longitude', place: 'Name of the place', address: 'Address',
      contactName: 'Name', contactPhone: 'Number', question: 'Question',
      options: 'Options, one a line',
    },
    viewOnce: 'View once', multiSelect: 'Several answers', answering: 'Answers',
    notAnswering: 'Not an answer', reply: 'Answer', edit: 'Edit', revoke: 'Delete',
    newText: 'The new text', edited: 'edited', gone: 'This message was deleted.',
    once: 'view once', votes: (n) => (n === 1 ? '1 vote' : `${n} votes`),
    composing: 'types …', recording: 'records …', seenUpTo: 'read',
  },
  es: {
    title: 'Teléfono de pruebas', what: 'Hace de los teléfonos de WhatsApp y de las personas a las que escribe.',
    devices: 'Números vinculados', none: 'Ninguno todavía.', link: 'Vincular un número',
    code: 'Texto del código QR', number: 'Número de este teléfono', name: 'Nombre', scan: 'Escanear',
    online: 'en línea', offline: 'sin conexión', drop: 'Cortar la conexión', conflict: 'Abrir en otro sitio',
    unlink: 'Desvincular', delivered: 'Entregado', read: 'Leído', played: 'Reproducido',
    from: 'Número de la persona', kind: 'Envía', send: 'Enviar', waiting: 'esperando a la página',
    arrived: 'en la página', again: (n) => `llegó ${n} veces`,
    startTitle: 'Vincule un número para empezar',
    start: 'Conecte una sesión en el gateway, copie el texto de su código QR y péguelo aquí.',
    quiet: 'Aún no hay nada. Escriba abajo como otra persona, o envíe algo con el gateway.',
    lost: 'El sandbox no responde.', phoneItself: 'escrito en el teléfono',
    confirmUnlink: (phone) => `¿Desvincular ${phone}? Habrá que escanear de nuevo su sesión.`,
    kinds: {
      text: 'Texto', image: 'Imagen', video: 'Vídeo', audio: 'Nota de voz', document: 'Documento',
      sticker: 'Sticker', location: 'Lugar', contact: 'Contacto', poll: 'Encuesta',
    },
    fields: {
      text: 'Lo que escribe', file: 'Archivo', caption: 'Texto', latitude: 'Latitud',
      longitude: 'Longitud', place: 'Nombre del lugar', address: 'Dirección',
      contactName: 'Nombre', contactPhone: 'Número', question: 'Pregunta',
      options: 'Opciones, una por línea',
    },
    viewOnce: 'Ver una vez', multiSelect: 'Varias respuestas', answering: 'Responde a',
    notAnswering: 'No responder', reply: 'Responder', edit: 'Editar', revoke: 'Eliminar',
    newText: 'El nuevo texto', edited: 'editado', gone: 'Se eliminó este mensaje.',
    once: 'ver una vez', votes: (n) => (n === 1 ? '1 voto' : `${n} votos`),
    composing: 'escribe …', recording: 'graba …', seenUpTo: 'leído',
  },
};

export const language = navigator.language.startsWith('es') ? 'es' : 'en';
export const say = WORDS[language];
