import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { WrongUsage } from "./wrong-usage.ts";

/**
 * Reads an access token from a file, or from standard input where the file is `-`.
 * @throws {WrongUsage} that quotes nothing of it, when it cannot be read or holds anything else.
 */
export async function readToken(file: string, stdin: NodeJS.ReadableStream = process.stdin): Promise<string> {
  const where = file === "-" ? "standard input" : file;
  const read = await (file === "-" ? text(stdin) : readFile(file, "utf8")).catch(() => {
    throw new WrongUsage(`${where} cannot be read: write the access token into a file, and give its name`);
  });
  const token = read.trim();
  if (token === "") throw new WrongUsage(`${where} is empty: it is to hold the access token`);
  if (/\s|^["{]/.test(token)) {
    throw new WrongUsage(`${where} is to hold the access token alone: no "Bearer", no quotes, no JSON around it`);
  }
  return token;
}
