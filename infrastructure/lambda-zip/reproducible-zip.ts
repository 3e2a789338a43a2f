import { zipSync } from "fflate";

// A zip's date has no time zone and is taken from the local clock's fields, so it is given as local time: a string
// without a zone. Noon, because no zone ever skipped it for summer time.
const DATE = "1980-01-01T12:00:00";
/** Attributes in the way of Unix, and in them a plain file that everybody may read. */
const UNIX = 3;
const PLAIN_FILE = 0o100644;

/**
 * Zips files so that the same files give the same bytes wherever and whenever that is done: in the order of their
 * names, with one date and the mode 0644, without entries for folders and without extra fields. The compression is
 * fflate's own, since zlib's differs from one Node.js version to the next.
 * Lambda needs the mode: a file that only its owner may read is one that the function cannot open.
 * @param files by their path in the zip, with `/` between folders.
 */
export function reproducibleZip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const names = [...files.keys()].sort();
  const entries = Object.fromEntries(names.map((name) => [name, files.get(name) ?? new Uint8Array()]));
  return zipSync(entries, { level: 9, mtime: DATE, os: UNIX, attrs: (PLAIN_FILE << 16) >>> 0 });
}
