// @google/genai: generateContent.
import { ApiError, GoogleGenAI } from '@google/genai';
import { z } from 'zod';
import { testClient } from './scenes.mjs';

const connect = (baseUrl, apiKey) => new GoogleGenAI({ apiKey, httpOptions: { baseUrl } });

testClient('google genai', {
  family: 'gemini-3-pro-preview',
  keepsSignatures: true,
  finish: { stop: 'STOP', calls: 'STOP', length: 'MAX_TOKENS', filtered: 'SAFETY' },
  isFailure: (error, status) => error instanceof ApiError && error.status === status,
  isBroken: error => error instanceof ApiError,
  async lists(address, key) {
    const names = [];
    for await (const { name } of await connect(address, key).models.list()) names.push(name.replace(/^models\//, ''));
    return names;
  },
  connect(address, key) {
    const { models } = connect(address, key);
    return {
      async ask(model, turn, streamed) {
        const body = bodyOf(model, turn);
        const pieces = [];
        if (streamed) for await (const piece of await models.generateContentStream(body)) pieces.push(piece);
        else pieces.push(await models.generateContent(body));
        const parts = pieces.flatMap(({ candidates }) => candidates?.[0]?.content?.parts ?? []);
        const texts = thought => parts.filter(part => part.text && !!part.thought === thought).map(({ text }) => text).join('');
        const usage = pieces.at(-1).usageMetadata;
        return {
          text: texts(false),
          get json() { return turn.format.parse(JSON.parse(texts(false))); },
          thought: texts(true),
          calls: parts.filter(part => part.functionCall).map(({ functionCall: { id, name, args } }) => ({ id, name, args })),
          finish: pieces.at(-1).candidates[0].finishReason,
          usage: {
            input: usage.promptTokenCount,
            cached: usage.cachedContentTokenCount,
            output: usage.candidatesTokenCount + (usage.thoughtsTokenCount ?? 0),
            thought: usage.thoughtsTokenCount,
          },
          contents: [...body.contents, { role: 'model', parts }],
        };
      },
    };
  },
});

function bodyOf(model, { system, prompt, image, file, format, limit, temperature, thinks, tools, choice, results, before }) {
  const media = [image, file].filter(Boolean).map(({ type, data }) => ({ inlineData: { mimeType: type, data } }));
  return {
    model,
    contents: [
      ...(before?.contents ?? []),
      {
        role: 'user',
        parts: results?.map(({ id, name, content }) => ({ functionResponse: { id, name, response: { output: content } } })) ?? [...media, { text: prompt }],
      },
    ],
    config: {
      temperature,
      ...(choice && { toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: [choice] } } }),
      ...(system && { systemInstruction: system }),
      ...(limit && { maxOutputTokens: limit }),
      ...(format && { responseMimeType: 'application/json', responseJsonSchema: z.toJSONSchema(format) }),
      ...(thinks && { thinkingConfig: { includeThoughts: true, thinkingBudget: 2048 } }),
      ...(tools && { tools: [{ functionDeclarations: tools.map(({ name, description, schema }) => ({ name, description, parametersJsonSchema: schema })) }] }),
    },
  };
}
