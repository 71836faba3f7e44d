import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import { key } from './gateway.mjs';
import { play, png, schema, tool } from './scenes.mjs';

play(['anthropic'], address => {
  const anthropic = new Anthropic({ baseURL: address, apiKey: key, maxRetries: 0 });

  async function turn(model, scene, stream, messages) {
    const request = {
      model, messages, max_tokens: 2048,
      ...(scene === 'tool' && { tools: [{ name: tool.name, description: tool.description, input_schema: tool.parameters }] }),
      ...(scene === 'json' && { output_config: { format: { type: 'json_schema', schema } } }),
      ...(scene === 'think' && { thinking: { type: 'enabled', budget_tokens: 1024 } }),
    };
    const message = stream ? await anthropic.messages.stream(request).finalMessage() : await anthropic.messages.create(request);
    const { content, usage, stop_reason } = message;
    const calls = content.filter(block => block.type === 'tool_use');
    const next = said => turn(model, scene, stream, [...messages, { role: 'assistant', content }, { role: 'user', content: said }]);
    return {
      text: content.filter(block => block.type === 'text').map(block => block.text).join(''),
      calls: calls.map(call => ({ name: call.name, args: call.input })),
      thought: content.filter(block => block.type === 'thinking').map(block => block.thinking).join(''),
      usage: [usage.input_tokens, usage.output_tokens],
      finish: stop_reason,
      result: text => next([{ type: 'tool_result', tool_use_id: calls[0].id, content: text }]),
      say: next,
    };
  }

  return {
    anthropic: {
      finishes: { stop: 'end_turn', tool: 'tool_use' },
      thoughts: true,
      refused(error) {
        assert.ok(error instanceof Anthropic.RateLimitError, String(error));
        assert.equal(error.status, 429);
        assert.equal(error.error.error.type, 'rate_limit_error');
        assert.match(error.message, /Too many of you/);
      },
      ask: (model, scene, stream) => turn(model, scene, stream, [{
        role: 'user',
        content: scene === 'image'
          ? [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } }, { type: 'text', text: scene }]
          : scene,
      }]),
    },
  };
});
