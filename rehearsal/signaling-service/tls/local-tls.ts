import { resolve } from "node:path";
import { openAuthorityFiles } from "./authority-files.ts";

/** What a server needs to serve TLS on this machine. */
export interface LocalTls {
  /** The absolute path of the certificate authority's certificate, in PEM. */
  readonly caFile: string;
  /** The server's certificate and private key, in PEM: they are in memory only. */
  readonly certificate: string;
  readonly key: string;
}

/** Where the authority is kept, the region whose names it vouches for, and the time: epoch milliseconds. */
interface LocalTlsOptions {
  readonly directory: string;
  readonly region: string;
  readonly now: number;
}

/**
 * Makes a server certificate for localhost, loopback addresses and the names of Kinesis Video Streams in a region, from
 * a local certificate authority. The authority is made at the first start and used again at the next ones; one that is
 * torn, foreign, readable by others or about to end is replaced. It is never put into a system's store: clients are
 * told of it by NODE_EXTRA_CA_CERTS (Node.js), AWS_KVS_CACERT_PATH (C SDK) or `--ca-bundle` (aws-cli).
 * @throws {Error} when the folder can't be written.
 */
export async function createLocalTls({ directory, region, now }: LocalTlsOptions): Promise<LocalTls> {
  const files = await openAuthorityFiles(resolve(directory), region, now);
  // It costs a quarter of a second of start time, so only those who want TLS pay for it.
  const { createAuthority, createServerCertificate, isAuthorityFor } = await import("./certificates.ts");
  let authority = await files.read();
  if (authority !== undefined && !isAuthorityFor(region, authority, now)) {
    await files.setAside();
    authority = undefined;
  }
  if (authority === undefined) {
    await files.add(await createAuthority(region, now));
    authority = await files.read();
    if (authority === undefined) throw new Error("the folder for TLS does not keep its files private: choose another");
  }
  await files.publish(authority.certificate);
  const service = `kinesisvideo.${region}.amazonaws.com`;
  const names = { dns: ["localhost", service, `*.${service}`], ip: ["127.0.0.1", "::1"] };
  return { caFile: files.caFile, ...(await createServerCertificate(authority, names, now)) };
}
