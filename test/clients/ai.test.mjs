// ai (Vercel): the same calls over its providers for OpenAI (Responses and Chat), Anthropic and Google.
import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { APICallError, generateText, jsonSchema, Output, streamText, tool } from 'ai';
import { testClient } from './scenes.mjs';

globalThis.AI_SDK_LOG_WARNINGS = false;

const families = {
  'ai with openai responses': {
    family: 'gpt-5',
    leavesTemperatureOut: true,
    keepsSignatures: true,
    models: (address, apiKey) => createOpenAI({ apiKey, baseURL: `${address}/v1` }),
    options: { openai: { store: false } },
    thinking: { openai: { store: false, reasoningEffort: 'low', reasoningSummary: 'auto', include: ['reasoning.encrypted_content'] } },
  },
  'ai with openai chat': {
    family: 'gpt-5',
    leavesTemperatureOut: true,
    keepsSignatures: false,
    hidesThoughts: true,
    models: (address, apiKey) => createOpenAI({ apiKey, baseURL: `${address}/v1` }).chat,
    thinking: { openai: { reasoningEffort: 'low' } },
  },
  'ai with anthropic': {
    family: 'claude-sonnet-4-5',
    keepsSignatures: true,
    models: (address, apiKey) => createAnthropic({ apiKey, baseURL: `${address}/v1` }),
    thinking: { anthropic: { thinking: { type: 'enabled', budgetTokens: 2048 } } },
  },
  'ai with google': {
    family: 'gemini-3-pro-preview',
    keepsSignatures: true,
    models: (address, apiKey) => createGoogleGenerativeAI({ apiKey, baseURL: `${address}/v1beta` }),
    thinking: { google: { thinkingConfig: { includeThoughts: true, thinkingBudget: 2048 } } },
  },
};

for (const [name, { models, options, thinking, hidesThoughts, ...client }] of Object.entries(families)) {
  testClient(name, {
    ...client,
    finish: { stop: 'stop', calls: 'tool-calls', length: 'length', filtered: 'content-filter' },
    isFailure: (error, status) => APICallError.isInstance(error) && error.statusCode === status,
    isBroken: error => error !== undefined,
    connect(address, key) {
      const provider = models(address, key);
      return {
        async ask(model, turn, streamed) {
          const request = { model: provider(model), maxRetries: 0, ...requestOf(turn), providerOptions: turn.thinks ? thinking : options };
          const result = streamed ? await stream(request) : await generateText(request);
          const usage = result.totalUsage;
          return {
            text: result.text,
            get json() { return result.output; },
            ...(!hidesThoughts && { thought: result.reasoningText ?? '' }),
            calls: result.toolCalls.map(({ toolCallId: id, toolName: name, input: args }) => ({ id, name, args })),
            finish: result.finishReason,
            usage: {
              input: usage.inputTokens,
              cached: usage.inputTokenDetails?.cacheReadTokens,
              output: usage.outputTokens,
              thought: usage.outputTokenDetails?.reasoningTokens,
            },
            messages: [...request.messages, ...result.response.messages],
          };
        },
      };
    },
  });
}

// A stream hands its error to a callback, and what waits for its end hears of it later, if at all.
async function stream(request) {
  const failures = [];
  const result = streamText({ ...request, onError: ({ error }) => failures.push(error) });
  await result.consumeStream();
  if (failures.length > 0) throw failures[0];
  const { text, reasoningText, toolCalls, finishReason, totalUsage, response } = result;
  const seen = {};
  for (const [name, value] of Object.entries({ text, reasoningText, toolCalls, finishReason, totalUsage, response })) seen[name] = await value;
  return request.output ? { ...seen, output: await result.output } : seen;
}

const requestOf = ({ system, prompt, image, file, format, limit, temperature, tools, choice, results, before }) => {
  const media = [
    ...(image ? [{ type: 'image', image: image.data, mediaType: image.type }] : []),
    ...(file ? [{ type: 'file', data: file.data, mediaType: file.type, filename: file.name }] : []),
  ];
  return {
    system,
    maxOutputTokens: limit,
    temperature,
    ...(choice && { toolChoice: { type: 'tool', toolName: choice } }),
    messages: [
      ...(before?.messages ?? []),
      ...(prompt ? [{ role: 'user', content: [{ type: 'text', text: prompt }, ...media] }] : []),
      ...(results ? [{
        role: 'tool',
        content: results.map(({ id, name, content }) => ({ type: 'tool-result', toolCallId: id, toolName: name, output: { type: 'text', value: content } })),
      }] : []),
    ],
    ...(format && { output: Output.object({ schema: format }) }),
    ...(tools && { tools: Object.fromEntries(tools.map(({ name, description, schema }) => [name, tool({ description, inputSchema: jsonSchema(schema) })])) }),
  };
};
