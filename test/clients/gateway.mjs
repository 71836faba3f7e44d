// The built gateway in a process of its own, in front of a scripted provider.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const key = 'client-secret';

const executable = process.env.FERROGATE
  ?? fileURLToPath(new URL('../../src/Server/bin/Release/net10.0/ferrogate', import.meta.url));

/** Starts it; `address` is where it listens, `stop` ends it. */
export async function startGateway(provider) {
  const folder = await mkdtemp(join(tmpdir(), 'ferrogate-clients-'));
  const config = join(folder, 'Caddyfile');
  await writeFile(config, caddyfile(provider, join(folder, 'data')));
  const gateway = spawn(executable, ['run', '-c', config], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise(resolve => gateway.once('close', resolve));
  const kill = () => gateway.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async () => {
    kill();
    await ended;
    process.off('exit', kill);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return { address: await listening(gateway), stop };
  } catch (failure) {
    await stop();
    throw failure;
  }
}

function listening(gateway) {
  return new Promise((resolve, reject) => {
    let output = '';
    let written = '';
    const fail = why => {
      clearTimeout(patience);
      reject(new Error(`${why}\n--- stdout\n${output}\n--- stderr\n${written}`));
    };
    const patience = setTimeout(() => fail('The gateway was not ready in time'), 60_000);
    gateway.once('error', error => fail(String(error)));
    gateway.once('close', () => fail('The gateway ended before it was ready'));
    gateway.stderr.setEncoding('utf8').on('data', text => { written += text; });
    gateway.stdout.setEncoding('utf8').on('data', text => {
      output += text;
      if (!/^ready$/m.test(output)) return;
      clearTimeout(patience);
      resolve(/^listening on (http:\S+) \(data\)$/m.exec(output)[1].replace(/\/$/, ''));
    });
  });
}

const caddyfile = (provider, data) => `{
	admin 127.0.0.1:0
	data {
		path ${data}
		durability process
	}
	reliability {
		provider_dispatch_max_retries 0
	}
}
http://:0 {
	bind 127.0.0.1
	ai_gateway {
		provider c {
			kind openai
			base_url ${provider}/v1
			api_key provider-secret
			speaks chat
		}
		provider r {
			kind openai
			base_url ${provider}/v1
			api_key provider-secret
			speaks responses
		}
		provider a {
			kind anthropic
			base_url ${provider}/v1
			api_key provider-secret
		}
		provider g {
			kind gemini
			base_url ${provider}/v1beta
			api_key provider-secret
		}
		model only-chat -> c:gpt-x
		model only-responses -> r:gpt-x
		model messages -> a:claude-x
		model gemini -> g:gemini-x
		api_key clients {
			key ${key}
			scopes models.read chat.completions responses.create messages.create
		}
	}
}
`;
