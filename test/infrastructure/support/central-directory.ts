/** What a zip says of one of its files. */
export interface ZipEntry {
  readonly name: string;
  /** The Unix mode, with the bits that say what kind of file it is; 0 where the zip was not made on Unix. */
  readonly mode: number;
  /** As zip tools show it, which is without a time zone. */
  readonly date: string;
  /** The bytes of further fields, here and at the file itself. */
  readonly extra: number;
}

/** Reads a zip's list of its files. Source: PKWARE's APPNOTE.TXT, 4.3.7, 4.3.12 and 4.3.16. */
export function centralDirectory(zip: Buffer): ZipEntry[] {
  // Without a comment of the zip's own its last record has 22 bytes.
  const end = zip.length - 22;
  if (zip.readUInt32LE(end) !== 0x06054b50) throw new Error("not a zip, or one with a comment");
  const entries: ZipEntry[] = [];
  for (let at = zip.readUInt32LE(end + 16); at < end; ) {
    if (zip.readUInt32LE(at) !== 0x02014b50) throw new Error(`no entry at ${at}`);
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const isUnix = zip.readUInt8(at + 5) === 3;
    entries.push({
      name: zip.toString("utf8", at + 46, at + 46 + nameLength),
      mode: isUnix ? zip.readUInt16LE(at + 40) : 0,
      date: dateOf(zip.readUInt16LE(at + 14), zip.readUInt16LE(at + 12)),
      extra: extra + zip.readUInt16LE(zip.readUInt32LE(at + 42) + 28),
    });
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}

function dateOf(date: number, time: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${1980 + (date >> 9)}-${two((date >> 5) & 15)}-${two(date & 31)}`;
  return `${day} ${two(time >> 11)}:${two((time >> 5) & 63)}:${two((time & 31) * 2)}`;
}
