/** Thrown inside this folder when a stream is not of the kind that the virtual camera sends, or is broken. */
export class OutsideSubset extends Error {
  override readonly name = "OutsideSubset";

  constructor() {
    super("not a stream of the virtual camera, or a broken one");
  }
}

/** Throws {@link OutsideSubset} unless a condition that the virtual camera's stream meets is met. */
export function expectSubset(condition: boolean): asserts condition {
  if (!condition) throw new OutsideSubset();
}

/** Reads the bits of an H.264 raw byte sequence payload (ITU-T H.264, 7.2 and 9.1). */
export class BitReader {
  readonly #bytes: Uint8Array;
  #position = 0;

  /** @param bytes a payload whose emulation prevention bytes are taken out. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Reads u(n), 0 to 32 bits. */
  bits(count: number): number {
    let value = 0;
    for (let bit = 0; bit < count; bit++) value = value * 2 + this.#bit();
    return value;
  }

  /** Reads u(1). */
  flag(): boolean {
    return this.#bit() === 1;
  }

  /** Reads ue(v). */
  unsigned(): number {
    let zeros = 0;
    while (this.#bit() === 0) zeros += 1;
    expectSubset(zeros < 32);
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  /** Reads se(v). */
  signed(): number {
    const code = this.unsigned();
    // Taken from 0, or the code 0 would become -0.
    return code % 2 === 1 ? (code + 1) / 2 : 0 - code / 2;
  }

  /** Goes on to the next whole byte over zeros. */
  align(): void {
    while (this.#position % 8 !== 0) expectSubset(this.#bit() === 0);
  }

  /** Whether anything but the stop bit and its zeros is left: more_rbsp_data(). */
  moreData(): boolean {
    let last = this.#bytes.length - 1;
    while (last >= 0 && this.#bytes[last] === 0) last -= 1;
    if (last < 0) return false;
    const stopBit = last * 8 + 7 - Math.log2((this.#bytes[last] ?? 0) & -(this.#bytes[last] ?? 0));
    return this.#position < stopBit;
  }

  #bit(): number {
    const byte = this.#bytes[this.#position >> 3];
    expectSubset(byte !== undefined);
    const bit = (byte >> (7 - (this.#position & 7))) & 1;
    this.#position += 1;
    return bit;
  }
}
