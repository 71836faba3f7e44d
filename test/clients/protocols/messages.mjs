// Anthropic Messages, as the provider speaks it.
import { event, halves, text } from './wire.mjs';

export const path = /^\/v1\/messages$/;
export const ids = ['toolu_1', 'toolu_2'];
const finishes = { stop: 'end_turn', calls: 'tool_use', length: 'max_tokens', filtered: 'refusal' };
const kinds = { 400: 'invalid_request_error', 429: 'rate_limit_error', 500: 'api_error' };

export const answer = say => ({ ...head, content: blocks(say), stop_reason: finishes[say.finish], usage: usage(say.usage) });

export const events = say => [
  event({ type: 'message_start', message: { ...head, usage: { ...usage(say.usage), output_tokens: 1 } } }),
  event({ type: 'ping' }),
  ...blocks(say).flatMap(blockEvents),
  event({ type: 'message_delta', delta: { stop_reason: finishes[say.finish], stop_sequence: null }, usage: { output_tokens: say.usage.output } }),
  event({ type: 'message_stop' }),
];

export const beginning = piece => [
  event({ type: 'message_start', message: { ...head, usage: { input_tokens: 7, output_tokens: 1 } } }),
  event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
  event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: piece } }),
];

export const failure = (message, status) => ({ type: 'error', error: { type: kinds[status], message }, request_id: 'req_1' });
export const failureInStream = message => event({ type: 'error', error: { type: 'overloaded_error', message } });

/** The signatures that come back with a thought. */
export const signed = signature => [signature];

/** What a request says. */
export function read(body) {
  const blocksOf = role => body.messages.filter(message => message.role === role)
    .flatMap(({ content }) => typeof content === 'string' ? [{ type: 'text', text: content }] : content);
  const [said, asked] = [blocksOf('assistant'), blocksOf('user')];
  return {
    stream: body.stream === true,
    system: text(body.system),
    said: text(said.filter(({ type }) => type === 'text')),
    prompt: text(asked.filter(({ type }) => type === 'text')),
    media: asked.filter(({ type }) => type === 'image').map(({ source }) => `data:${source.media_type};${source.type},${source.data}`),
    files: asked.filter(({ type }) => type === 'document').map(({ source }) => `data:${source.media_type};${source.type},${source.data}`),
    limit: body.max_tokens,
    temperature: body.temperature,
    choice: body.tool_choice?.name,
    thinks: 'thinking' in body,
    schema: (body.output_config?.format ?? body.output_format)?.schema,
    tools: body.tools?.map(tool => ({ name: tool.name, schema: tool.input_schema })) ?? [],
    calls: said.filter(({ type }) => type === 'tool_use').map(({ id, name, input }) => ({ id, name, args: input })),
    results: asked.filter(({ type }) => type === 'tool_result').map(result => ({ id: result.tool_use_id, said: text(result.content) })),
    signatures: said.filter(({ type }) => type === 'thinking').map(({ signature }) => signature),
  };
}

function blockEvents(block, index) {
  const [empty, deltas] = {
    thinking: () => [{ thinking: '', signature: '' }, [
      ...halves(block.thinking).map(thinking => ({ type: 'thinking_delta', thinking })),
      { type: 'signature_delta', signature: block.signature },
    ]],
    text: () => [{ text: '' }, halves(block.text).map(text => ({ type: 'text_delta', text }))],
    tool_use: () => [{ input: {} }, halves(JSON.stringify(block.input)).map(partial_json => ({ type: 'input_json_delta', partial_json }))],
  }[block.type]();
  return [
    event({ type: 'content_block_start', index, content_block: { ...block, ...empty } }),
    ...deltas.map(delta => event({ type: 'content_block_delta', index, delta })),
    event({ type: 'content_block_stop', index }),
  ];
}

function blocks({ thought, text, calls }) {
  const list = [];
  if (thought) list.push({ type: 'thinking', thinking: thought.text, signature: thought.signature });
  if (text) list.push({ type: 'text', text });
  calls?.forEach(({ name, args }, index) => list.push({ type: 'tool_use', id: ids[index], name, input: args }));
  return list;
}

const head = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-sonnet-4-5', content: [], stop_reason: null, stop_sequence: null };
const usage = ({ input, cached, output }) => ({
  input_tokens: input - cached, cache_read_input_tokens: cached, cache_creation_input_tokens: 0, output_tokens: output,
});
