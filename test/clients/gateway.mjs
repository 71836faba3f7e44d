// The built gateway, started as its users start it, in front of a scripted provider.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const executable = process.env.FERROGATE_TEST_EXECUTABLE
  || fileURLToPath(new URL('../../src/Server/bin/Release/net10.0/ferrogate', import.meta.url));

export const key = 'test-secret';

// SDKs look at the names of models, so each provider has a model of every family.
const families = ['gpt-5', 'claude-sonnet-4-5', 'gemini-3-pro-preview'];
const kinds = {
  chat: { kind: 'openai', path: '/v1', model: 'gpt-5', more: 'speaks chat' },
  responses: { kind: 'openai', path: '/v1', model: 'gpt-5', more: 'speaks responses' },
  messages: { kind: 'anthropic', path: '/v1', model: 'claude-sonnet-4-5' },
  gemini: { kind: 'gemini', path: '/v1beta', model: 'gemini-3-pro-preview' },
};

/** The name of the model that leads to the provider of a protocol. */
export const modelOf = (family, protocol) => `${family}-on-${protocol}`;

/** Starts it and waits until it is ready: `address`, and `stop()`. */
export async function startGateway(provider) {
  const folder = await mkdtemp(join(tmpdir(), 'ferrogate-clients-'));
  const config = join(folder, 'Caddyfile');
  await writeFile(config, caddyfile(provider, join(folder, 'data')));
  const gateway = spawn(executable, ['run', '-c', config], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let written = '';
  gateway.stderr.on('data', piece => written += piece);
  const kill = () => gateway.kill('SIGKILL');
  process.on('exit', kill);

  let address;
  for await (const line of createInterface({ input: gateway.stdout })) {
    written += `${line}\n`;
    address ??= /^listening on (\S+) \(data\)$/.exec(line)?.[1].replace(/\/$/, '');
    if (line === 'ready') break;
  }
  gateway.stdout.resume();
  if (gateway.exitCode !== null || !address) throw new Error(`The gateway ended before it was ready\n${written}`);

  return {
    address,
    async stop() {
      const ended = once(gateway, 'exit');
      kill();
      await ended;
      process.off('exit', kill);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const caddyfile = (provider, data) => `{
	admin off
	data {
		path ${data}
		durability process
	}
}
http://:0 {
	bind 127.0.0.1
	ai_gateway {
${Object.entries(kinds).map(([name, { kind, path, more = '' }]) => `		provider ${name} {
			kind ${kind}
			base_url ${provider}${path}
			api_key provider-secret
			${more}
		}`).join('\n')}
${families.flatMap(family => Object.entries(kinds).map(([name, { model }]) => `		model ${modelOf(family, name)} -> ${name}:${model}`)).join('\n')}
		api_key tester {
			key ${key}
			scopes models.read chat.completions responses.create messages.create
		}
	}
}
`;
