// Gemini, as the provider speaks it: its calls have no ids, and a signature stands at the first of them.
import { data, halves, text } from './wire.mjs';

export const path = /^\/v1beta\/models\/[^/:]+:(generateContent|streamGenerateContent)$/;
export const ids = [undefined, undefined];
const kinds = { 400: 'INVALID_ARGUMENT', 429: 'RESOURCE_EXHAUSTED', 500: 'INTERNAL' };

export const answer = say => ({
  candidates: [{ content: { role: 'model', parts: parts(say) }, finishReason: finish(say), index: 0 }],
  usageMetadata: usage(say.usage),
  ...head,
});

export function events(say) {
  const pieces = parts(say).flatMap(part => part.text ? pieced(part) : [part]);
  return pieces.map((part, index) => data({
    candidates: [{ content: { role: 'model', parts: [part] }, index: 0, ...(index === pieces.length - 1 && { finishReason: finish(say) }) }],
    usageMetadata: usage(say.usage),
    ...head,
  }));
}

export const beginning = piece => [data({ candidates: [{ content: { role: 'model', parts: [{ text: piece }] }, index: 0 }], ...head })];
export const failure = (message, status) => ({ error: { code: status, message, status: kinds[status] } });
export const failureInStream = message => data({ error: { code: 503, message, status: 'UNAVAILABLE' } });

/** The signatures that come back with a thought. */
export const signed = signature => [signature];

/** What stands there where the client has lost them. */
export const unsigned = ['skip_thought_signature_validator'];

/** What a request says. */
export function read(body, target) {
  const partsOf = wanted => body.contents.filter(({ role = 'user' }) => (role === 'model') === (wanted === 'model')).flatMap(({ parts }) => parts);
  const [said, asked] = [partsOf('model'), partsOf('user')];
  const config = body.generationConfig ?? {};
  const inline = asked.filter(({ inlineData }) => inlineData).map(({ inlineData: { mimeType, data } }) => `data:${mimeType};base64,${data}`);
  return {
    stream: target.includes(':streamGenerateContent'),
    system: text(body.systemInstruction?.parts),
    said: text(said.filter(part => !part.thought)),
    prompt: text(asked),
    media: inline.filter(url => url.startsWith('data:image/')),
    files: inline.filter(url => !url.startsWith('data:image/')),
    limit: config.maxOutputTokens,
    temperature: config.temperature,
    choice: body.toolConfig?.functionCallingConfig?.allowedFunctionNames?.[0],
    thinks: 'thinkingConfig' in config,
    schema: config.responseJsonSchema ?? config.responseSchema,
    tools: body.tools?.flatMap(({ functionDeclarations = [] }) => functionDeclarations)
      .map(tool => ({ name: tool.name, schema: tool.parametersJsonSchema ?? tool.parameters })) ?? [],
    calls: said.filter(part => part.functionCall).map(({ functionCall: { id, name, args } }) => ({ id, name, args })),
    results: asked.filter(part => part.functionResponse)
      .map(({ functionResponse: { id, response } }) => ({ id, said: JSON.stringify(response) })),
    signatures: said.map(({ thoughtSignature }) => thoughtSignature).filter(Boolean),
  };
}

function parts({ thought, text, calls }) {
  const list = [];
  if (thought) list.push({ text: thought.text, thought: true });
  if (text) list.push({ text });
  calls?.forEach(({ name, args }) => list.push({ functionCall: { name, args } }));
  const sealed = list.find(part => part.functionCall) ?? list.at(-1);
  if (thought) sealed.thoughtSignature = thought.signature;
  return list;
}

// The signature comes with the last piece.
const pieced = ({ text, thoughtSignature, ...part }) => halves(text)
  .map((text, index, all) => ({ ...part, text, ...(thoughtSignature && index === all.length - 1 && { thoughtSignature }) }));

const head = { modelVersion: 'gemini-3-pro-preview', responseId: 'r1' };
const finish = say => ({ length: 'MAX_TOKENS', filtered: 'SAFETY' })[say.finish] ?? 'STOP';
const usage = ({ input, cached, output, thought }) => ({
  promptTokenCount: input,
  cachedContentTokenCount: cached,
  candidatesTokenCount: output - thought,
  ...(thought && { thoughtsTokenCount: thought }),
  totalTokenCount: input + output,
});
