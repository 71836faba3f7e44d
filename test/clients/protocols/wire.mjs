// What the protocols share: server-sent events, and texts that come in pieces or in parts.

export const data = json => `data: ${JSON.stringify(json)}\n\n`;
export const event = json => `event: ${json.type}\n${data(json)}`;

/** A text as a stream brings it; nothing for no text. */
export function halves(text) {
  if (!text) return [];
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)].filter(Boolean);
}

/** The text of a content that is a string or a list of parts. */
export const text = content => typeof content === 'string' ? content : (content ?? []).map(part => part.text ?? '').join('');
