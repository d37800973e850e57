// The software of an agency that uses nothing of ours but the contract:
//   AMQP_USER=… AMQP_PASSWORD=… node agency.mjs DOCUMENT SLUG HOST:PORT [REFERRALS]
// Takes on and completes so many referrals (1), prints one line of JSON for each, and ends when the other side has
// acknowledged all that was said. Whatever does not fit the contract ends it with a failure.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Contract } from './contract.mjs';
import amqp from 'amqplib';

const [document, slug, server, wanted = '1'] = process.argv.slice(2);
const { AMQP_USER: user, AMQP_PASSWORD: password } = process.env;
if (!document || !slug || !server || !user || !password) {
  console.error('AMQP_USER=… AMQP_PASSWORD=… node agency.mjs DOCUMENT SLUG HOST:PORT [REFERRALS]');
  process.exit(2);
}

const contract = await Contract.read(document, { agency: slug });
const [hostname, port] = server.split(':');
const connection = await amqp.connect({
  protocol: contract.protocol, hostname, port: Number(port), username: user, password, vhost: '/',
});
const channel = await connection.createConfirmChannel();
channel.on('return', message => fail(`Nobody's queue took what went to ${message.fields.routingKey}.`));

// What both sides said, by referral: how much of theirs was taken, how much of ours was said and acknowledged.
const loops = new Map();
let completed = 0;

await channel.prefetch(10);
await channel.consume(contract.queue, delivery => take(delivery).catch(failure => fail(failure.message)));

async function take(delivery) {
  const message = contract.parse(delivery.content);
  if (message.to !== slug) fail(`A message for ${message.to} lay in our queue.`);
  const loop = loops.get(message.referralId) ?? { id: message.referralId, other: message.from, taken: 0, said: 0, heard: 0 };
  loops.set(message.referralId, loop);
  for (const { referralId, acknowledges } of [message, ...(message.body.also ?? [])]) hear(loops.get(referralId), acknowledges);
  if (message.sequence === loop.taken + 1) {
    loop.taken = message.sequence;
    if (message.type === 'ReferralSent') {
      await say(loop, 'Acknowledgement', {});
      await say(loop, 'ReferralAccepted', { acceptedBy: 'Noor (intake)', contactBy: new Date(Date.now() + 3 * 864e5).toISOString() });
      await say(loop, 'ReferralCompleted', { outcome: 'helped', note: `Found a place: ${message.body.service}.` });
    }
  } else if (message.sequence > 0 && message.sequence <= loop.taken) {
    // Sent again: our acknowledgement was lost.
    await say(loop, 'Acknowledgement', {});
  }
  channel.ack(delivery);
  if (completed === Number(wanted)) await end();
}

function hear(loop, acknowledges) {
  if (!loop) fail('What we never said was acknowledged.');
  loop.heard = Math.max(loop.heard, acknowledges);
  if (loop.said < 2 || loop.heard < 2 || loop.done) return;
  loop.done = true;
  completed++;
  console.log(JSON.stringify({ referralId: loop.id, from: loop.other, taken: loop.taken, acknowledged: loop.heard }));
}

async function say(loop, type, body) {
  const message = {
    id: randomUUID(),
    type,
    version: contract.version,
    from: slug,
    to: loop.other,
    referralId: loop.id,
    sequence: type === 'Acknowledgement' ? 0 : ++loop.said,
    acknowledges: loop.taken,
    body,
  };
  channel.publish(contract.exchange, contract.routingKey(loop.other), contract.write(message), {
    contentType: contract.contentType, mandatory: contract.mandatory, persistent: true, messageId: message.id, userId: user,
  });
  await channel.waitForConfirms();
}

async function end() {
  await channel.close();
  await connection.close();
}

function fail(why) {
  console.error(why);
  process.exit(1);
}

// A silent broker is no reason to wait for ever.
const patience = setTimeout(() => fail(`After a minute ${completed} of ${wanted} were completed.`), 60_000);
await once(connection, 'close');
clearTimeout(patience);
