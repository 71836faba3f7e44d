import assert from 'node:assert/strict';
import { ApiError, GoogleGenAI } from '@google/genai';
import { key } from './gateway.mjs';
import { play, png, schema, tool } from './scenes.mjs';

play(['google'], address => {
  const google = new GoogleGenAI({ apiKey: key, httpOptions: { baseUrl: address } });

  async function turn(model, scene, stream, contents) {
    const request = {
      model, contents,
      config: {
        ...(scene === 'tool' && {
          tools: [{ functionDeclarations: [{ name: tool.name, description: tool.description, parametersJsonSchema: tool.parameters }] }],
        }),
        ...(scene === 'json' && { responseMimeType: 'application/json', responseJsonSchema: schema }),
        ...(scene === 'think' && { thinkingConfig: { includeThoughts: true, thinkingBudget: 1024 } }),
      },
    };
    const pieces = [];
    if (stream) for await (const piece of await google.models.generateContentStream(request)) pieces.push(piece);
    else pieces.push(await google.models.generateContent(request));

    const last = pieces.at(-1);
    const parts = pieces.flatMap(piece => piece.candidates?.[0]?.content?.parts ?? []);
    const calls = pieces.flatMap(piece => piece.functionCalls ?? []);
    const next = said => turn(model, scene, stream, [...contents, { role: 'model', parts }, { role: 'user', parts: said }]);
    return {
      text: parts.filter(part => !part.thought).map(part => part.text ?? '').join(''),
      calls: calls.map(call => ({ name: call.name, args: call.args })),
      thought: parts.filter(part => part.thought).map(part => part.text ?? '').join(''),
      usage: [last.usageMetadata.promptTokenCount, last.usageMetadata.candidatesTokenCount],
      finish: last.candidates[0].finishReason,
      result: text => next([{ functionResponse: { id: calls[0].id, name: calls[0].name, response: { output: text } } }]),
      say: text => next([{ text }]),
    };
  }

  return {
    google: {
      finishes: { stop: 'STOP', tool: 'STOP' },
      thoughts: true,
      refused(error) {
        assert.ok(error instanceof ApiError, String(error));
        assert.equal(error.status, 429);
        assert.match(error.message, /RESOURCE_EXHAUSTED/);
        assert.match(error.message, /Too many of you/);
      },
      ask: (model, scene, stream) => turn(model, scene, stream, [{
        role: 'user',
        parts: [...(scene === 'image' ? [{ inlineData: { mimeType: 'image/png', data: png } }] : []), { text: scene }],
      }]),
    },
  };
});
