import assert from 'node:assert/strict';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogle } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { APICallError, generateText, jsonSchema, Output, streamText, tool as aTool } from 'ai';
import { key } from './gateway.mjs';
import { play, png, schema, tool } from './scenes.mjs';

globalThis.AI_SDK_LOG_WARNINGS = false;

play(['ai chat', 'ai responses', 'ai anthropic', 'ai google'], address => {
  const openai = createOpenAI({ baseURL: `${address}/v1`, apiKey: key });
  const anthropic = createAnthropic({ baseURL: `${address}/v1`, apiKey: key });
  const google = createGoogle({ baseURL: `${address}/v1beta`, apiKey: key });
  return {
    // Its Chat knows no thoughts.
    'ai chat': client(model => openai.chat(model), false),
    'ai responses': client(model => openai.responses(model), true, {
      openai: { store: false, forceReasoning: true, reasoningEffort: 'low', reasoningSummary: 'auto', include: ['reasoning.encrypted_content'] },
    }),
    'ai anthropic': client(model => anthropic(model), true, { anthropic: { thinking: { type: 'enabled', budgetTokens: 1024 } } }),
    'ai google': client(model => google(model), true, { google: { thinkingConfig: { includeThoughts: true, thinkingBudget: 1024 } } }),
  };
});

function client(modelOf, thoughts, thinking) {
  async function turn(model, scene, stream, messages) {
    const request = {
      model: modelOf(model), messages, maxRetries: 0,
      ...(scene === 'tool' && { tools: { [tool.name]: aTool({ description: tool.description, inputSchema: jsonSchema(tool.parameters) }) } }),
      ...(scene === 'json' && { output: Output.object({ schema: jsonSchema(schema) }) }),
      ...(scene === 'think' && { providerOptions: thinking }),
    };
    const seen = stream ? await streamed(request) : await generateText(request);
    if (scene === 'json') assert.deepEqual(await seen.output, { a: 1 });
    const [calls, { messages: said }, usage] = [await seen.toolCalls, await seen.response, await seen.usage];
    return {
      text: await seen.text,
      calls: calls.map(call => ({ name: call.toolName, args: call.input })),
      thought: await seen.reasoningText,
      usage: [usage.inputTokens, usage.outputTokens],
      finish: await seen.finishReason,
      result: value => turn(model, scene, stream, [...messages, ...said, {
        role: 'tool',
        content: [{ type: 'tool-result', toolCallId: calls[0].toolCallId, toolName: calls[0].toolName, output: { type: 'text', value } }],
      }]),
      say: next => turn(model, scene, stream, [...messages, ...said, { role: 'user', content: next }]),
    };
  }

  // A stream tells of an error to a callback only.
  async function streamed(request) {
    let failure;
    const result = streamText({ ...request, onError({ error }) { failure = error; } });
    await result.consumeStream();
    if (failure) throw failure;
    return result;
  }

  return {
    finishes: { stop: 'stop', tool: 'tool-calls' },
    thoughts,
    refused(error) {
      assert.ok(APICallError.isInstance(error), String(error));
      assert.equal(error.statusCode, 429);
      assert.equal(error.isRetryable, true);
      assert.match(error.message, /Too many of you/);
    },
    ask: (model, scene, stream) => turn(model, scene, stream, [{
      role: 'user',
      content: scene === 'image'
        ? [{ type: 'file', data: Buffer.from(png, 'base64'), mediaType: 'image/png' }, { type: 'text', text: scene }]
        : scene,
    }]),
  };
}
