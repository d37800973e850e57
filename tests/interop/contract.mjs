// What an AsyncAPI document says about one agency's place on the bus. Nothing here is known from elsewhere.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { parse } from 'yaml';

export class Contract {
  static async read(file, parameters) {
    const document = parse(await readFile(file, 'utf8'));
    const find = pointer => pointer.slice(2).split('/').reduce((at, word) => at[word.replaceAll('~1', '/').replaceAll('~0', '~')], document);
    const follow = node => (node.$ref?.startsWith('#/') ? find(node.$ref) : node);
    const fill = (text, values) => text.replaceAll(/\{(\w+)\}/g, (_, name) => values[name] ?? missing(name));

    const operations = Object.values(document.operations);
    const say = operations.find(operation => operation.action === 'send');
    const hear = operations.find(operation => operation.action === 'receive');
    const outgoing = follow(say.channel);
    const incoming = follow(hear.channel);
    const message = follow(Object.values(outgoing.messages)[0]);
    const schema = JSON.parse(await readFile(path.resolve(path.dirname(file), message.payload.$ref), 'utf8'));
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats.default(ajv);
    const contract = new Contract();
    Object.assign(contract, {
      protocol: Object.values(document.servers)[0].protocol,
      exchange: outgoing.bindings.amqp.exchange.name,
      queue: fill(incoming.bindings.amqp.queue.name, parameters),
      mandatory: say.bindings.amqp.mandatory,
      contentType: message.contentType,
      version: schema.properties.version.const,
      routingKey: agency => fill(outgoing.address, { agency }),
      fits: ajv.compile(schema),
    });
    for (const { name, payload } of message.examples) contract.check(payload, `the example ${name}`);
    return contract;
  }

  parse(bytes) {
    return this.check(JSON.parse(bytes.toString('utf8')), 'what came');
  }

  write(message) {
    return Buffer.from(JSON.stringify(this.check(message, 'what we say')));
  }

  check(message, what) {
    if (this.fits(message)) return message;
    throw new Error(`Not of the contract: ${what}: ${this.fits.errors.map(e => `${e.instancePath} ${e.message}`).join('; ')}`);
  }
}

function missing(name) {
  throw new Error(`The document does not say what {${name}} is.`);
}
