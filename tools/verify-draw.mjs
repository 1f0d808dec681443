#!/usr/bin/env node
/**
 * Verifies published bundles of draw/v1 (docs/draw-v1.md). One file, nothing but Node: needs neither this project nor a
 * network, and shares no code with the service that drew.
 *
 *   node verify-draw.mjs [--key HEX] [--commit FILE] [--json] BUNDLE…
 *
 * Exit code 0 only if everything holds; 1 if anything is wrong, with a line for each; 2 if a file cannot be read.
 */
import { createHash, createPublicKey, hash, verify } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';

const listed = 100;
const maxInt = Number.MAX_SAFE_INTEGER;
const maxTime = 2 ** 40;
const zeros = '0'.repeat(64);
const quicknet = {
  chain: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
  genesis: 1692803367,
  period: 3,
};

// — Reading. JSON.parse would forgive doubled names and spell 1.0 as 1, so the file is read strictly here.

/** Stands for a number that is not written as a whole number from 0 to 2^53 − 1. */
class BadNumber {}
const doubled = Symbol('names that come twice');
const asWritten =
  /\{"id":"([0-9A-Za-z][0-9A-Za-z._-]{0,63})","region":"([0-9]{6})","salt":"[0-9a-f]{32}","stratum":"([a-z][0-9a-z-]{0,63})","weight":([1-9][0-9]{0,9})\}/y;

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    // One character a byte: places in the text are places in the file.
    this.text = bytes.latin1Slice();
    this.at = 0;
  }

  fail() {
    throw new SyntaxError(`byte ${this.at}`);
  }

  blank() {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.at += 1;
    }
  }

  expect(mark) {
    if (this.text[this.at] !== mark) this.fail();
    this.at += 1;
  }

  whole() {
    const value = this.value(0);
    this.blank();
    if (this.at !== this.text.length) this.fail();
    return value;
  }

  value(depth) {
    this.blank();
    const mark = this.text[this.at];
    if (mark === '{') return this.object(depth);
    if (mark === '[') return this.array(depth);
    if (mark === '"') return this.string();
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ]) {
      if (!this.text.startsWith(word, this.at)) continue;
      this.at += word.length;
      return value;
    }
    return this.number();
  }

  number() {
    const form = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
    form.lastIndex = this.at;
    const [token] = form.exec(this.text) ?? this.fail();
    this.at = form.lastIndex;
    return /^[0-9]{1,16}$/.test(token) && Number(token) <= maxInt ? Number(token) : new BadNumber();
  }

  string() {
    const start = this.at;
    const end = this.text.indexOf('"', start + 1);
    const plain = this.text.slice(start + 1, end < 0 ? start + 1 : end);
    if (end > 0 && /^[ !#-[\]-~]*$/.test(plain)) {
      this.at = end + 1;
      return plain;
    }
    for (this.at += 1; this.text[this.at] !== '"'; this.at += 1) {
      if (this.at >= this.text.length) this.fail();
      if (this.text[this.at] === '\\') this.at += 1;
    }
    this.at += 1;
    const token = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      this.bytes.subarray(start, this.at),
    );
    return JSON.parse(token);
  }

  array(depth) {
    if (depth > 500) this.fail();
    const items = [];
    this.at += 1;
    this.blank();
    if (this.text[this.at] === ']') {
      this.at += 1;
      return items;
    }
    for (;;) {
      items.push(this.value(depth + 1));
      this.blank();
      if (this.text[this.at] === ']') break;
      this.expect(',');
    }
    this.at += 1;
    return items;
  }

  object(depth) {
    if (depth > 500) this.fail();
    const members = Object.create(null);
    this.at += 1;
    this.blank();
    if (this.text[this.at] === '}') {
      this.at += 1;
      return members;
    }
    for (;;) {
      this.blank();
      if (this.text[this.at] !== '"') this.fail();
      const name = this.string();
      this.blank();
      this.expect(':');
      if (name in members) {
        members[doubled] ??= new Set();
        members[doubled].add(name);
      }
      this.blank();
      const long = depth === 0 && name === 'candidates' && this.text[this.at] === '[';
      members[name] = long ? this.candidates() : this.value(depth + 1);
      this.blank();
      if (this.text[this.at] === '}') break;
      this.expect(',');
    }
    this.at += 1;
    return members;
  }

  /** The long list. What is written canonically is hashed as it stands and not kept as objects. */
  candidates() {
    const list = new Candidates();
    this.at += 1;
    this.blank();
    if (this.text[this.at] === ']') {
      this.at += 1;
      return list;
    }
    for (;;) {
      this.blank();
      asWritten.lastIndex = this.at;
      const found = asWritten.exec(this.text);
      if (found && Number(found[4]) < 2 ** 32) {
        list.add(found[1], found[2], found[3], Number(found[4]), this.bytes, this.at, asWritten.lastIndex);
        this.at = asWritten.lastIndex;
      } else list.addValue(this.value(2));
      this.blank();
      if (this.text[this.at] === ']') break;
      this.expect(',');
    }
    this.at += 1;
    return list;
  }
}

// — Hashes.

const sha256 = (...parts) => {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part);
  return sum.digest();
};

function canonical(value) {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

const tagged = (tag, value) => Buffer.from(`draw/v1/${tag}\0${canonical(value)}`);
const hex = (bytes) => bytes.toString('hex');

/** RFC 6962, leaf after leaf: the roots of complete subtrees wait until their right neighbour is there. */
class Tree {
  size = 0;
  waiting = [];
  pair = Buffer.alloc(65, 1);

  join(left, right) {
    this.pair.latin1Write(left, 1, 32);
    this.pair.latin1Write(right, 33, 32);
    return hash('sha256', this.pair, 'latin1');
  }

  add(leaf) {
    let node = leaf;
    for (let full = this.size; full % 2 === 1; full = (full - 1) / 2)
      node = this.join(this.waiting.pop(), node);
    this.waiting.push(node);
    this.size += 1;
  }

  root() {
    if (this.size === 0) return hash('sha256', '');
    let node = this.waiting.at(-1);
    for (let place = this.waiting.length - 2; place >= 0; place -= 1)
      node = this.join(this.waiting[place], node);
    return Buffer.from(node, 'latin1').toString('hex');
  }
}

const leafOf = (json) => hash('sha256', Buffer.concat([Buffer.of(0), Buffer.from(json)]), 'latin1');

class Candidates {
  tree = new Tree();
  ids = [];
  strata = new Map();
  /** Numbers of strata and regions, and weights, by place in the list. */
  region = new Uint32Array(1024);
  weight = new Uint32Array(1024);
  regions = [];
  regionNumbers = new Map();
  unordered = [];
  firstOf = new Map();
  /** Values that are not written canonically, by place. They are looked at in `shape`. */
  odd = new Map();
  scratch = Buffer.alloc(4096);
  count = 0;

  keep(id, region, stratum, weight) {
    const place = this.count;
    if (place === this.weight.length) {
      for (const name of ['region', 'weight']) {
        const larger = new Uint32Array(place * 2);
        larger.set(this[name]);
        this[name] = larger;
      }
    }
    if (place > 0 && !(id > this.ids[place - 1])) this.unordered.push(place);
    this.ids.push(id);
    let number = this.regionNumbers.get(region);
    if (number === undefined) {
      number = this.regions.push(region) - 1;
      this.regionNumbers.set(region, number);
    }
    this.region[place] = number;
    this.weight[place] = weight;
    let members = this.strata.get(stratum);
    if (!members) {
      members = { places: [], weight: 0 };
      this.strata.set(stratum, members);
    }
    members.places.push(place);
    members.weight += weight;
    this.count += 1;
  }

  add(id, region, stratum, weight, bytes, start, end) {
    this.keep(id, region, stratum, weight);
    this.scratch[0] = 0;
    bytes.copy(this.scratch, 1, start, end);
    this.tree.add(hash('sha256', this.scratch.subarray(0, 1 + end - start), 'latin1'));
  }

  addValue(value) {
    this.odd.set(this.count, value);
    if (shape(value, candidate, '', () => undefined)) {
      this.keep(value.id, value.region, value.stratum, value.weight);
      this.tree.add(leafOf(canonical(value)));
    } else this.count += 1;
  }
}

// — The shape: exactly these names, nothing missing, nothing more.

const is = (...values) => ({ type: 'string', holds: (value) => values.includes(value) });
const like = (form) => ({ type: 'string', holds: (value) => form.test(value) });
const int = (least = 0, most = maxInt) => ({
  type: 'int',
  holds: (value) => value >= least && value <= most,
});
const list = (of, least = 0) => ({ type: 'list', of, holds: (value) => value.length >= least });
const object = (members) => ({ type: 'object', members });
const hexOf = (bytes) => like(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
const text = (least) => ({
  type: 'string',
  holds: (value) =>
    value.isWellFormed() &&
    !/[\u0000-\u001f\u007f-\u009f]/.test(value) &&
    between(Buffer.byteLength(value), least),
});
const between = (bytes, least) => bytes >= least && bytes <= 400;

const id = like(/^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$/);
const name = like(/^[a-z][0-9a-z-]{0,63}$/);
const plan = like(/^[0-9A-Z][0-9A-Z-]{0,63}$/);
const rules = like(/^[0-9A-Za-z][0-9A-Za-z./-]{0,63}$/);
const kind = is('drand-quicknet', 'manual');
const time = int(0, maxTime);
const round = int(1, maxTime);
const listRoot = object({ count: int(), root: hexOf(32) });
const candidate = object({
  id,
  region: like(/^[0-9]{6}$/),
  salt: hexOf(16),
  stratum: name,
  weight: int(1, 2 ** 32 - 1),
});
const skipped = list(object({ kind, reason: text(1), round }));
const beacons = {
  'drand-quicknet': object({ at: time, bytes: hexOf(32), kind, round, signature: hexOf(48), skipped }),
  manual: object({
    at: time,
    bytes: like(/^(?:[0-9a-f]{2}){1,400}$/),
    entries: { ...list(object({ by: id, text: text(1) })), holds: (value) => value.length === 2 },
    kind,
    round,
    skipped,
  }),
};
const signed = (record) => object({ record, signature: hexOf(64) });
const bundle = object({
  beacon: { type: 'beacon' },
  candidates: { type: 'candidates' },
  certificate: signed(
    object({
      algorithm: is('draw/v1'),
      beaconHash: hexOf(32),
      commitHash: hexOf(32),
      issuedAt: time,
      key: hexOf(32),
      outcomeHash: hexOf(32),
      plan,
      revealsHash: hexOf(32),
      round: int(1, 1),
      seed: hexOf(32),
    }),
  ),
  commit: signed(
    object({
      algorithm: is('draw/v1'),
      beacons: list(object({ kind, round, source: text(1), time }), 1),
      candidates: listRoot,
      commitments: list(object({ commitment: hexOf(32), department: name }), 3),
      committedAt: time,
      inspecting: list(object({ department: name, seats: int(2, 100) })),
      inspectors: listRoot,
      key: hexOf(32),
      loadCap: int(0, 2 ** 32 - 1),
      notice: text(0),
      plan,
      recusalRules: rules,
      revealBy: time,
      round: int(1, 1),
      strata: list(object({ count: int(1), id: name, k: int(), standby: int(), weight: int(1) }), 1),
      weightRules: rules,
    }),
  ),
  format: is('draw/v1'),
  inspectors: list(
    object({
      department: name,
      id,
      load: int(0, 2 ** 32 - 1),
      recusals: list(object({ candidate: id, ground: name })),
      salt: hexOf(16),
      scope: like(/^(?:[0-9]{2}){0,3}$/),
    }),
  ),
  outcome: object({
    assignments: list(object({ candidate: id, department: name, inspectors: list(id), missing: int() })),
    recusals: list(object({ candidate: id, department: name, ground: name, inspector: id, pick: int(1) })),
    strata: list(object({ id: name, selected: list(id), standby: list(id) })),
  }),
  reveals: list(object({ at: time, department: name, flag: int(0, 1), value: hexOf(32) })),
});

function typeOf(value) {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number' || value instanceof BadNumber) return 'int';
  if (Array.isArray(value)) return 'list';
  if (value instanceof Candidates) return 'candidates';
  return value !== null && typeof value === 'object' ? 'object' : 'other';
}

const shown = (member) => (/^[0-9A-Za-z]{1,40}$/.test(member) ? member : '?');
const inside = (where, member) => (where === '' ? shown(member) : `${where}.${shown(member)}`);

/** Whether a value is of a shape; `report(code, where)` is told each place where it is not. */
function shape(value, spec, where, report) {
  const wrong = (code, place = where) => {
    report(code, place);
    return false;
  };
  if (spec.type === 'beacon') {
    if (typeOf(value) !== 'object') return wrong('shape.type');
    const own = typeof value.kind === 'string' && Object.hasOwn(beacons, value.kind);
    return shape(value, own ? beacons[value.kind] : object({ kind }), where, report);
  }
  if (typeOf(value) !== spec.type) return wrong('shape.type');
  if (spec.type === 'candidates') {
    let sound = true;
    for (const [place, one] of value.odd)
      sound = shape(one, candidate, `${where}[${place}]`, report) && sound;
    return sound;
  }
  if (spec.type === 'object') {
    let sound = true;
    for (const member of [...(value[doubled] ?? [])].sort())
      sound = wrong('shape.doubled', inside(where, member));
    for (const member of Object.keys(spec.members)) {
      if (!(member in value)) sound = wrong('shape.missing', inside(where, member));
      else sound = shape(value[member], spec.members[member], inside(where, member), report) && sound;
    }
    for (const member of Object.keys(value).sort())
      if (!Object.hasOwn(spec.members, member)) sound = wrong('shape.extra', inside(where, member));
    return sound;
  }
  if (value instanceof BadNumber || !spec.holds(value)) return wrong('shape.value');
  if (spec.type !== 'list') return true;
  let sound = true;
  value.forEach((one, place) => {
    sound = shape(one, spec.of, `${where}[${place}]`, report) && sound;
  });
  return sound;
}

// — What follows from the seed.

const range = 1n << 256n;

class Stream {
  next = 0n;

  constructor(seed) {
    this.block = Buffer.concat([Buffer.from('draw/v1/stream\0'), seed, Buffer.alloc(8)]);
  }

  uniform(n) {
    const size = BigInt(n);
    const limit = range - (range % size);
    for (;;) {
      this.block.writeBigUInt64BE(this.next, this.block.length - 8);
      this.next += 1n;
      const value = BigInt(`0x${hash('sha256', this.block, 'hex')}`);
      if (value < limit) return Number(value % size);
    }
  }
}

/** Weights in a binary tree whose inner nodes hold the sum below: walked from the root, left first. */
function draw(weights, take, stream) {
  let width = 1;
  while (width < weights.length) width *= 2;
  const sums = new Float64Array(2 * width);
  sums.set(weights, width);
  for (let node = width - 1; node >= 1; node -= 1) sums[node] = sums[2 * node] + sums[2 * node + 1];
  const drawn = [];
  while (drawn.length < take) {
    let point = stream.uniform(sums[1]);
    let node = 1;
    while (node < width) {
      node *= 2;
      if (point >= sums[node]) {
        point -= sums[node];
        node += 1;
      }
    }
    drawn.push(node - width);
    const weight = sums[node];
    for (; node >= 1; node >>= 1) sums[node] -= weight;
  }
  return drawn;
}

function pairing(stream, inspecting, inspectors, visits, loadCap) {
  const assignments = [];
  const recusals = [];
  for (const { department, seats } of inspecting) {
    const members = inspectors
      .filter((one) => one.department === department)
      .map((one) => ({
        ...one,
        grounds: new Map(one.recusals.map((each) => [each.candidate, each.ground])),
      }));
    const near = new Map();
    let pick = 0;
    for (const { candidate, region, standby } of visits) {
      if (!near.has(region))
        near.set(
          region,
          members.filter(({ scope }) => region.startsWith(scope)),
        );
      const able = near.get(region);
      const seated = [];
      for (let done = -1; seated.length < seats; ) {
        let least = loadCap;
        let level = [];
        for (const one of able) {
          if (one.load <= done || one.load > least || one.load >= loadCap) continue;
          if (one.load < least) {
            least = one.load;
            level = [];
          }
          level.push(one);
        }
        if (level.length === 0) break;
        done = least;
        for (let turn = 0; turn < level.length && seated.length < seats; turn += 1) {
          const other = turn + stream.uniform(level.length - turn);
          [level[turn], level[other]] = [level[other], level[turn]];
          pick += 1;
          const ground = level[turn].grounds.get(candidate);
          if (ground === undefined) seated.push(level[turn]);
          else recusals.push({ candidate, department, ground, inspector: level[turn].id, pick });
        }
      }
      if (!standby) for (const one of seated) one.load += 1;
      const missing = seats - seated.length;
      assignments.push({ candidate, department, inspectors: seated.map((one) => one.id), missing });
    }
  }
  return { assignments, recusals };
}

// — drand's quicknet: BLS signatures on G1 of BLS12-381, texts brought to the curve by RFC 9380.

const q = 0x1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaabn;
const order = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n;
const parameter = 0xd201000000010000n;
const isoA =
  0x144698a3b8e9433d693a02c96d4982b0ea985383ee66a8d8e8981aefd881ac98936f8da0e0f97f5cf428082d584c1dn;
const isoB =
  0x12e2908d11688030018b12e8753eee3b2016c1f0f24f4070a0b9c14fcef35ef55a23215a316ceaa5d1cc48e98e172be0n;
/** RFC 9380, E.2: numerator and denominator of x, then of y, each from the constant upwards. */
const isogeny = [
  [
    0x11a05f2b1e833340b809101dd99815856b303e88a2d7005ff2627b56cdb4e2c85610c2d5f2e62d6eaeac1662734649b7n,
    0x17294ed3e943ab2f0588bab22147a81c7c17e75b2f6a8417f565e33c70d1e86b4838f2a6f318c356e834eef1b3cb83bbn,
    0xd54005db97678ec1d1048c5d10a9a1bce032473295983e56878e501ec68e25c958c3e3d2a09729fe0179f9dac9edcb0n,
    0x1778e7166fcc6db74e0609d307e55412d7f5e4656a8dbf25f1b33289f1b330835336e25ce3107193c5b388641d9b6861n,
    0xe99726a3199f4436642b4b3e4118e5499db995a1257fb3f086eeb65982fac18985a286f301e77c451154ce9ac8895d9n,
    0x1630c3250d7313ff01d1201bf7a74ab5db3cb17dd952799b9ed3ab9097e68f90a0870d2dcae73d19cd13c1c66f652983n,
    0xd6ed6553fe44d296a3726c38ae652bfb11586264f0f8ce19008e218f9c86b2a8da25128c1052ecaddd7f225a139ed84n,
    0x17b81e7701abdbe2e8743884d1117e53356de5ab275b4db1a682c62ef0f2753339b7c8f8c8f475af9ccb5618e3f0c88en,
    0x80d3cf1f9a78fc47b90b33563be990dc43b756ce79f5574a2c596c928c5d1de4fa295f296b74e956d71986a8497e317n,
    0x169b1f8e1bcfa7c42e0c37515d138f22dd2ecb803a0c5c99676314baf4bb1b7fa3190b2edc0327797f241067be390c9en,
    0x10321da079ce07e272d8ec09d2565b0dfa7dccdde6787f96d50af36003b14866f69b771f8c285decca67df3f1605fb7bn,
    0x6e08c248e260e70bd1e962381edee3d31d79d7e22c837bc23c0bf1bc24c6b68c24b1b80b64d391fa9c8ba2e8ba2d229n,
  ],
  [
    0x8ca8d548cff19ae18b2e62f4bd3fa6f01d5ef4ba35b48ba9c9588617fc8ac62b558d681be343df8993cf9fa40d21b1cn,
    0x12561a5deb559c4348b4711298e536367041e8ca0cf0800c0126c2588c48bf5713daa8846cb026e9e5c8276ec82b3bffn,
    0xb2962fe57a3225e8137e629bff2991f6f89416f5a718cd1fca64e00b11aceacd6a3d0967c94fedcfcc239ba5cb83e19n,
    0x3425581a58ae2fec83aafef7c40eb545b08243f16b1655154cca8abc28d6fd04976d5243eecf5c4130de8938dc62cd8n,
    0x13a8e162022914a80a6f1d5f43e7a07dffdfc759a12062bb8d6b44e833b306da9bd29ba81f35781d539d395b3532a21en,
    0xe7355f8e4e667b955390f7f0506c6e9395735e9ce9cad4d0a43bcef24b8982f7400d24bc4228f11c02df9a29f6304a5n,
    0x772caacf16936190f3e0c63e0596721570f5799af53a1894e2e073062aede9cea73b3538f0de06cec2574496ee84a3an,
    0x14a7ac2a9d64a8b230b3f5b074cf01996e7f63c21bca68a81996e1cdf9822c580fa5b9489d11e2d311f7d99bbdcc5a5en,
    0xa10ecf6ada54f825e920b3dafc7a3cce07f8d1d7161366b74100da67f39883503826692abba43704776ec3a79a1d641n,
    0x95fc13ab9e92ad4476d6e3eb3a56680f682b4ee96f7d03776df533978f31c1593174e4b4b7865002d6384d168ecdd0an,
    0x1n,
  ],
  [
    0x90d97c81ba24ee0259d1f094980dcfa11ad138e48a869522b52af6c956543d3cd0c7aee9b3ba3c2be9845719707bb33n,
    0x134996a104ee5811d51036d776fb46831223e96c254f383d0f906343eb67ad34d6c56711962fa8bfe097e75a2e41c696n,
    0xcc786baa966e66f4a384c86a3b49942552e2d658a31ce2c344be4b91400da7d26d521628b00523b8dfe240c72de1f6n,
    0x1f86376e8981c217898751ad8746757d42aa7b90eeb791c09e4a3ec03251cf9de405aba9ec61deca6355c77b0e5f4cbn,
    0x8cc03fdefe0ff135caf4fe2a21529c4195536fbe3ce50b879833fd221351adc2ee7f8dc099040a841b6daecf2e8fedbn,
    0x16603fca40634b6a2211e11db8f0a6a074a7d0d4afadb7bd76505c3d3ad5544e203f6326c95a807299b23ab13633a5f0n,
    0x4ab0b9bcfac1bbcb2c977d027796b3ce75bb8ca2be184cb5231413c4d634f3747a87ac2460f415ec961f8855fe9d6f2n,
    0x987c8d5333ab86fde9926bd2ca6c674170a05bfe3bdd81ffd038da6c26c842642f64550fedfe935a15e4ca31870fb29n,
    0x9fc4018bd96684be88c9e221e4da1bb8f3abd16679dc26c1e8b6e6a1f20cabe69d65201c78607a360370e577bdba587n,
    0xe1bba7a1186bdb5223abde7ada14a23c42a0ca7915af6fe06985e7ed1e4d43b9b3f7055dd4eba6f2bafaaebca731c30n,
    0x19713e47937cd1be0dfd0b8f1d43fb93cd2fcbcb6caf493fd1183e416389e61031bf3a5cce3fbafce813711ad011c132n,
    0x18b46a908f36f6deb918c143fed2edcc523559b8aaf0c2462e6bfe7f911f643249d9cdf41b44d606ce07c8a4d0074d8en,
    0xb182cac101b9399d155096004f53f447aa7b12a3426b08ec02710e807b4633f06c851c1919211f20d4c04f00b971ef8n,
    0x245a394ad1eca9b72fc00ae7be315dc757b3b080d4c158013e6632d3c40659cc6cf90ad1c232a6442d9d3f5db980133n,
    0x5c129645e44cf1102a159f748c4a3fc5e673d81d7e86568d9ab0f5d396a7ce46ba1049b6579afb7866b1e715475224bn,
    0x15e6be4e990f03ce4ea50b3b42df2eb5cb181d8f84965a3957add4fa95af01b2b665027efec01c7704b456be69c8b604n,
  ],
  [
    0x16112c4c3a9c98b252181140fad0eae9601a6de578980be6eec3232b5be72e7a07f3688ef60c206d01479253b03663c1n,
    0x1962d75c2381201e1a0cbd6c43c348b885c84ff731c4d59ca4a10356f453e01f78a4260763529e3532f6102c2e49a03dn,
    0x58df3306640da276faaae7d6e8eb15778c4855551ae7f310c35a5dd279cd2eca6757cd636f96f891e2538b53dbf67f2n,
    0x16b7d288798e5395f20d23bf89edb4d1d115c5dbddbcd30e123da489e726af41727364f2c28297ada8d26d98445f5416n,
    0xbe0e079545f43e4b00cc912f8228ddcc6d19c9f0f69bbb0542eda0fc9dec916a20b15dc0fd2ededda39142311a5001dn,
    0x8d9e5297186db2d9fb266eaac783182b70152c65550d881c5ecd87b6f0f5a6449f38db9dfa9cce202c6477faaf9b7acn,
    0x166007c08a99db2fc3ba8734ace9824b5eecfdfa8d0cf8ef5dd365bc400a0051d5fa9c01a58b1fb93d1a1399126a775cn,
    0x16a3ef08be3ea7ea03bcddfabba6ff6ee5a4375efa1f4fd7feb34fd206357132b920f5b00801dee460ee415a15812ed9n,
    0x1866c8ed336c61231a1be54fd1d74cc4f9fb0ce4c6af5920abc5750c4bf39b4852cfe2f7bb9248836b233d9d55535d4an,
    0x167a55cda70a6e1cea820597d94a84903216f763e13d87bb5308592e7ea7d4fbc7385ea3d529b35e346ef48bb8913f55n,
    0x4d2f259eea405bd48f010a01ad2911d9c6dd039bb61a6290e591b36e636a5c871a5c29f4f83060400f8b49cba8f6aa8n,
    0xaccbb67481d033ff5852c1e48c50c477f94ff8aefce42d28c0f9a88cea7913516f968986f7ebbea9684b529e2561092n,
    0xad6b9514c767fe3c3613144b45f1496543346d98adf02267d5ceef9a00d9b8693000763e3b90ac11e99b138573345ccn,
    0x2660400eb2e4f3b628bdd0d53cd76f2bf565b94e72927c1cb748df27942480e420517bd8714cc80d1fadc1326ed06f7n,
    0xe0fa1d816ddc03e6b24255e0d7819c171c40f65e273b853324efcd6356caa205ca2f570f13497804415473a1d634b8fn,
    0x1n,
  ],
];
/** Points of G2, x and y each as c0 + c1·u: the generator, and quicknet's public key. */
const generator = [
  [
    0x024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8n,
    0x13e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7en,
  ],
  [
    0x0ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c923ac9cc3baca289e193548608b82801n,
    0x0606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab3f370d275cec1da1aaa9075ff05f79ben,
  ],
];
const quicknetKey = [
  [
    0x0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45an,
    0x03cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451n,
  ],
  [
    0x0e5db2b6bfbb01c867749cadffca88b36c24f3012ba09fc4d3022c5c37dce0f977d3adb5d183c7477c442b1f04515273n,
    0x01a714f2edb74119a2f2b0d5a7c75ba902d163700a61bc224ededd8e63aef7be1aaf8e93d7a9718b047ccddb3eb5d68bn,
  ],
];

const mod = (value) => ((value % q) + q) % q;

function power(base, exponent) {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % q;
    if (bit === '1') result = (result * base) % q;
  }
  return result;
}

/** By Euclid. */
function inverse(value) {
  let [low, high, x, y] = [mod(value), q, 1n, 0n];
  while (low > 1n) {
    const ratio = high / low;
    [low, high] = [high - ratio * low, low];
    [x, y] = [y - ratio * x, x];
  }
  return mod(x);
}

/** The root that is a square itself; undefined where there is none. */
function squareRoot(value) {
  const root = power(mod(value), (q + 1n) >> 2n);
  return mod(root * root - value) === 0n ? root : undefined;
}

function addPoints(one, other) {
  if (!one || !other) return one ?? other;
  const opposite = one[0] === other[0];
  if (opposite && one[1] !== other[1]) return null;
  const slope = opposite
    ? mod(3n * one[0] * one[0] * inverse(2n * one[1]))
    : mod((other[1] - one[1]) * inverse(other[0] - one[0]));
  const x = mod(slope * slope - one[0] - other[0]);
  return [x, mod(slope * (one[0] - x) - one[1])];
}

function timesPoint(number, point) {
  let total = null;
  for (const bit of number.toString(2)) {
    total = addPoints(total, total);
    if (bit === '1') total = addPoints(total, point);
  }
  return total;
}

/** A point of the group from 48 bytes: x, and in the three highest bits form, infinity and the larger y. */
function pointOf(signature) {
  const number = BigInt(`0x${signature}`);
  const x = number & ((1n << 381n) - 1n);
  const y = squareRoot(x ** 3n + 4n);
  if (number >> 382n !== 2n || x >= q || y === undefined) return null;
  const large = 2n * y > q;
  const point = [x, large === ((number >> 381n) & 1n) > 0n ? y : q - y];
  return timesPoint(order, point) === null ? point : null;
}

function onCurve(u) {
  const right = (x) => x ** 3n + isoA * x + isoB;
  const v = mod(11n * u * u);
  const w = mod(v * v + v);
  let x = w === 0n ? mod(isoB * inverse(11n * isoA)) : mod(-isoB * inverse(isoA) * (1n + inverse(w)));
  let y = squareRoot(right(x));
  if (y === undefined) {
    x = mod(v * x);
    y = squareRoot(right(x));
  }
  if (y % 2n !== u % 2n) y = q - y;
  const [a, b, c, d] = isogeny.map((terms) => terms.reduceRight((sum, term) => mod(sum * x + term), 0n));
  return [mod(a * inverse(b)), mod(y * c * inverse(d))];
}

function hashedPoint(message) {
  const name = Buffer.from('BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_');
  const tail = Buffer.concat([name, Buffer.of(name.length)]);
  const head = sha256(Buffer.alloc(64), message, Buffer.of(0, 128, 0), tail);
  let block = Buffer.alloc(32);
  let text = '';
  for (let turn = 1; turn <= 4; turn += 1) {
    block = sha256(
      block.map((byte, at) => byte ^ head[at]),
      Buffer.of(turn),
      tail,
    );
    text += hex(block);
  }
  const [one, two] = [text.slice(0, 128), text.slice(128)].map((half) => onCurve(mod(BigInt(`0x${half}`))));
  return timesPoint(parameter + 1n, addPoints(one, two));
}

const times2 = ([a, b], [c, d]) => [mod(a * c - b * d), mod(a * d + b * c)];
const minus2 = ([a, b], [c, d]) => [mod(a - c), mod(b - d)];
const scaled2 = ([a, b], number) => [mod(a * number), mod(b * number)];
const inverse2 = ([a, b]) => scaled2([a, -b], inverse(a * a + b * b));

/** Of degree 12, as six pairs: polynomials in w with w⁶ = 1 + u. Zero pairs may be left out. */
function times12(a, b) {
  const sums = Array.from({ length: 12 }, () => [0n, 0n]);
  for (let i = 0; i < 6; i += 1)
    for (let j = 0; j < 6; j += 1) {
      if (!a[i] || !b[j]) continue;
      const sum = sums[i + j];
      sum[0] += a[i][0] * b[j][0] - a[i][1] * b[j][1];
      sum[1] += a[i][0] * b[j][1] + a[i][1] * b[j][0];
    }
  return sums.slice(0, 6).map(([c, d], k) => {
    const [e, f] = sums[k + 6];
    return [mod(c + e - f), mod(d + e + f)];
  });
}

/** Whether quicknet made the signature (48 bytes, hex) for the round: e(−signature, generator) · e(hash, key) = 1. */
export function drandHolds(round, signature) {
  const name = `${round} ${signature}`;
  if (!knownRounds.has(name)) knownRounds.set(name, pairingHolds(round, signature));
  return knownRounds.get(name);
}

/** A pairing takes a quarter of a second; many bundles may rest on one round. */
const knownRounds = new Map();

function pairingHolds(round, signature) {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(round));
  const made = pointOf(signature);
  if (!made) return false;
  const pairs = [
    { g1: [made[0], q - made[1]], g2: generator, at: generator },
    { g1: hashedPoint(sha256(number)), g2: quicknetKey, at: quicknetKey },
  ];
  const one = [[1n, 0n]];
  let total = one;
  // A line through two points (or touching one) of G2, at a point of G1; what lies in smaller fields cancels.
  const walk = (pair, other) => {
    const [x, y] = pair.at;
    const slope = other
      ? times2(minus2(other[1], y), inverse2(minus2(other[0], x)))
      : times2(scaled2(times2(x, x), 3n), inverse2(scaled2(y, 2n)));
    const [px, py] = pair.g1;
    total = times12(total, [minus2(times2(slope, x), y), undefined, scaled2(slope, -px), [py, 0n]]);
    const sum = minus2(minus2(times2(slope, slope), x), other ? other[0] : x);
    pair.at = [sum, minus2(times2(slope, minus2(x, sum)), y)];
  };
  for (const bit of parameter.toString(2).slice(1)) {
    total = times12(total, total);
    for (const pair of pairs) {
      walk(pair);
      if (bit === '1') walk(pair, pair.g2);
    }
  }
  // One after the final power if and only if total^((q⁶ + 1) / order) lies in the field of q⁶ elements.
  let result = one;
  for (const bit of ((q ** 6n + 1n) / order).toString(2)) {
    result = times12(result, result);
    if (bit === '1') result = times12(result, total);
  }
  const zero = (part) => part[0] === 0n && part[1] === 0n;
  return result.every((part, place) => place % 2 === 0 || zero(part)) && !result.every(zero);
}

// — The checks.

/** y of the key as a number, its sign left out: below the field's prime, and neither 1 nor −1. */
function soundKey(key) {
  const bytes = Buffer.from(key, 'hex').reverse();
  bytes[0] &= 0x7f;
  const y = BigInt(`0x${hex(bytes)}`);
  const prime = 2n ** 255n - 19n;
  return y < prime && y !== 1n && y !== prime - 1n;
}

function signatureHolds(message, signature, key) {
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(key, 'hex')]);
  try {
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return verify(null, message, publicKey, Buffer.from(signature, 'hex'));
  } catch {
    return false;
  }
}

function checkOrder(read, report) {
  const ascending = (items, by, where) => {
    items.forEach((item, place) => {
      if (place > 0 && !(item[by] > items[place - 1][by])) report('order', `${where}[${place}].${by}`);
    });
  };
  const { record } = read.commit;
  for (const place of read.candidates.unordered) report('order', `candidates[${place}].id`);
  ascending(record.commitments, 'department', 'commit.record.commitments');
  ascending(record.inspecting, 'department', 'commit.record.inspecting');
  ascending(record.strata, 'id', 'commit.record.strata');
  ascending(read.inspectors, 'id', 'inspectors');
  read.inspectors.forEach(({ recusals }, place) => {
    ascending(recusals, 'candidate', `inspectors[${place}].recusals`);
  });
}

function checkLists(read, report) {
  const { record } = read.commit;
  const { candidates } = read;
  const tree = new Tree();
  for (const inspector of read.inspectors) tree.add(leafOf(canonical(inspector)));
  for (const [name, count, root] of [
    ['candidates', candidates.count, candidates.tree.root()],
    ['inspectors', tree.size, tree.root()],
  ]) {
    if (record[name].count !== count)
      report('list.count', `commit.record.${name}.count`, record[name].count, count);
    if (record[name].root !== root)
      report('list.root', `commit.record.${name}.root`, record[name].root, root);
  }
  record.strata.forEach(({ id, count, weight, k, standby }, place) => {
    const where = `commit.record.strata[${place}]`;
    const members = candidates.strata.get(id) ?? { places: [], weight: 0 };
    if (members.places.length !== count)
      report('stratum.count', `${where}.count`, count, members.places.length);
    if (members.weight !== weight) report('stratum.weight', `${where}.weight`, weight, members.weight);
    if (k > count) report('stratum.k', `${where}.k`, k, count);
    else {
      const right = Math.min(Math.ceil(k / 5), count - k);
      if (standby !== right) report('stratum.standby', `${where}.standby`, standby, right);
    }
  });
  const known = new Set(record.strata.map(({ id }) => id));
  const strange = [...candidates.strata].filter(([id]) => !known.has(id)).flatMap(([, { places }]) => places);
  for (const place of strange.sort((a, b) => a - b))
    report('stratum.unknown', `candidates[${place}].stratum`);
  const inspecting = new Set(record.inspecting.map(({ department }) => department));
  read.inspectors.forEach(({ department }, place) => {
    if (!inspecting.has(department)) report('inspector.department', `inspectors[${place}].department`);
  });
}

const drandTime = (round) => quicknet.genesis + (round - 1) * quicknet.period;

function checkCommit({ commit }, options, report) {
  const { record, signature } = commit;
  const { committedAt, revealBy } = record;
  if (revealBy < committedAt) report('commit.times', 'commit.record.revealBy');
  const known = new Set();
  record.beacons.forEach(({ kind, round, source, time }, place) => {
    const where = `commit.record.beacons[${place}]`;
    if (known.has(`${kind} ${round}`)) report('beacon.twice', where);
    known.add(`${kind} ${round}`);
    if (time < committedAt + 600 || time < revealBy) report('beacon.soon', `${where}.time`);
    if (kind !== 'drand-quicknet') return;
    if (source !== quicknet.chain) report('beacon.chain', `${where}.source`);
    if (time !== drandTime(round)) report('beacon.time', `${where}.time`, time, drandTime(round));
  });
  if (!soundKey(record.key)) report('key.form', 'commit.record.key');
  const message = tagged('commit-record', record);
  if (!signatureHolds(message, signature, record.key)) report('commit.signature', 'commit.signature');
  const digest = hex(sha256(message));
  if (options.key !== undefined && options.key !== record.key) report('key.other', 'commit.record.key');
  if (options.commitHash !== undefined && options.commitHash !== digest)
    report('commit.other', 'commit.record');
  return digest;
}

function checkReveals({ commit: { record }, reveals }, report) {
  if (reveals.length !== record.commitments.length) report('reveal.count', 'reveals');
  let opened = 0;
  reveals.forEach(({ at, department, flag, value }, place) => {
    const where = `reveals[${place}]`;
    const promised = record.commitments[place];
    if (promised === undefined) return;
    if (promised.department !== department) report('reveal.department', `${where}.department`);
    if (flag === 0) {
      if (at !== 0 || value !== zeros) report('reveal.missing', where);
      return;
    }
    opened += 1;
    if (at < record.committedAt || at > record.revealBy) report('reveal.time', `${where}.at`);
    const commitment = sha256('draw/v1/commit', record.plan, department, Buffer.from(value, 'hex'));
    if (hex(commitment) !== promised.commitment) report('reveal.commitment', `${where}.value`);
  });
  if (opened < 2) report('reveal.few', 'reveals');
}

function checkBeacon({ commit: { record }, beacon }, report) {
  const place = record.beacons.findIndex(({ kind, round }) => kind === beacon.kind && round === beacon.round);
  if (place < 0) report('beacon.unknown', 'beacon.round');
  else {
    const before = record.beacons.slice(0, place).map(({ kind, round }) => `${kind} ${round}`);
    const told = beacon.skipped.map(({ kind, round }) => `${kind} ${round}`);
    if (before.join() !== told.join()) report('beacon.skipped', 'beacon.skipped');
    if (beacon.at < record.beacons[place].time) report('beacon.early', 'beacon.at');
  }
  if (beacon.kind === 'manual') {
    const [one, two] = beacon.entries;
    if (!(one.by < two.by)) report('order', 'beacon.entries[1].by');
    if (one.text !== two.text) report('beacon.entries', 'beacon.entries[1].text');
    if (hex(Buffer.from(one.text)) !== beacon.bytes) report('beacon.bytes', 'beacon.bytes');
    return;
  }
  if (hash('sha256', Buffer.from(beacon.signature, 'hex')) !== beacon.bytes)
    report('beacon.bytes', 'beacon.bytes');
  if (!drandHolds(beacon.round, beacon.signature)) report('beacon.signature', 'beacon.signature');
}

function seedOf({ reveals, beacon }, commitDigest) {
  const fields = [Buffer.from(commitDigest, 'hex')];
  for (const { department, flag, value } of reveals)
    fields.push(Buffer.from(department), Buffer.of(flag), Buffer.from(value, 'hex'));
  const round = Buffer.alloc(8);
  round.writeBigUInt64BE(BigInt(beacon.round));
  fields.push(Buffer.from(beacon.kind), round, Buffer.from(beacon.bytes, 'hex'));
  const parts = fields.flatMap((field) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(field.length);
    return [length, field];
  });
  return sha256(...parts);
}

/** For values of the same shape. */
function same(one, other) {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other;
  const names = Object.keys(other);
  return names.length === Object.keys(one).length && names.every((name) => same(one[name], other[name]));
}

/** Index at which two lists differ first, else −1. */
function difference(one, other) {
  const most = Math.max(one.length, other.length);
  for (let place = 0; place < most; place += 1)
    if (place >= one.length || place >= other.length || !same(one[place], other[place])) return place;
  return -1;
}

function checkOutcome(read, seed, report) {
  const { commit, candidates, inspectors, outcome } = read;
  const { record } = commit;
  const [first, later] = [[], []];
  const named = difference(
    outcome.strata.map(({ id }) => id),
    record.strata.map(({ id }) => id),
  );
  if (named >= 0) report('selection.strata', `outcome.strata[${named}]`);
  record.strata.forEach(({ id, k, standby }, place) => {
    const { places } = candidates.strata.get(id) ?? { places: [] };
    const weights = Float64Array.from(places, (index) => candidates.weight[index]);
    const stream = new Stream(sha256('draw/v1/stratum\0', seed, id));
    const take = Math.min(k + standby, places.length);
    const drawn = draw(weights, take, stream).map((index) => places[index]);
    drawn.forEach((index, turn) => {
      const region = candidates.regions[candidates.region[index]];
      (turn < k ? first : later).push({ candidate: candidates.ids[index], region, standby: turn >= k });
    });
    const ids = drawn.map((index) => candidates.ids[index]);
    const told = outcome.strata[place];
    if (told === undefined) return;
    for (const [part, right] of [
      ['selected', ids.slice(0, k)],
      ['standby', ids.slice(k)],
    ]) {
      const at = difference(told[part], right);
      if (at >= 0)
        report(`selection.${part}`, `outcome.strata[${place}].${part}[${at}]`, told[part][at], right[at]);
    }
  });
  const visits = [...first, ...later];
  const right = pairing(new Stream(seed), record.inspecting, inspectors, visits, record.loadCap);
  const paired = difference(outcome.assignments, right.assignments);
  if (paired >= 0) report('pairing', `outcome.assignments[${paired}]`);
  const skipped = difference(outcome.recusals, right.recusals);
  if (skipped >= 0) report('recusal', `outcome.recusals[${skipped}]`);
  return visits.length;
}

function checkCertificate({ commit, certificate, beacon, reveals, outcome }, commitDigest, seed, report) {
  const { record, signature } = certificate;
  const right = {
    beaconHash: hex(sha256(tagged('beacon', beacon))),
    commitHash: commitDigest,
    key: commit.record.key,
    outcomeHash: hex(sha256(tagged('outcome', outcome))),
    plan: commit.record.plan,
    revealsHash: hex(sha256(tagged('reveals', reveals))),
    seed: hex(seed),
  };
  for (const [field, value] of Object.entries(right)) {
    const code = field === 'seed' ? 'seed' : 'certificate.field';
    if (record[field] !== value) report(code, `certificate.record.${field}`, record[field], value);
  }
  if (record.issuedAt < beacon.at) report('certificate.time', 'certificate.record.issuedAt');
  if (!signatureHolds(tagged('certificate', record), signature, commit.record.key))
    report('certificate.signature', 'certificate.signature');
}

/**
 * Checks the bytes of a bundle. Gives `{readable: false, reason}` for what is no JSON, else `{readable: true, holds,
 * count, findings: [{code, where, told, right}], facts}`; of more than 100 findings the first 100 are listed.
 * `options`: `key`, the public key that has to have signed (hex); `commitHash`, of the commit record published before.
 */
export function verifyBundle(bytes, options = {}) {
  let read;
  try {
    read = new Reader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)).whole();
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError)
      return { readable: false, reason: error.message };
    throw error;
  }
  const findings = [];
  let count = 0;
  const report = (code, where, told, right) => {
    count += 1;
    if (findings.length < listed) findings.push({ code, where, told, right });
  };
  if (!shape(read, bundle, '', report)) return { readable: true, holds: false, count, findings, facts: null };
  checkOrder(read, report);
  checkLists(read, report);
  const commitHash = checkCommit(read, options, report);
  checkReveals(read, report);
  checkBeacon(read, report);
  const seed = seedOf(read, commitHash);
  const visits = checkOutcome(read, seed, report);
  checkCertificate(read, commitHash, seed, report);
  const { record } = read.commit;
  const facts = {
    plan: record.plan,
    notice: record.notice,
    key: record.key,
    commitHash,
    seed: hex(seed),
    candidates: read.candidates.count,
    inspectors: read.inspectors.length,
    strata: record.strata.length,
    selected: record.strata.reduce((sum, { k }) => sum + k, 0),
    visits,
    opened: read.reveals.filter(({ flag }) => flag === 1).length,
    beacon: read.beacon.kind,
    beaconRound: read.beacon.round,
    recusals: read.outcome.recusals.length,
  };
  return { readable: true, holds: count === 0, count, findings, facts };
}

/** The hash of a commit record that was published: the record, or the record with its signature. Null: it is none. */
export function commitHashOf(bytes) {
  try {
    const value = new Reader(Buffer.from(bytes)).whole();
    return hex(sha256(tagged('commit-record', value.record ?? value)));
  } catch {
    return null;
  }
}

/** Pairs of results about the same plan under the same key with different commit records: the plan was drawn twice. */
export function secondCommits(results) {
  const first = new Map();
  const second = [];
  results.forEach(({ facts }, place) => {
    if (!facts) return;
    const before = first.get(facts.plan);
    if (before === undefined) first.set(facts.plan, place);
    else if (results[before].facts.commitHash !== facts.commitHash) second.push([before, place]);
  });
  return second;
}

// — The program.

const meanings = {
  'shape.type': '类型不符',
  'shape.value': '内容不合格式',
  'shape.missing': '缺少此项',
  'shape.extra': '多出此项',
  'shape.doubled': '此项重复出现',
  order: '次序不符（应严格递增，不得重复）',
  'list.count': '名单条数与承诺书不符：有增加或删除',
  'list.root': '名单与承诺书的根哈希不符：有增加、删除、改动或换序',
  'stratum.count': '层内对象数与承诺书不符',
  'stratum.weight': '层内权重合计与承诺书不符',
  'stratum.k': '抽取数多于层内对象数',
  'stratum.standby': '候补数不是抽取数的五分之一（进位）',
  'stratum.unknown': '对象所在的层不在承诺书中',
  'inspector.department': '执法人员所在部门不参加本次检查',
  'commit.times': '随机数提交截止早于承诺时间',
  'beacon.twice': '同一信标列了两次',
  'beacon.soon': '信标时间距承诺不足10分钟，或早于随机数提交截止',
  'beacon.chain': '不是 drand quicknet 的链',
  'beacon.time': '信标时间不是该轮次的时间',
  'key.form': '公钥不合规范',
  'key.other': '签署公钥不是指定的公钥',
  'commit.signature': '承诺书签名无效',
  'commit.other': '承诺书不是此前公布的那一份：同一计划有第二份承诺书，或内容被改',
  'reveal.count': '公开的随机数与承诺的部门数不符',
  'reveal.department': '公开随机数的部门与承诺书不符',
  'reveal.missing': '未公开的部门应全部填零',
  'reveal.time': '随机数的提交时间早于承诺或晚于截止',
  'reveal.commitment': '公开的随机数与该部门的承诺不符',
  'reveal.few': '公开随机数的部门不足两个',
  'beacon.unknown': '信标不在承诺书所列之内',
  'beacon.skipped': '跳过的信标与承诺书的次序不符',
  'beacon.early': '信标记录早于信标时间',
  'beacon.entries': '两人录入的公开数值不一致',
  'beacon.bytes': '信标数值与其来源不符',
  'beacon.signature': '信标签名无效：drand 网络未发布过这一数值',
  'selection.strata': '结果的分层与承诺书不符',
  'selection.selected': '抽中名单与重新计算的结果不符，自此处起',
  'selection.standby': '候补名单与重新计算的结果不符，自此处起',
  pairing: '执法人员配对与重新计算的结果不符，自此处起',
  recusal: '回避记录与重新计算的结果不符，自此处起',
  seed: '种子与重新计算的结果不符',
  'certificate.field': '抽取凭证所载与材料不符',
  'certificate.time': '抽取凭证早于信标记录',
  'certificate.signature': '抽取凭证签名无效',
  'commit.second': '同一计划有两份不同的承诺书：重复抽取',
};

const told = (value) =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);

function printed(file, result) {
  const lines = result.findings.map(({ code, where, told: one, right }) => {
    const values = right === undefined ? '' : `（所载 ${told(one)}，应为 ${told(right)}）`;
    return `${file}: [${code}] ${where}  ${meanings[code] ?? code}${values}`;
  });
  if (result.count > result.findings.length)
    lines.push(`${file}: 另有 ${result.count - result.findings.length} 处未列出`);
  const { facts } = result;
  if (facts) {
    if (facts.notice !== '') lines.push(`${file}: ${facts.notice}`);
    lines.push(`${file}: 计划 ${facts.plan}，承诺书 ${facts.commitHash}，签署公钥 ${facts.key}`);
  }
  if (result.holds)
    lines.push(
      `${file}: 全部相符。已核对：格式与次序、对象 ${facts.candidates} 个和执法人员 ${facts.inspectors} 名的根哈希、` +
        `承诺书签名、${facts.opened} 个部门的随机数、信标 ${facts.beacon} 第 ${facts.beaconRound} 轮、种子、` +
        `${facts.strata} 层抽中 ${facts.selected} 个及候补、配对 ${facts.visits} 户、回避 ${facts.recusals} 次、凭证签名。` +
        '公钥和承诺书哈希请与抽取前公布的核对。',
    );
  return lines;
}

function main(argv) {
  const options = {};
  const files = [];
  let json = false;
  const bad = (text) => {
    process.stderr.write(`${text}\n`);
    return 2;
  };
  const rest = [...argv];
  while (rest.length > 0) {
    const word = rest.shift();
    if (word === '--json') json = true;
    else if (word === '--key') options.key = rest.shift()?.toLowerCase() ?? '';
    else if (word === '--commit') {
      const file = rest.shift() ?? '';
      try {
        options.commitHash = commitHashOf(readFileSync(file));
      } catch {
        options.commitHash = null;
      }
      if (options.commitHash === null) return bad(`${file}: 不是承诺书`);
    } else files.push(word);
  }
  if (files.length === 0) return bad('node verify-draw.mjs [--key HEX] [--commit FILE] [--json] BUNDLE…');
  const results = [];
  for (const file of files) {
    try {
      results.push(verifyBundle(readFileSync(file), options));
    } catch (error) {
      return bad(`${file}: 无法读取（${error.message}）`);
    }
    const { readable, reason } = results.at(-1);
    if (!readable) return bad(`${file}: 不是 JSON（${reason}）`);
  }
  for (const [before, place] of secondCommits(results)) {
    const result = results[place];
    result.holds = false;
    result.count += 1;
    result.findings.push({ code: 'commit.second', where: files[before] });
  }
  const lines = files.flatMap((file, place) => printed(file, results[place]));
  process.stdout.write(json ? `${JSON.stringify(results)}\n` : `${lines.join('\n')}\n`);
  return results.every(({ holds }) => holds) ? 0 : 1;
}

// `import.meta.main` is younger than the Nodes this should run on.
if (process.argv[1] !== undefined && import.meta.filename === realpathSync(process.argv[1]))
  process.exitCode = main(process.argv.slice(2));
