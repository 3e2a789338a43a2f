/** A NAL unit as it is parsed: its type, and its payload without emulation prevention bytes. */
export interface NalUnit {
  readonly type: number;
  readonly payload: Uint8Array;
}

/**
 * Takes an access unit apart: bytes with start codes (ITU-T H.264, annex B), one NAL unit without, or a list of either.
 */
export function nalUnitsOf(accessUnit: Uint8Array | readonly Uint8Array[]): NalUnit[] {
  const parts = accessUnit instanceof Uint8Array ? [accessUnit] : accessUnit;
  return parts
    .flatMap(splitAtStartCodes)
    .filter((bytes) => bytes.length > 1)
    .map(parse);
}

function splitAtStartCodes(bytes: Uint8Array): Uint8Array[] {
  const units: Uint8Array[] = [];
  let start = 0;
  for (let index = 0; index + 2 < bytes.length; index++) {
    if (bytes[index] !== 0 || bytes[index + 1] !== 0 || bytes[index + 2] !== 1) continue;
    units.push(bytes.subarray(start, index));
    start = index + 3;
    index += 2;
  }
  units.push(bytes.subarray(start));
  return units.map(withoutTrailingZeros);
}

/** A NAL unit never ends in a zero byte, so these belong to the next start code. */
function withoutTrailingZeros(bytes: Uint8Array): Uint8Array {
  let length = bytes.length;
  while (length > 0 && bytes[length - 1] === 0) length -= 1;
  return bytes.subarray(0, length);
}

function parse(unit: Uint8Array): NalUnit {
  const payload = new Uint8Array(unit.length - 1);
  let length = 0;
  let zeros = 0;
  for (let index = 1; index < unit.length; index++) {
    const byte = unit[index] ?? 0;
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    payload[length++] = byte;
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return { type: (unit[0] ?? 0) & 31, payload: payload.subarray(0, length) };
}
