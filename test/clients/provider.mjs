// A scripted provider: answers in the protocol of the path with the scene that the last text of the user names.
import { createServer } from 'node:http';

/** What a provider puts on a thought, to find it again in the next turn; base64, as Gemini wants it. */
export const signature = 'c2lnbmF0dXJlLW9mLXRoZS10aG91Z2h0';
export const thought = 'Let me think';
export const weather = { name: 'get_weather', args: { city: 'Paris' } };

export async function startProvider() {
  const requests = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    const body = JSON.parse(text);
    const path = new URL(request.url, 'http://provider').pathname;
    const dialect = dialectOf(path);
    const stream = dialect === 'gemini' ? path.endsWith(':streamGenerateContent') : body.stream === true;
    const asked = readers[dialect](body);
    requests.push({ dialect, path, stream, headers: request.headers, body, scene: asked.said });
    if (asked.said === 'error') return send(response, 429, 'application/json', JSON.stringify(errors[dialect]));
    const answer = sceneOf(asked);
    if (stream) send(response, 200, 'text/event-stream', events[dialect](answer, body).map(frame).join(''));
    else send(response, 200, 'application/json', JSON.stringify(bodies[dialect](answer)));
  });
  await new Promise(ready => server.listen(0, '127.0.0.1', ready));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    requests,
    stop() {
      server.closeAllConnections();
      return new Promise(ended => server.close(ended));
    },
  };
}

function send(response, status, type, body) {
  response.writeHead(status, { 'content-type': type }).end(body);
}

function frame(event) {
  const data = typeof event === 'string' ? event : JSON.stringify(event);
  return event.type ? `event: ${event.type}\ndata: ${data}\n\n` : `data: ${data}\n\n`;
}

function dialectOf(path) {
  if (path === '/v1/chat/completions') return 'chat';
  if (path === '/v1/responses') return 'responses';
  if (path === '/v1/messages') return 'messages';
  if (/^\/v1beta\/models\/[^/]+:(generateContent|streamGenerateContent)$/.test(path)) return 'gemini';
  throw new Error(`No protocol has the path ${path}`);
}

/** What the model answers: `{ thought, text, call }`. */
function sceneOf({ said, result, media }) {
  switch (said) {
    case 'text': return { text: 'Hello world' };
    case 'tool': return result === undefined ? { call: weather } : { text: `It is ${result}` };
    case 'json': return { text: '{"a":1}' };
    case 'image': return { text: String(media) };
    case 'think': return { thought, text: 'Hello world' };
    default: throw new Error(`No scene is called ${JSON.stringify(said)}`);
  }
}

const list = content => (typeof content === 'string' ? [{ type: 'text', text: content }] : content ?? []);
const textsOf = content => list(content).map(part => part.text).filter(text => text !== undefined);
const mediaOf = url => /^data:([^;,]+)/.exec(url)?.[1];

// A protocol's request, read for what was said last, the result of a tool and the media type of an image.
const readers = {
  chat({ messages }) {
    const user = messages.filter(message => message.role === 'user').flatMap(message => list(message.content));
    const tool = messages.findLast(message => message.role === 'tool');
    return {
      said: textsOf(user).at(-1),
      result: tool && textsOf(tool.content).join(''),
      media: user.filter(part => part.type === 'image_url').map(part => mediaOf(part.image_url.url)).at(-1),
    };
  },
  responses({ input }) {
    const items = typeof input === 'string' ? [{ role: 'user', content: input }] : input;
    const user = items.filter(item => item.role === 'user').flatMap(item => list(item.content));
    const output = items.findLast(item => item.type === 'function_call_output')?.output;
    return {
      said: textsOf(user).at(-1),
      result: output && textsOf(output).join(''),
      media: user.filter(part => part.type === 'input_image').map(part => mediaOf(part.image_url)).at(-1),
    };
  },
  messages({ messages }) {
    const user = messages.filter(message => message.role === 'user').flatMap(message => list(message.content));
    const result = user.findLast(block => block.type === 'tool_result');
    return {
      said: textsOf(user).at(-1),
      result: result && textsOf(result.content).join(''),
      media: user.filter(block => block.type === 'image').map(block => block.source.media_type).at(-1),
    };
  },
  gemini({ contents }) {
    const parts = contents.filter(content => content.role !== 'model').flatMap(content => content.parts);
    const response = parts.findLast(part => part.functionResponse)?.functionResponse.response;
    return {
      said: textsOf(parts).at(-1),
      result: response && (response.output ?? response.content),
      media: parts.filter(part => part.inlineData).map(part => part.inlineData.mimeType).at(-1),
    };
  },
};

const halves = text => [text.slice(0, 4), text.slice(4)].filter(half => half !== '');

const chatUsage = { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 };
const responsesUsage = {
  input_tokens: 7,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 3,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 10,
};
const geminiUsage = { promptTokenCount: 7, candidatesTokenCount: 3, totalTokenCount: 10 };

const bodies = {
  chat: ({ thought, text, call }) => ({
    id: 'chatcmpl-1', object: 'chat.completion', created: 1700000000, model: 'gpt-x', usage: chatUsage,
    choices: [{
      index: 0,
      message: {
        role: 'assistant', content: text ?? null,
        ...(thought && { reasoning_content: thought }),
        ...(call && { tool_calls: [chatCall(call, JSON.stringify(call.args))] }),
      },
      finish_reason: call ? 'tool_calls' : 'stop',
    }],
  }),
  responses: answer => response('completed', items(answer)),
  messages: answer => message(blocks(answer), answer.call ? 'tool_use' : 'end_turn', { input_tokens: 7, output_tokens: 3 }),
  gemini: answer => ({
    candidates: [{ content: { role: 'model', parts: parts(answer) }, finishReason: 'STOP', index: 0 }],
    usageMetadata: geminiUsage, modelVersion: 'gemini-x', responseId: 'r1',
  }),
};

const chatCall = (call, text) => ({ id: 'call_1', type: 'function', function: { name: call.name, arguments: text } });

function items({ thought, text, call }) {
  return [
    thought && {
      type: 'reasoning', id: 'rs_1', status: 'completed', summary: [{ type: 'summary_text', text: thought }],
      encrypted_content: signature,
    },
    text && {
      type: 'message', id: 'msg_1', status: 'completed', role: 'assistant',
      content: [{ type: 'output_text', text, annotations: [], logprobs: [] }],
    },
    call && {
      type: 'function_call', id: 'fc_1', status: 'completed', call_id: 'call_1', name: call.name,
      arguments: JSON.stringify(call.args),
    },
  ].filter(Boolean);
}

const response = (status, output) => ({
  id: 'resp_1', object: 'response', created_at: 1700000000, status, model: 'gpt-x', output, error: null, incomplete_details: null,
  instructions: null, metadata: {}, parallel_tool_calls: true, temperature: 1, tool_choice: 'auto', tools: [], top_p: 1,
  usage: status === 'completed' ? responsesUsage : null,
});

const blocks = ({ thought, text, call }) => [
  thought && { type: 'thinking', thinking: thought, signature },
  text && { type: 'text', text },
  call && { type: 'tool_use', id: 'toolu_1', name: call.name, input: call.args },
].filter(Boolean);

const message = (content, stop_reason, usage) => ({
  id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-x', content, stop_reason, stop_sequence: null, usage,
});

const parts = ({ thought, text, call }) => [
  thought && { text: thought, thought: true },
  text && { text, ...(thought && { thoughtSignature: signature }) },
  call && { functionCall: { name: call.name, args: call.args } },
].filter(Boolean);

const events = {
  chat({ thought, text, call }, body) {
    const chunk = (delta, finish_reason = null) => ({
      id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1700000000, model: 'gpt-x',
      choices: [{ index: 0, delta, finish_reason }],
    });
    return [
      chunk({ role: 'assistant', content: call ? null : '' }),
      ...halves(thought ?? '').map(half => chunk({ reasoning_content: half })),
      ...halves(text ?? '').map(half => chunk({ content: half })),
      ...(call ? [chunk({ tool_calls: [{ index: 0, ...chatCall(call, '') }] })] : []),
      ...(call ? halves(JSON.stringify(call.args)).map(half => chunk({ tool_calls: [{ index: 0, function: { arguments: half } }] })) : []),
      chunk({}, call ? 'tool_calls' : 'stop'),
      ...(body.stream_options?.include_usage ? [{ ...chunk({}), choices: [], usage: chatUsage }] : []),
      '[DONE]',
    ];
  },
  responses(answer) {
    const output = items(answer);
    const all = [
      { type: 'response.created', response: response('in_progress', []) },
      ...output.flatMap((item, output_index) => itemEvents(item, { item_id: item.id, output_index })),
      { type: 'response.completed', response: response('completed', output) },
    ];
    return all.map((event, sequence_number) => ({ ...event, sequence_number }));
  },
  messages(answer) {
    return [
      { type: 'message_start', message: message([], null, { input_tokens: 7, output_tokens: 1 }) },
      ...blocks(answer).flatMap(blockEvents),
      {
        type: 'message_delta',
        delta: { stop_reason: answer.call ? 'tool_use' : 'end_turn', stop_sequence: null },
        usage: { output_tokens: 3 },
      },
      { type: 'message_stop' },
    ];
  },
  gemini(answer) {
    const pieces = parts(answer).flatMap(part => part.text && !part.thoughtSignature
      ? halves(part.text).map(half => ({ ...part, text: half }))
      : [part]);
    return pieces.map((part, index) => ({
      candidates: [{
        content: { role: 'model', parts: [part] }, index: 0,
        ...(index === pieces.length - 1 && { finishReason: 'STOP' }),
      }],
      usageMetadata: index === pieces.length - 1 ? geminiUsage : { promptTokenCount: 7, totalTokenCount: 7 },
      modelVersion: 'gemini-x', responseId: 'r1',
    }));
  },
};

function itemEvents(item, at) {
  const { output_index } = at;
  const done = { type: 'response.output_item.done', output_index, item };
  switch (item.type) {
    case 'reasoning': {
      const text = item.summary[0].text;
      const part = { ...at, summary_index: 0 };
      return [
        { type: 'response.output_item.added', output_index, item: { ...item, status: 'in_progress', summary: [], encrypted_content: null } },
        { type: 'response.reasoning_summary_part.added', ...part, part: { type: 'summary_text', text: '' } },
        ...halves(text).map(delta => ({ type: 'response.reasoning_summary_text.delta', ...part, delta })),
        { type: 'response.reasoning_summary_text.done', ...part, text },
        { type: 'response.reasoning_summary_part.done', ...part, part: { type: 'summary_text', text } },
        done,
      ];
    }
    case 'message': {
      const [content] = item.content;
      const part = { ...at, content_index: 0 };
      return [
        { type: 'response.output_item.added', output_index, item: { ...item, status: 'in_progress', content: [] } },
        { type: 'response.content_part.added', ...part, part: { ...content, text: '' } },
        ...halves(content.text).map(delta => ({ type: 'response.output_text.delta', ...part, delta, logprobs: [] })),
        { type: 'response.output_text.done', ...part, text: content.text, logprobs: [] },
        { type: 'response.content_part.done', ...part, part: content },
        done,
      ];
    }
    default:
      return [
        { type: 'response.output_item.added', output_index, item: { ...item, status: 'in_progress', arguments: '' } },
        ...halves(item.arguments).map(delta => ({ type: 'response.function_call_arguments.delta', ...at, delta })),
        { type: 'response.function_call_arguments.done', ...at, name: item.name, arguments: item.arguments },
        done,
      ];
  }
}

function blockEvents(block, index) {
  const [empty, deltas] = {
    thinking: () => [
      { ...block, thinking: '', signature: '' },
      [...halves(block.thinking).map(thinking => ({ type: 'thinking_delta', thinking })), { type: 'signature_delta', signature: block.signature }],
    ],
    text: () => [{ ...block, text: '' }, halves(block.text).map(text => ({ type: 'text_delta', text }))],
    tool_use: () => [
      { ...block, input: {} },
      halves(JSON.stringify(block.input)).map(partial_json => ({ type: 'input_json_delta', partial_json })),
    ],
  }[block.type]();
  return [
    { type: 'content_block_start', index, content_block: empty },
    ...deltas.map(delta => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ];
}

const tooMany = 'Too many of you';
const openAiError = { error: { message: tooMany, type: 'requests', param: null, code: 'rate_limit_exceeded' } };
const errors = {
  chat: openAiError,
  responses: openAiError,
  messages: { type: 'error', error: { type: 'rate_limit_error', message: tooMany }, request_id: 'req_1' },
  gemini: { error: { code: 429, message: tooMany, status: 'RESOURCE_EXHAUSTED' } },
};
