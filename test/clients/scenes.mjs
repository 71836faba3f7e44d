// The scenes that every client plays with every provider, plain and streamed. A client is
//   { name, finishes: { stop, tool }, thoughts, ask(model, scene, stream), refused(error) }
// where `ask` gives what the user of its SDK sees,
//   { text, calls: [{ name, args }], thought, usage: [input, output], finish, result(text), say(scene) }
// and the last two go on with the conversation.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startGateway } from './gateway.mjs';
import { signature, startProvider, thought, weather } from './provider.mjs';

export const schema = { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'], additionalProperties: false };
export const tool = {
  name: weather.name,
  description: 'The weather in a city',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false },
};
/** A picture of one point, in base64. */
export const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const models = { 'only-chat': 'chat', 'only-responses': 'responses', messages: 'messages', gemini: 'gemini' };

/** Declares the tests; `clientsAt(address)` makes the clients of a gateway, `names` are theirs. */
export function play(names, clientsAt) {
  let provider, gateway, clients, failure;
  // A hook that fails cancels the tests without a word of why, so each of them says it.
  before(async () => {
    try {
      provider = await startProvider();
      gateway = await startGateway(provider.address);
      clients = clientsAt(gateway.address);
    } catch (error) {
      failure = error;
    }
  });
  after(async () => {
    await gateway?.stop();
    await provider?.stop();
  });

  for (const name of names)
    for (const [model, dialect] of Object.entries(models))
      for (const stream of [false, true])
        describe(`${name} to ${model}, ${stream ? 'streamed' : 'plain'}`, ({ name: title }) => {
          // Reports name a test without what it is in.
          const test = (scene, run) => it(`${title}: ${scene}`, run);
          const client = () => {
            if (failure) throw failure;
            return clients[name];
          };
          const ask = async scene => {
            const seen = await client().ask(model, scene, stream);
            const request = provider.requests.at(-1);
            assert.deepEqual([request.dialect, request.stream, request.scene], [dialect, stream, scene]);
            return seen;
          };
          const says = (seen, text) => {
            assert.equal(seen.text, text);
            assert.deepEqual(seen.calls, []);
            assert.equal(seen.finish, client().finishes.stop);
            assert.deepEqual(seen.usage, [7, 3]);
          };

          test('text', async () => says(await ask('text'), 'Hello world'));

          test('tool', async () => {
            const first = await ask('tool');
            assert.deepEqual(first.calls, [weather]);
            assert.equal(first.finish, client().finishes.tool);
            assert.deepEqual(first.usage, [7, 3]);
            says(await first.result('sunny'), 'It is sunny');
          });

          test('json', async () => {
            says(await ask('json'), '{"a":1}');
            assert.match(JSON.stringify(provider.requests.at(-1).body), /"properties":\{"a":\{"type":"integer"/i);
          });

          test('image', async () => says(await ask('image'), 'image/png'));

          test('think', async () => {
            const first = await ask('think');
            says(first, 'Hello world');
            if (client().thoughts) assert.equal(first.thought, thought);
            says(await first.say('text'), 'Hello world');
            if (client().thoughts && dialect !== 'chat')
              assert.ok(JSON.stringify(provider.requests.at(-1).body.messages ?? provider.requests.at(-1).body).includes(signature), 'the signature went back');
          });

          test('error', async () => {
            const refusal = await client().ask(model, 'error', stream).then(() => assert.fail('It was answered'), error => error);
            client().refused(refusal);
          });
        });
}
