// What every client goes through with every provider, streamed and not. A client is what one API of an SDK makes of it:
//   family                    the models whose names its SDK expects
//   finish                    its words for `stop`, `calls`, `length` and `filtered`
//   connect(address, key)     gives `ask(model, turn, streamed)`, which answers what a user of the SDK sees
//   keepsSignatures           the SDK gives signatures of thoughts to its user, and takes them back
//   leavesTemperatureOut      the SDK knows that these models take none
//   lists(address, key)       the names of the models that the SDK lists; missing where it cannot
//   isFailure(error, status)  whether it is the error that the SDK throws for an answer with this status
//   isBroken(error)           whether it is what the SDK throws for a stream that tells an error
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { key, modelOf, startGateway } from './gateway.mjs';
import { breaks, loses, protocols, refuses, says, ScriptedProvider } from './scripted-provider.mjs';

export const Person = z.object({ name: z.string(), age: z.number() });
export const weather = {
  name: 'get_weather',
  description: 'The weather of a city',
  schema: {
    type: 'object',
    properties: { city: { type: 'string', description: 'Where' }, days: { type: 'integer' } },
    required: ['city', 'days'],
    additionalProperties: false,
  },
};

const pdf = Buffer.from('%PDF-1.4\n%%EOF').toString('base64');
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const patience = { timeout: 20_000 };
const usage = { input: 20, cached: 8, output: 9, thought: 0 };
const calls = [
  { name: weather.name, args: { city: 'Paris', days: 3 } },
  { name: weather.name, args: { city: 'Zürich "Nord"\n', days: 1 } },
];

const scenes = {
  'says a text': async ({ ask, client, provider, asked, protocol }) => {
    provider.script(says({ text: 'Grüezi, "Welt" 🌍\n', finish: 'stop', usage }));

    const seen = await ask({ system: 'Be brief.', prompt: 'Say hello.', limit: 4000, temperature: 0.5 });

    assert.equal(seen.text, 'Grüezi, "Welt" 🌍\n');
    assert.equal(seen.finish, client.finish.stop);
    assertUsage(seen, usage);
    const { system, prompt, limit, temperature } = asked();
    assert.deepEqual({ system, prompt, limit }, { system: 'Be brief.', prompt: 'Say hello.', limit: 4000 });
    assert.equal(temperature, client.leavesTemperatureOut ? undefined : 0.5);
    assert.equal(provider.requests.length, 1, protocol);
  },

  'runs into its limit': async ({ ask, client, provider, asked }) => {
    provider.script(says({ text: 'Once upon a', finish: 'length', usage }));

    const seen = await ask({ prompt: 'Tell me a story.', limit: 3000 });

    assert.equal(seen.text, 'Once upon a');
    assert.equal(seen.finish, client.finish.length);
    assert.equal(asked().limit, 3000);
  },

  'calls two tools and reads their results': async ({ ask, client, provider, asked, protocol, ids }) => {
    provider.script(
      says({ text: 'Let me look.', calls, finish: 'calls', usage }),
      says({ text: 'It is sunny.', finish: 'stop', usage }));

    const first = await ask({ prompt: 'How is the weather?', tools: [weather] });

    assert.equal(first.text, 'Let me look.');
    assert.deepEqual(first.calls.map(({ name, args }) => ({ name, args })), calls);
    assert.equal(first.finish, client.finish.calls);
    // Gemini's own calls need no ids.
    if (protocol !== 'gemini' || first.calls[0].id) assert.notEqual(first.calls[0].id, first.calls[1].id);
    const [tool] = asked().tools;
    assert.deepEqual([tool.name, Object.keys(tool.schema.properties)], [weather.name, ['city', 'days']]);

    const second = await ask({ tools: [weather], results: first.calls.map(call => ({ ...call, content: `sunny in ${call.args.city}` })) }, first);

    assert.equal(second.text, 'It is sunny.');
    assert.equal(second.finish, client.finish.stop);
    assertResults(asked(), ids);
  },

  'answers in JSON': async ({ ask, provider, asked }) => {
    provider.script(says({ text: '{"name":"Ada","age":36}', finish: 'stop', usage }));

    const seen = await ask({ prompt: 'Who is it?', format: Person });

    assert.deepEqual(seen.json, { name: 'Ada', age: 36 });
    assert.deepEqual(Object.keys(asked().schema.properties), ['name', 'age']);

    // The SDK sends back what it has read beside what was said.
    provider.script(says({ text: '{"name":"Bob","age":40}', finish: 'stop', usage }));
    assert.deepEqual((await ask({ prompt: 'And he?', format: Person }, seen)).json, { name: 'Bob', age: 40 });
    assert.deepEqual(asked().said, '{"name":"Ada","age":36}');
  },

  'sees an image': async ({ ask, provider, asked }) => {
    provider.script((protocol, { media, ...rest }) => says({ text: `I see ${media}`, finish: 'stop', usage })(protocol, rest));

    const seen = await ask({ prompt: 'What is this?', image: { type: 'image/png', data: png } });

    assert.equal(seen.text, `I see data:image/png;base64,${png}`);
    assert.equal(asked().prompt, 'What is this?');
  },

  'thinks, and gets its thoughts back with the results': async ({ ask, client, provider, asked, protocol, ids, signed, unsigned }) => {
    const thought = { text: 'Weather is asked for.', signature: 'c2lnbmVkL+J5' };
    const spent = { ...usage, thought: 4 };
    provider.script(
      says({ thought, calls, finish: 'calls', usage: spent }),
      says({ text: 'It is sunny.', finish: 'stop', usage }));

    const first = await ask({ prompt: 'How is the weather?', tools: [weather], thinks: true });

    if ('thought' in first) assert.equal(first.thought, thought.text);
    assert.deepEqual(first.calls.map(({ args }) => args), calls.map(({ args }) => args));
    assertUsage(first, protocol === 'messages' ? { ...spent, thought: undefined } : spent);
    assert.ok(asked().thinks, 'it was asked to think');

    const second = await ask({
      tools: [weather], thinks: true, results: first.calls.map(call => ({ ...call, content: `sunny in ${call.args.city}` })),
    }, first);

    assert.equal(second.text, 'It is sunny.');
    assertResults(asked(), ids);
    assert.deepEqual(asked().signatures, client.keepsSignatures ? signed(thought.signature) : unsigned);
  },

  'reads a document': async ({ ask, provider, asked }) => {
    provider.script(says({ text: 'Nothing in it.', finish: 'stop', usage }));

    await ask({ prompt: 'What does it say?', file: { type: 'application/pdf', name: 'a.pdf', data: pdf } });

    assert.deepEqual(asked().files, [`data:application/pdf;base64,${pdf}`]);
  },

  'must call a tool': async ({ ask, client, provider, asked }) => {
    provider.script(says({ calls: calls.slice(0, 1), finish: 'calls', usage }));

    const seen = await ask({ prompt: 'How is the weather?', tools: [weather, { ...weather, name: 'get_time' }], choice: weather.name });

    assert.deepEqual(seen.calls.map(({ name, args }) => ({ name, args })), calls.slice(0, 1));
    assert.equal(seen.finish, client.finish.calls);
    assert.equal(asked().choice, weather.name);
  },

  'may not say all': async ({ ask, client, provider }) => {
    provider.script(says({ text: 'That is', finish: 'filtered', usage }));

    assert.equal((await ask({ prompt: 'How do I do it?' })).finish, client.finish.filtered);
  },

  'thinks before a text, and gets its thoughts back with the next question': async ({ ask, client, provider, asked, signed }) => {
    const thought = { text: 'A greeting is asked for.', signature: 'c2lnbmVkL+J5' };
    provider.script(says({ thought, text: 'Hello.', finish: 'stop', usage }), says({ text: 'Bye.', finish: 'stop', usage }));

    const first = await ask({ prompt: 'Say hello.', thinks: true });

    assert.equal(first.text, 'Hello.');
    if ('thought' in first) assert.equal(first.thought, thought.text);

    const second = await ask({ prompt: 'Say goodbye.', thinks: true }, first);

    assert.equal(second.text, 'Bye.');
    assert.deepEqual(asked().signatures, client.keepsSignatures ? signed(thought.signature) : []);
  },

  'asks what cannot be': async ({ ask, client, provider }) => {
    provider.script(refuses(400, 'What is that?'));

    await assert.rejects(ask({ prompt: 'Hello?' }), error => client.isFailure(error, 400) || assert.fail(inspected(error)));
  },

  'finds the provider broken': async ({ ask, client, provider }) => {
    provider.script(refuses(500, 'Alas'));

    await assert.rejects(ask({ prompt: 'Hello?' }), error => client.isFailure(error, 500) || assert.fail(inspected(error)));
  },

  'asks too often': async ({ ask, client, provider }) => {
    provider.script(refuses(429, 'Too many of you'));

    await assert.rejects(ask({ prompt: 'Hello?' }), error => {
      assert.ok(client.isFailure(error, 429), inspected(error));
      assert.match(error.message, /Too many of you/);
      return true;
    });
  },
};

const streamedScenes = {
  'is told of an error in the midst of an answer': async ({ ask, client, provider }) => {
    provider.script(breaks('Hel', 'Overloaded, alas'));

    await assert.rejects(ask({ prompt: 'Hello?' }), error => {
      assert.ok(client.isBroken(error), inspected(error));
      assert.match(inspected(error), /Overloaded, alas/);
      return true;
    });
  },

  'is told that an answer broke off': async ({ ask, client, provider }) => {
    provider.script(loses('Hel'));

    await assert.rejects(ask({ prompt: 'Hello?' }), error => client.isBroken(error) || assert.fail(inspected(error)));
  },
};

// SDKs hide the headers of an answer; all of them go through here.
const { fetch } = globalThis;
let onLoss = () => {};
globalThis.fetch = async (...request) => {
  const response = await fetch(...request);
  const loss = response.headers.get('x-ferrogate-loss');
  if (loss) onLoss(loss);
  return response;
};

/** Declares the tests of a client. */
export function testClient(name, client) {
  describe(name, () => {
    let provider, gateway;
    before(async () => {
      provider = await ScriptedProvider.start();
      gateway = await startGateway(provider.address);
    });
    after(async () => {
      await gateway?.stop();
      await provider?.stop();
    });

    for (const [protocol, { ids, signed, unsigned = [] }] of Object.entries(protocols)) {
      for (const streamed of [false, true]) {
        for (const [title, scene] of Object.entries({ ...scenes, ...(streamed && streamedScenes) })) {
          test(`${title} (${protocol}${streamed ? ', streamed' : ''})`, patience, async () => {
            const api = client.connect(gateway.address, key);
            const losses = [];
            onLoss = loss => losses.push(...loss.split(', '));
            const ask = (turn, before) => api.ask(modelOf(client.family, protocol), { ...turn, before }, streamed);
            const asked = () => {
              const request = provider.requests.at(-1);
              assert.deepEqual([request.protocol, request.stream], [protocol, streamed]);
              return request;
            };
            await scene({ ask, client, provider, asked, protocol, ids, signed, unsigned });

            // There is nothing in a request of an SDK that the gateway does not know, or takes for another provider's.
            assert.deepEqual(losses.filter(loss => !/=(unsupported|approximated|label)$/.test(loss)), []);
          });
        }
      }
    }

    if (client.lists) {
      test('lists the models', patience, async () => {
        const names = await client.lists(gateway.address, key);
        for (const protocol of Object.keys(protocols)) assert.ok(names.includes(modelOf(client.family, protocol)), names.join());
      });
    }

    for (const streamed of [false, true]) {
      const how = streamed ? ' (streamed)' : '';
      test(`shows a key that nobody has${how}`, patience, async () => {
        const ask = client.connect(gateway.address, 'no-such-key').ask(modelOf(client.family, 'chat'), { prompt: 'Hello?' }, streamed);
        await assert.rejects(ask, error => client.isFailure(error, 401) || assert.fail(inspected(error)));
      });

      test(`names a model that is not there${how}`, patience, async () => {
        const ask = client.connect(gateway.address, key).ask(modelOf(client.family, 'nobody'), { prompt: 'Hello?' }, streamed);
        await assert.rejects(ask, error => client.isFailure(error, 404) || assert.fail(inspected(error)));
      });
    }
  });
}

function assertUsage(seen, expected) {
  const { thought, ...others } = seen.usage;
  const { thought: expectedThought, ...expectedOthers } = expected;
  assert.deepEqual(others, expectedOthers);
  if (thought !== undefined && expectedThought !== undefined) assert.equal(thought, expectedThought);
}

// The calls come back as the provider made them, and each result says whose it is.
function assertResults(asked, ids) {
  assert.deepEqual(asked.calls.map(({ name, args }) => ({ name, args })), calls);
  assert.equal(asked.results.length, calls.length);
  asked.results.forEach((result, index) => {
    const there = calls[index].args.city;
    assert.ok(result.said.includes(`sunny in ${there}`) || result.said.includes(JSON.stringify(`sunny in ${there}`).slice(1, -1)), result.said);
    assert.equal(result.id, asked.calls[index].id);
    if (ids[index]) assert.equal(result.id, ids[index]);
  });
}

const inspected = error => `${error?.constructor?.name} ${error?.status ?? error?.statusCode}: ${error?.message} ${JSON.stringify(error?.error ?? error?.data ?? error)}`;
