/** A whole network, for a name constraint: its address and its mask, 4 or 16 bytes each. */
interface Network {
  readonly address: readonly number[];
  readonly mask: readonly number[];
}

const SEQUENCE = 0x30;
const PERMITTED_SUBTREES = 0xa0;
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

/** The object identifier of the extension. */
export const NAME_CONSTRAINTS_OID = "2.5.29.30";

/**
 * The value of a name constraints extension, in DER: a certificate authority that has it vouches for these DNS names,
 * for names below them, and for addresses of these networks, and for no others. Source: RFC 5280 §4.2.1.10.
 */
export function nameConstraints(dnsNames: readonly string[], networks: readonly Network[]): Uint8Array<ArrayBuffer> {
  const bases = [
    ...dnsNames.map((name) => encode(DNS_NAME, [...Buffer.from(name, "ascii")])),
    ...networks.map(({ address, mask }) => encode(IP_ADDRESS, [...address, ...mask])),
  ];
  const subtrees = bases.flatMap((base) => encode(SEQUENCE, base));
  return new Uint8Array(encode(SEQUENCE, encode(PERMITTED_SUBTREES, subtrees)));
}

/** One DER element with its length in the shortest form, as DER wants it. Source: X.690 §8.1.3 and §10.1. */
function encode(tag: number, content: readonly number[]): number[] {
  const { length } = content;
  if (length < 0x80) return [tag, length, ...content];
  if (length < 0x100) return [tag, 0x81, length, ...content];
  return [tag, 0x82, length >> 8, length & 0xff, ...content];
}
