/** Writes the bits of an H.264 raw byte sequence payload, most significant bit first (ITU-T H.264, 7.2 and 9.1). */
export class BitWriter {
  #bytes = new Uint8Array(4096);
  #length = 0;
  #current = 0;
  #currentBits = 0;

  /** Writes the low `count` bits of an unsigned value, 0 to 32 of them: u(n). */
  bits(value: number, count: number): void {
    for (let bit = count - 1; bit >= 0; bit--) {
      this.#current = (this.#current << 1) | ((value >>> bit) & 1);
      this.#currentBits += 1;
      if (this.#currentBits === 8) {
        this.#append(this.#current);
        this.#current = 0;
        this.#currentBits = 0;
      }
    }
  }

  /** Writes a yes or no: u(1). */
  flag(value: boolean): void {
    this.bits(value ? 1 : 0, 1);
  }

  /** Writes a codeword as the standard's tables print it, such as "000101". */
  codeword(word: string): void {
    this.bits(Number.parseInt(word, 2), word.length);
  }

  /** Writes an unsigned Exp-Golomb code, for values up to 2^31 - 2: ue(v). */
  unsigned(value: number): void {
    const length = 32 - Math.clz32(value + 1);
    this.bits(0, length - 1);
    this.bits(value + 1, length);
  }

  /** Writes a signed Exp-Golomb code, positive values first: se(v). */
  signed(value: number): void {
    this.unsigned(value > 0 ? 2 * value - 1 : -2 * value);
  }

  /** Fills up to the next byte with zeros, as pcm_alignment_zero_bit does. */
  align(): void {
    if (this.#currentBits > 0) this.bits(0, 8 - this.#currentBits);
  }

  /** Writes one whole byte; quick when aligned. */
  byte(value: number): void {
    if (this.#currentBits === 0) this.#append(value);
    else this.bits(value, 8);
  }

  /** Closes the payload with the stop bit and returns its bytes: rbsp_trailing_bits(). */
  finish(): Uint8Array {
    this.flag(true);
    this.align();
    return this.#bytes.subarray(0, this.#length);
  }

  #append(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }
}
