import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { key } from './gateway.mjs';
import { play, png, schema, tool } from './scenes.mjs';

play(['openai chat', 'openai responses'], address => {
  const openai = new OpenAI({ baseURL: `${address}/v1`, apiKey: key, maxRetries: 0 });
  return { 'openai chat': chat(openai), 'openai responses': responses(openai) };
});

function refused(error) {
  assert.ok(error instanceof OpenAI.RateLimitError, String(error));
  assert.equal(error.status, 429);
  assert.match(error.message, /Too many of you/);
}

function chat(openai) {
  // The SDK puts the pieces of the members it knows together; of others it keeps the last piece, so thoughts are gathered here.
  async function streamed(request) {
    let reasoning_content = '';
    const running = openai.chat.completions.stream({ ...request, stream_options: { include_usage: true } });
    running.on('chunk', chunk => { reasoning_content += chunk.choices[0]?.delta.reasoning_content ?? ''; });
    const completion = await running.finalChatCompletion();
    if (reasoning_content) completion.choices[0].message.reasoning_content = reasoning_content;
    return completion;
  }

  async function turn(model, scene, stream, messages) {
    const request = {
      model, messages,
      ...(scene === 'tool' && { tools: [{ type: 'function', function: tool }] }),
      ...(scene === 'json' && { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema, strict: true } } }),
      ...(scene === 'think' && { reasoning_effort: 'low' }),
    };
    const completion = stream ? await streamed(request) : await openai.chat.completions.create(request);
    const [{ message, finish_reason }] = completion.choices;
    const calls = message.tool_calls ?? [];
    return {
      text: message.content,
      calls: calls.map(call => ({ name: call.function.name, args: JSON.parse(call.function.arguments) })),
      thought: message.reasoning_content,
      usage: [completion.usage.prompt_tokens, completion.usage.completion_tokens],
      finish: finish_reason,
      result: content => turn(model, scene, stream, [...messages, message, { role: 'tool', tool_call_id: calls[0].id, content }]),
      say: next => turn(model, scene, stream, [...messages, message, { role: 'user', content: next }]),
    };
  }

  return {
    finishes: { stop: 'stop', tool: 'tool_calls' },
    thoughts: true,
    refused,
    ask: (model, scene, stream) => turn(model, scene, stream, [{
      role: 'user',
      content: scene === 'image'
        ? [{ type: 'image_url', image_url: { url: `data:image/png;base64,${png}` } }, { type: 'text', text: scene }]
        : scene,
    }]),
  };
}

function responses(openai) {
  async function turn(model, scene, stream, input) {
    const request = {
      model, input, store: false,
      ...(scene === 'tool' && { tools: [{ type: 'function', strict: true, ...tool }] }),
      ...(scene === 'json' && { text: { format: { type: 'json_schema', name: 'answer', schema, strict: true } } }),
      ...(scene === 'think' && { reasoning: { effort: 'low', summary: 'auto' }, include: ['reasoning.encrypted_content'] }),
    };
    const response = stream
      ? await openai.responses.stream(request).finalResponse()
      : await openai.responses.create(request);
    const calls = response.output.filter(item => item.type === 'function_call');
    const said = response.output.map(({ parsed_arguments, ...item }) => item);
    return {
      text: response.output_text,
      calls: calls.map(call => ({ name: call.name, args: JSON.parse(call.arguments) })),
      thought: response.output.filter(item => item.type === 'reasoning').flatMap(item => item.summary).map(part => part.text).join(''),
      usage: [response.usage.input_tokens, response.usage.output_tokens],
      finish: response.status,
      result: output => turn(model, scene, stream, [...input, ...said, { type: 'function_call_output', call_id: calls[0].call_id, output }]),
      say: next => turn(model, scene, stream, [...input, ...said, { role: 'user', content: next }]),
    };
  }

  return {
    finishes: { stop: 'completed', tool: 'completed' },
    thoughts: true,
    refused,
    ask: (model, scene, stream) => turn(model, scene, stream, [{
      role: 'user',
      content: scene === 'image'
        ? [{ type: 'input_image', image_url: `data:image/png;base64,${png}`, detail: 'auto' }, { type: 'input_text', text: scene }]
        : scene,
    }]),
  };
}
