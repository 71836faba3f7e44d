// openai: Chat Completions and Responses.
import OpenAI, { APIError, AuthenticationError, BadRequestError, InternalServerError, NotFoundError, RateLimitError } from 'openai';
import { zodResponseFormat, zodTextFormat } from 'openai/helpers/zod';
import { testClient } from './scenes.mjs';

const urlOf = ({ type, data }) => `data:${type};base64,${data}`;
const connect = (address, apiKey) => new OpenAI({ apiKey, baseURL: `${address}/v1`, maxRetries: 0 });

const classes = { 400: BadRequestError, 401: AuthenticationError, 404: NotFoundError, 429: RateLimitError, 500: InternalServerError };
const errors = {
  isFailure: (error, status) => error instanceof classes[status] && error.status === status,
  isBroken: error => error instanceof APIError,
};

testClient('openai chat', {
  ...errors,
  family: 'gpt-5',
  keepsSignatures: true,
  finish: { stop: 'stop', calls: 'tool_calls', length: 'length', filtered: 'content_filter' },
  lists: async (address, key) => (await connect(address, key).models.list()).data.map(({ id }) => id),
  connect(address, key) {
    const { completions } = connect(address, key).chat;
    return {
      async ask(model, turn, streamed) {
        const body = chatBody(model, turn);
        const { answer, more } = streamed ? await streamChat(completions, body)
          : { answer: await (turn.format ? completions.parse(body) : completions.create(body)) };
        const [{ message, finish_reason: finish }] = answer.choices;
        Object.assign(message, more);
        return {
          text: message.content,
          json: message.parsed,
          thought: message.reasoning_content,
          calls: message.tool_calls?.map(call => ({ id: call.id, name: call.function.name, args: JSON.parse(call.function.arguments) })),
          finish,
          usage: {
            input: answer.usage.prompt_tokens,
            cached: answer.usage.prompt_tokens_details?.cached_tokens,
            output: answer.usage.completion_tokens,
            thought: answer.usage.completion_tokens_details?.reasoning_tokens,
          },
          messages: [...body.messages, message],
        };
      },
    };
  },
});

function chatBody(model, { system, prompt, image, file, format, limit, temperature, thinks, tools, choice, results, before }) {
  const media = [
    ...(image ? [{ type: 'image_url', image_url: { url: urlOf(image) } }] : []),
    ...(file ? [{ type: 'file', file: { filename: file.name, file_data: urlOf(file) } }] : []),
  ];
  return {
    model,
    messages: [
      ...(before?.messages ?? []),
      ...(system ? [{ role: 'developer', content: system }] : []),
      ...(prompt ? [{ role: 'user', content: media.length ? [{ type: 'text', text: prompt }, ...media] : prompt }] : []),
      ...(results ?? []).map(({ id, content }) => ({ role: 'tool', tool_call_id: id, content })),
    ],
    temperature,
    ...(limit && { max_completion_tokens: limit }),
    ...(choice && { tool_choice: { type: 'function', function: { name: choice } } }),
    ...(format && { response_format: zodResponseFormat(format, 'person') }),
    ...(thinks && { reasoning_effort: 'low' }),
    ...(tools && { tools: tools.map(({ name, description, schema }) => ({ type: 'function', function: { name, description, parameters: schema } })) }),
  };
}

// The helper joins what OpenAI has; what others add to a message is joined by who wants it.
async function streamChat(completions, body) {
  const more = {};
  const stream = completions.stream({ ...body, stream_options: { include_usage: true } });
  stream.on('chunk', ({ choices: [choice] }) => {
    const { reasoning_content: thought, reasoning_details: details, tool_calls: calls } = choice?.delta ?? {};
    if (thought) more.reasoning_content = (more.reasoning_content ?? '') + thought;
    for (const detail of details ?? []) (more.reasoning_details ??= []).push(detail);
  });
  return { answer: await stream.finalChatCompletion(), more };
}

// An error in a stream is a response that has failed, or an event: the SDK hands out the one and throws the other.
class FailedResponse extends Error {
  constructor({ message, code }) {
    super(message);
    this.code = code;
  }
}

testClient('openai responses', {
  ...errors,
  isBroken: error => error instanceof FailedResponse && !!error.code || error.type === 'error',
  family: 'gpt-5',
  keepsSignatures: true,
  finish: { stop: 'completed', calls: 'completed', length: 'incomplete: max_output_tokens', filtered: 'incomplete: content_filter' },
  connect(address, key) {
    const { responses } = connect(address, key);
    return {
      async ask(model, turn, streamed) {
        const body = responsesBody(model, turn);
        const response = streamed ? await responses.stream(body).finalResponse()
          : await (turn.format ? responses.parse(body) : responses.create(body));
        if (response.status === 'failed') throw new FailedResponse(response.error);
        const { output, usage } = response;
        return {
          text: response.output_text,
          json: response.output_parsed,
          thought: output.filter(({ type }) => type === 'reasoning').flatMap(({ summary }) => summary.map(({ text }) => text)).join(''),
          calls: output.filter(({ type }) => type === 'function_call')
            .map(call => ({ id: call.call_id, name: call.name, args: JSON.parse(call.arguments) })),
          finish: [response.status, response.incomplete_details?.reason].filter(Boolean).join(': '),
          usage: {
            input: usage.input_tokens,
            cached: usage.input_tokens_details.cached_tokens,
            output: usage.output_tokens,
            thought: usage.output_tokens_details.reasoning_tokens,
          },
          input: [...body.input, ...output],
        };
      },
    };
  },
});

function responsesBody(model, { system, prompt, image, file, format, limit, temperature, thinks, tools, choice, results, before }) {
  const media = [
    ...(image ? [{ type: 'input_image', image_url: urlOf(image), detail: 'auto' }] : []),
    ...(file ? [{ type: 'input_file', filename: file.name, file_data: urlOf(file) }] : []),
  ];
  return {
    model,
    store: false,
    ...(system && { instructions: system }),
    input: [
      ...(before?.input ?? []),
      ...(prompt ? [{ role: 'user', content: [{ type: 'input_text', text: prompt }, ...media] }] : []),
      ...(results ?? []).map(({ id, content }) => ({ type: 'function_call_output', call_id: id, output: content })),
    ],
    temperature,
    ...(limit && { max_output_tokens: limit }),
    ...(choice && { tool_choice: { type: 'function', name: choice } }),
    ...(format && { text: { format: zodTextFormat(format, 'person') } }),
    ...(thinks && { reasoning: { effort: 'low', summary: 'auto' }, include: ['reasoning.encrypted_content'] }),
    ...(tools && { tools: tools.map(({ name, description, schema }) => ({ type: 'function', name, description, parameters: schema, strict: true })) }),
  };
}
