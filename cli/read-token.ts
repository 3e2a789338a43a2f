import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";

/**
 * Reads an access token from a file, or from standard input where the file is `-`.
 * @throws {Error} that quotes nothing of it, when it cannot be read or holds anything else.
 */
export async function readToken(file: string, stdin: NodeJS.ReadableStream = process.stdin): Promise<string> {
  const where = file === "-" ? "standard input" : file;
  const read = await (file === "-" ? text(stdin) : readFile(file, "utf8")).catch(() => {
    throw new Error(`${where} cannot be read: write the access token into a file, and give its name`);
  });
  const token = read.trim();
  if (token === "") throw new Error(`${where} is empty: it is to hold the access token`);
  if (/\s|^["{]/.test(token)) {
    throw new Error(`${where} is to hold the access token alone: no "Bearer", no quotes, no JSON around it`);
  }
  return token;
}
