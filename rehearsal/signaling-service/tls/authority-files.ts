import { createPrivateKey, X509Certificate } from "node:crypto";
import { type FileHandle, link, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { makeDirectory } from "../files/make-directory.ts";
import { writeFileWhole } from "../files/write-file-whole.ts";
import type { CertificateAndKey } from "./certificates.ts";

/** Where a region's certificate authority is kept. */
interface AuthorityFiles {
  /** The certificate alone, for clients. */
  readonly caFile: string;
  /** The authority that is there; a file that can't be trusted is moved aside and counts for nothing. */
  read(): Promise<CertificateAndKey | undefined>;
  /** Moves the authority that is there aside. */
  setAside(): Promise<void>;
  /** Keeps a new authority, unless another process has just done so: then that one counts. */
  add(authority: CertificateAndKey): Promise<void>;
  /** Writes `caFile`. */
  publish(certificate: string): Promise<void>;
}

/**
 * Opens the files of a region's authority in a folder, which is made with mode 0700 if need be. Key and certificate are
 * one file, mode 0600, which is never half written: they can't come to be of two authorities.
 */
export async function openAuthorityFiles(directory: string, region: string, now: number): Promise<AuthorityFiles> {
  await makeDirectory(directory);
  const authorityFile = join(directory, `authority-${region}.pem`);
  const caFile = join(directory, `ca-${region}.pem`);
  const setAside = async () => {
    try {
      await rename(authorityFile, `${authorityFile}.replaced-${now}`);
    } catch (error) {
      // Another process has just done so.
      if (codeOf(error) !== "ENOENT") throw error;
    }
  };
  return {
    caFile,
    setAside,
    async read() {
      const text = await readOwnFile(authorityFile);
      const authority = text && parse(text);
      if (text !== undefined && !authority) await setAside();
      return authority || undefined;
    },
    add: ({ key, certificate }) => writeFileWhole(authorityFile, `${key}${certificate}`, 0o600, putUnlessThere),
    async publish(certificate) {
      if ((await readIfThere(caFile)) === certificate) return;
      await writeFileWhole(caFile, certificate, 0o644);
    },
  };
}

/**
 * Reads a file that is this user's and that nobody else could have read or written; the text of any other is empty.
 * Undefined: there is no file.
 */
async function readOwnFile(path: string): Promise<string | undefined> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
  try {
    const { mode, uid } = await file.stat();
    // Windows has neither of the two.
    const isOwn = process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0);
    return isOwn ? await file.readFile("utf8") : "";
  } finally {
    await file.close();
  }
}

function parse(text: string): CertificateAndKey | undefined {
  const [, key, certificate] =
    /^(-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----\n)(-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n)$/.exec(
      text,
    ) ?? [];
  if (key === undefined || certificate === undefined) return undefined;
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key)) ? { key, certificate } : undefined;
  } catch {
    return undefined;
  }
}

/** Unlike a rename, this leaves alone what another process has put there in the meantime. */
async function putUnlessThere(written: string, path: string): Promise<void> {
  try {
    await link(written, path);
  } catch (error) {
    // Some file systems have no links.
    if (codeOf(error) !== "EEXIST") await rename(written, path);
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
