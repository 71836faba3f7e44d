// @anthropic-ai/sdk: Messages.
import Anthropic, { APIError, AuthenticationError, NotFoundError, RateLimitError } from '@anthropic-ai/sdk';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import { testClient } from './scenes.mjs';

const classes = { 401: AuthenticationError, 404: NotFoundError, 429: RateLimitError };

testClient('anthropic messages', {
  family: 'claude-sonnet-4-5',
  keepsSignatures: true,
  finish: { stop: 'end_turn', calls: 'tool_use', length: 'max_tokens' },
  isFailure: (error, status) => error instanceof classes[status] && error.status === status,
  isBroken: error => error instanceof APIError,
  connect(baseURL, apiKey) {
    const { messages } = new Anthropic({ apiKey, baseURL, maxRetries: 0 });
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

function bodyOf(model, { system, prompt, image, format, limit, thinks, tools, results, before }) {
  const pictures = image ? [{ type: 'image', source: { type: 'base64', media_type: image.type, data: image.data } }] : [];
  return {
    model,
    max_tokens: limit ?? 4096,
    ...(system && { system }),
    messages: [
      ...(before?.messages ?? []),
      {
        role: 'user',
        content: results?.map(({ id, content }) => ({ type: 'tool_result', tool_use_id: id, content })) ?? [...pictures, { type: 'text', text: prompt }],
      },
    ],
    ...(format && { output_config: { format: zodOutputFormat(format) } }),
    ...(thinks && { thinking: { type: 'enabled', budget_tokens: 2048 } }),
    ...(tools && { tools: tools.map(({ name, description, schema }) => ({ name, description, input_schema: schema })) }),
  };
}
