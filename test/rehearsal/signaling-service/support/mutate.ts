import type { Random } from "./random.ts";

type Json = Readonly<Record<string, unknown>>;

/** A valid message or body, spoilt: in one of its members, in its text or in its bytes. May still be valid, or no UTF-8. */
export function mutateJson(random: Random, valid: Json): Buffer {
  let text = random.percent(70) ? spoilMember(random, valid) : JSON.stringify(valid);
  if (random.percent(30)) text = spoilText(random, text);
  const bytes = Buffer.from(text);
  return random.percent(20) ? spoilBytes(random, bytes) : bytes;
}

/** Bytes with some of them flipped, missing, doubled or in another's place. */
export function spoilBytes(random: Random, bytes: Buffer): Buffer {
  if (bytes.length === 0) return bytes;
  const at = random.below(bytes.length);
  switch (random.below(4)) {
    case 0: {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << random.below(8));
      return flipped;
    }
    case 1:
      return bytes.subarray(0, at);
    case 2: {
      const part = bytes.subarray(at, at + 1 + random.below(40));
      return Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at)]);
    }
    default: {
      const noise = Buffer.from(Array.from({ length: 1 + random.below(4) }, () => random.below(256)));
      return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at + noise.length)]);
    }
  }
}

/** A text of visible ASCII with one character changed, so that it can stand in a head of HTTP. */
export function spoilVisible(random: Random, text: string): string {
  const at = random.below(text.length);
  const instead = random.percent(30) ? "" : String.fromCharCode(33 + random.below(94));
  return `${text.slice(0, at)}${instead}${text.slice(at + 1)}`;
}

const oddKeys = ["__proto__", "constructor", "toString", "hasOwnProperty", "length", "", "\u0000", "ä", "then"];

/** Written as JSON text, since some of it cannot be written otherwise. */
const oddValues: readonly ((random: Random) => string)[] = [
  () => "null",
  (random) => random.pick(["true", "false", "{}", "[]", '""', "[[]]", '[""]', '{"":{}}']),
  (random) => random.pick(["0", "-1", "1.5", "1e308", "1e999", "-1e999", "9007199254740993", "1".repeat(400)]),
  (random) => JSON.stringify("x".repeat(random.pick([1, 255, 256, 257, 1024, 1025, 10_000, 10_001, 20_000]))),
  (random) => {
    const depth = random.pick([2, 50, 1_000, 5_000]);
    return "[".repeat(depth) + "]".repeat(depth);
  },
  (random) => {
    const depth = random.pick([2, 50, 1_000]);
    return `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
  },
  (random) => `[${Array.from({ length: random.pick([1, 51, 1_000]) }, () => '{"Key":"a","Value":"b"}').join()}]`,
  (random) =>
    JSON.stringify(random.pick(["\u0000", "\ud800", "é", "😀", "\u202e", "\r\n", "../..", "%00", "a b", "-", "AWS_x"])),
  (random) => `{${JSON.stringify(random.pick(oddKeys))}:${random.pick(["null", "{}", '{"polluted":true}', '"x"'])}}`,
];

function spoilMember(random: Random, valid: Json): string {
  const members = Object.entries(valid).map(([key, value]) => [key, JSON.stringify(value)] as const);
  const at = random.below(members.length);
  const [key, value] = members[at] ?? ["", "null"];
  const another = random.pick(Object.keys(valid));
  const odd = random.pick(oddValues)(random);
  const write = (list: readonly (readonly [string, string])[]) =>
    `{${list.map(([name, written]) => `${JSON.stringify(name)}:${written}`).join()}}`;
  switch (random.below(6)) {
    case 0:
      return write(members.filter((_, index) => index !== at));
    case 1:
      return write([...members, [key, odd]]);
    case 2:
      return write(members.with(at, [another, value]));
    case 3:
      return write([...members, [random.pick(oddKeys), odd]]);
    case 4: {
      const inner: unknown = valid[key];
      if (typeof inner !== "object" || inner === null || Array.isArray(inner))
        return write(members.with(at, [key, odd]));
      return write(members.with(at, [key, Object.keys(inner).length === 0 ? odd : spoilMember(random, inner as Json)]));
    }
    default:
      return write(members.with(at, [key, odd]));
  }
}

const oddTexts = [
  '"',
  "\\",
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "\u0000",
  "\ufeff",
  "\ud83d",
  "\t\n",
  "9".repeat(30),
  "\\u0000",
  "\\ud800",
];

function spoilText(random: Random, text: string): string {
  const at = random.below(text.length);
  switch (random.below(3)) {
    case 0:
      return text.slice(0, at) + random.pick(oddTexts) + text.slice(at + random.below(3));
    case 1:
      return text.slice(0, at);
    default:
      return text + text.slice(at);
  }
}
