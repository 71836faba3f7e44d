// OpenAI Responses, as the provider speaks it.
import { event, halves, text } from './wire.mjs';

export const path = /^\/v1\/responses$/;
export const ids = ['call_1', 'call_2'];

const reasons = { length: 'max_output_tokens', filtered: 'content_filter' };
const isCut = say => say.finish in reasons;
const kinds = {
  400: { type: 'invalid_request_error', code: null },
  429: { type: 'requests', code: 'rate_limit_exceeded' },
  500: { type: 'server_error', code: null },
};

export const answer = say => response(isCut(say) ? 'incomplete' : 'completed', items(say), say);

export function events(say) {
  const output = items(say);
  const list = [
    { type: 'response.created', response: response('in_progress', []) },
    { type: 'response.in_progress', response: response('in_progress', []) },
    ...output.flatMap((item, output_index) => itemEvents(item, output_index)),
    { type: isCut(say) ? 'response.incomplete' : 'response.completed', response: answer(say) },
  ];
  return list.map((one, sequence_number) => event({ ...one, sequence_number }));
}

export function beginning(piece) {
  const at = { item_id: 'msg_1', output_index: 0, content_index: 0 };
  return [
    { type: 'response.created', response: response('in_progress', []) },
    { type: 'response.output_item.added', output_index: 0, item: { type: 'message', id: 'msg_1', status: 'in_progress', role: 'assistant', content: [] } },
    { type: 'response.content_part.added', ...at, part: { type: 'output_text', text: '', annotations: [], logprobs: [] } },
    { type: 'response.output_text.delta', ...at, delta: piece, logprobs: [] },
  ].map((one, sequence_number) => event({ ...one, sequence_number }));
}

export const failure = (message, status) => ({ error: { message, ...kinds[status], param: null } });
export const failureInStream = message => event({ type: 'error', code: 'server_error', message, param: null, sequence_number: 4 });

/** The signatures that come back with a thought. */
export const signed = signature => [signature];

/** What a request says. */
export function read(body) {
  const input = typeof body.input === 'string' ? [{ role: 'user', content: body.input }] : body.input;
  const parts = input.flatMap(({ role, content }) => role === 'user' && Array.isArray(content) ? content : []);
  return {
    stream: body.stream === true,
    system: (body.instructions ?? '') + input.filter(({ role }) => role === 'system' || role === 'developer').map(({ content }) => text(content)).join(''),
    said: input.filter(({ role }) => role === 'assistant').map(({ content }) => text(content)).join(''),
    prompt: input.filter(({ role }) => role === 'user').map(({ content }) => text(content)).join(''),
    media: parts.filter(({ type }) => type === 'input_image').map(({ image_url }) => image_url),
    files: parts.filter(({ type }) => type === 'input_file').map(({ file_data }) => file_data),
    limit: body.max_output_tokens,
    temperature: body.temperature,
    choice: body.tool_choice?.name,
    thinks: 'reasoning' in body,
    schema: body.text?.format?.schema,
    tools: body.tools?.map(tool => ({ name: tool.name, schema: tool.parameters })) ?? [],
    calls: input.filter(({ type }) => type === 'function_call').map(call => ({ id: call.call_id, name: call.name, args: JSON.parse(call.arguments) })),
    results: input.filter(({ type }) => type === 'function_call_output').map(result => ({ id: result.call_id, said: text(result.output) })),
    signatures: input.filter(({ type }) => type === 'reasoning').map(({ encrypted_content }) => encrypted_content),
  };
}

function itemEvents(item, output_index) {
  const at = { item_id: item.id, output_index };
  const empty = { message: { content: [] }, reasoning: { summary: [] }, function_call: { arguments: '' } }[item.type];
  const { encrypted_content, ...open } = item;
  return [
    { type: 'response.output_item.added', output_index, item: { ...open, ...empty, ...(item.status && { status: 'in_progress' }) } },
    ...{ message: textEvents, reasoning: summaryEvents, function_call: argumentEvents }[item.type](item, at),
    { type: 'response.output_item.done', output_index, item },
  ];
}

function textEvents({ content: [part] }, at) {
  const there = { ...at, content_index: 0 };
  return [
    { type: 'response.content_part.added', ...there, part: { ...part, text: '' } },
    ...halves(part.text).map(delta => ({ type: 'response.output_text.delta', ...there, delta, logprobs: [] })),
    { type: 'response.output_text.done', ...there, text: part.text, logprobs: [] },
    { type: 'response.content_part.done', ...there, part },
  ];
}

function summaryEvents({ summary: [part] }, at) {
  const there = { ...at, summary_index: 0 };
  return [
    { type: 'response.reasoning_summary_part.added', ...there, part: { ...part, text: '' } },
    ...halves(part.text).map(delta => ({ type: 'response.reasoning_summary_text.delta', ...there, delta })),
    { type: 'response.reasoning_summary_text.done', ...there, text: part.text },
    { type: 'response.reasoning_summary_part.done', ...there, part },
  ];
}

const argumentEvents = (item, at) => [
  ...halves(item.arguments).map(delta => ({ type: 'response.function_call_arguments.delta', ...at, delta })),
  { type: 'response.function_call_arguments.done', ...at, name: item.name, arguments: item.arguments },
];

function items({ thought, text, calls, ...say }) {
  const list = [];
  if (thought) list.push({ type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: thought.text }], encrypted_content: thought.signature });
  if (text) {
    list.push({
      type: 'message', id: 'msg_1', status: isCut(say) ? 'incomplete' : 'completed', role: 'assistant',
      content: [{ type: 'output_text', text, annotations: [], logprobs: [] }],
    });
  }
  calls?.forEach(({ name, args }, index) =>
    list.push({ type: 'function_call', id: `fc_${index + 1}`, call_id: ids[index], name, arguments: JSON.stringify(args), status: 'completed' }));
  return list;
}

const response = (status, output, say) => ({
  id: 'resp_1', object: 'response', created_at: 1700000000, status, model: 'gpt-5', output,
  error: null, incomplete_details: say && isCut(say) ? { reason: reasons[say.finish] } : null,
  instructions: null, metadata: {}, parallel_tool_calls: true, temperature: 1, tool_choice: 'auto', tools: [], top_p: 1,
  usage: say ? usage(say.usage) : null,
});

const usage = ({ input, cached, output, thought }) => ({
  input_tokens: input,
  input_tokens_details: { cached_tokens: cached },
  output_tokens: output,
  output_tokens_details: { reasoning_tokens: thought },
  total_tokens: input + output,
});
