// OpenAI Chat Completions, as the provider speaks it.
import { data, halves, text } from './wire.mjs';

export const path = /^\/v1\/chat\/completions$/;
export const ids = ['call_1', 'call_2'];
const finishes = { stop: 'stop', calls: 'tool_calls', length: 'length', filtered: 'content_filter' };
const kinds = {
  400: { type: 'invalid_request_error', code: null },
  429: { type: 'requests', code: 'rate_limit_exceeded' },
  500: { type: 'server_error', code: null },
};

export function answer(say) {
  return {
    ...head('chat.completion'),
    choices: [{
      index: 0,
      message: {
        role: 'assistant',
        content: say.text ?? null,
        ...(say.thought && { reasoning_content: say.thought.text }),
        ...(say.calls && { tool_calls: say.calls.map((call, index) => whole(call, index)) }),
      },
      finish_reason: finishes[say.finish],
    }],
    usage: usage(say.usage),
  };
}

export function events(say) {
  const deltas = [{ role: 'assistant', content: '' }];
  for (const piece of halves(say.thought?.text)) deltas.push({ reasoning_content: piece });
  for (const piece of halves(say.text)) deltas.push({ content: piece });
  say.calls?.forEach((call, index) => {
    const { id, function: { name, arguments: args } } = whole(call, index);
    deltas.push({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] });
    for (const piece of halves(args)) deltas.push({ tool_calls: [{ index, function: { arguments: piece } }] });
  });
  return [
    ...deltas.map(delta => chunk([{ index: 0, delta, finish_reason: null }])),
    chunk([{ index: 0, delta: {}, finish_reason: finishes[say.finish] }]),
    chunk([], { usage: usage(say.usage) }),
    'data: [DONE]\n\n',
  ];
}

export const beginning = piece => [chunk([{ index: 0, delta: { role: 'assistant', content: piece }, finish_reason: null }])];
export const failure = (message, status) => ({ error: { message, ...kinds[status], param: null } });
export const failureInStream = message => data({ error: { message, type: 'server_error', param: null, code: 'server_error' } });

/** The signatures that come back with a thought. */
export const signed = () => [];

/** What a request says. */
export function read(body) {
  const messages = body.messages;
  const parts = messages.flatMap(({ role, content }) => role === 'user' && Array.isArray(content) ? content : []);
  return {
    stream: body.stream === true,
    system: messages.filter(({ role }) => role === 'system' || role === 'developer').map(({ content }) => text(content)).join(''),
    said: messages.filter(({ role }) => role === 'assistant').map(({ content }) => text(content)).join(''),
    prompt: messages.filter(({ role }) => role === 'user').map(({ content }) => text(content)).join(''),
    media: parts.filter(({ type }) => type === 'image_url').map(({ image_url: { url } }) => url),
    files: parts.filter(({ type }) => type === 'file').map(({ file }) => file.file_data),
    limit: body.max_completion_tokens,
    temperature: body.temperature,
    choice: body.tool_choice?.function?.name,
    thinks: 'reasoning_effort' in body,
    schema: body.response_format?.json_schema?.schema,
    tools: body.tools?.map(tool => ({ name: tool.function.name, schema: tool.function.parameters })) ?? [],
    calls: messages.flatMap(({ tool_calls }) => tool_calls ?? [])
      .map(call => ({ id: call.id, name: call.function.name, args: JSON.parse(call.function.arguments) })),
    results: messages.filter(({ role }) => role === 'tool').map(result => ({ id: result.tool_call_id, said: text(result.content) })),
    signatures: [],
  };
}

const head = object => ({ id: 'chatcmpl-1', object, created: 1700000000, model: 'gpt-5' });
const chunk = (choices, more) => data({ ...head('chat.completion.chunk'), choices, ...more });
const whole = ({ name, args }, index) => ({ id: ids[index], type: 'function', function: { name, arguments: JSON.stringify(args) } });
const usage = ({ input, cached, output, thought }) => ({
  prompt_tokens: input,
  completion_tokens: output,
  total_tokens: input + output,
  prompt_tokens_details: { cached_tokens: cached },
  completion_tokens_details: { reasoning_tokens: thought },
});
