// A provider on a free port of this machine that speaks all four protocols, by path. It says what the test scripted, and keeps
// what it was asked.
import { createServer } from 'node:http';
import { once } from 'node:events';
import * as chat from './protocols/chat.mjs';
import * as gemini from './protocols/gemini.mjs';
import * as messages from './protocols/messages.mjs';
import * as responses from './protocols/responses.mjs';

export const protocols = { chat, responses, messages, gemini };

export class ScriptedProvider {
  /** What it was asked, read from the words of the protocol that it was asked in. */
  requests = [];
  #replies = [];
  #server = createServer((request, response) => this.#serve(request, response));

  static async start() {
    const provider = new ScriptedProvider();
    provider.#server.listen(0, '127.0.0.1');
    await once(provider.#server, 'listening');
    return provider;
  }

  get address() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** Forgets everything, and answers the next requests with these replies: functions of the protocol. */
  script(...replies) {
    this.requests.length = 0;
    this.#replies = replies;
  }

  async stop() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #serve(request, response) {
    const pieces = await request.toArray();
    const target = new URL(request.url, this.address).pathname;
    const [name, protocol] = Object.entries(protocols).find(([, { path }]) => path.test(target)) ?? [];
    const reply = this.#replies.shift();
    if (!protocol || !reply) return send(response, 599, {}, 'The test scripted no reply to this request');

    const body = JSON.parse(Buffer.concat(pieces));
    const asked = { protocol: name, body, ...protocol.read(body, target) };
    this.requests.push(asked);
    const { status = 200, json, events, isCut } = reply(protocol, asked);
    if (isCut) return cut(response, events);
    return events
      ? send(response, status, { 'content-type': 'text/event-stream' }, ...events)
      : send(response, status, { 'content-type': 'application/json' }, JSON.stringify(json));
  }
}

/** An answer, streamed where that was asked for. */
export const says = say => (protocol, asked) => asked.stream ? { events: protocol.events(say) } : { json: protocol.answer(say) };

/** An error instead of an answer. */
export const refuses = (status, message) => protocol => ({ status, json: protocol.failure(message, status) });

/** A stream that tells an error behind its first text. */
export const breaks = (piece, message) => protocol => ({ events: [...protocol.beginning(piece), protocol.failureInStream(message)] });

/** A stream that ends in the midst of an answer, as a connection does that is lost. */
export const loses = piece => protocol => ({ events: protocol.beginning(piece), isCut: true });

function cut(response, events) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(events.join(''), () => response.destroy());
}

function send(response, status, headers, ...pieces) {
  response.writeHead(status, headers);
  for (const piece of pieces) response.write(piece);
  response.end();
}
