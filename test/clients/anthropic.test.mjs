// @anthropic-ai/sdk: Messages.
import Anthropic, { APIError, AuthenticationError, BadRequestError, InternalServerError, NotFoundError, RateLimitError } from '@anthropic-ai/sdk';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import { testClient } from './scenes.mjs';

const connect = (baseURL, apiKey) => new Anthropic({ apiKey, baseURL, maxRetries: 0 });
const classes = { 400: BadRequestError, 401: AuthenticationError, 404: NotFoundError, 429: RateLimitError, 500: InternalServerError };

testClient('anthropic messages', {
  family: 'claude-sonnet-4-5',
  keepsSignatures: true,
  finish: { stop: 'end_turn', calls: 'tool_use', length: 'max_tokens', filtered: 'refusal' },
  isFailure: (error, status) => error instanceof classes[status] && error.status === status,
  isBroken: error => error instanceof APIError,
  async lists(address, key) {
    const names = [];
    for await (const { id } of connect(address, key).models.list()) names.push(id);
    return names;
  },
  connect(address, key) {
    const { messages } = connect(address, key);
    return {
      async ask(model, turn, streamed) {
        const body = bodyOf(model, turn);
        const message = streamed ? await messages.stream(body).finalMessage()
          : await (turn.format ? messages.parse(body) : messages.create(body));
        const { content, usage } = message;
        const all = (type, member) => content.filter(block => block.type === type).map(block => block[member]).join('');
        return {
          text: all('text', 'text'),
          json: message.parsed_output,
          thought: all('thinking', 'thinking'),
          calls: content.filter(({ type }) => type === 'tool_use').map(({ id, name, input }) => ({ id, name, args: input })),
          finish: message.stop_reason,
          usage: {
            input: usage.input_tokens + usage.cache_read_input_tokens,
            cached: usage.cache_read_input_tokens,
            output: usage.output_tokens,
          },
          messages: [...body.messages, { role: 'assistant', content }],
        };
      },
    };
  },
});

function bodyOf(model, { system, prompt, image, file, format, limit, temperature, thinks, tools, choice, results, before }) {
  const media = [['image', image], ['document', file]].filter(([, one]) => one)
    .map(([type, one]) => ({ type, source: { type: 'base64', media_type: one.type, data: one.data } }));
  return {
    model,
    max_tokens: limit ?? 4096,
    temperature,
    ...(choice && { tool_choice: { type: 'tool', name: choice } }),
    ...(system && { system }),
    messages: [
      ...(before?.messages ?? []),
      {
        role: 'user',
        content: results?.map(({ id, content }) => ({ type: 'tool_result', tool_use_id: id, content })) ?? [...media, { type: 'text', text: prompt }],
      },
    ],
    ...(format && { output_config: { format: zodOutputFormat(format) } }),
    ...(thinks && { thinking: { type: 'enabled', budget_tokens: 2048 } }),
    ...(tools && { tools: tools.map(({ name, description, schema }) => ({ name, description, input_schema: schema })) }),
  };
}
