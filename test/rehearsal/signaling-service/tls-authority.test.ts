import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, type Server } from "node:tls";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import {
  type CertificateAndKey,
  createServerCertificate,
} from "../../../rehearsal/signaling-service/tls/certificates.ts";
import { createLocalTls } from "../../../rehearsal/signaling-service/tls/local-tls.ts";
import { shake } from "./support/tls-client.ts";

const DAY = 86_400_000;
const REGION = "eu-west-1";

let directory: string;
const servers = new Set<Server>();
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "tls-"));
});
afterEach(async () => {
  for (const server of servers) server.close();
  servers.clear();
  await rm(directory, { recursive: true });
});

const openTls = (now = Date.now()) => createLocalTls({ directory, region: REGION, now });

/** Serves TLS with a certificate of the test's own making. */
async function serve({ certificate, key }: CertificateAndKey): Promise<number> {
  const server = createServer({ cert: certificate, key });
  servers.add(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

describe("the local certificate authority", () => {
  it("lets only its owner read the key", async () => {
    const below = join(directory, "new/tls");
    const { caFile } = await createLocalTls({ directory: below, region: REGION, now: Date.now() });
    const mode = async (path: string) => (await stat(path)).mode & 0o777;
    expect(await mode(below)).toBe(0o700);
    expect(await mode(join(below, `authority-${REGION}.pem`))).toBe(0o600);
    expect(await readFile(caFile, "utf8")).not.toContain("PRIVATE");
    expect((await readdir(below)).sort()).toEqual([`authority-${REGION}.pem`, `ca-${REGION}.pem`]);
  });

  it("is refused by clients for any name but its own, by the constraint it carries", async () => {
    const { caFile } = await openTls();
    const ca = await readFile(caFile);
    const [key = "", certificate = ""] = (await readFile(join(directory, `authority-${REGION}.pem`), "utf8")).split(
      /(?=-----BEGIN CERTIFICATE)/,
    );
    for (const names of [
      { dns: ["example.com"], ip: [] },
      { dns: ["kinesisvideo.us-east-1.amazonaws.com"], ip: [] },
      { dns: [`${REGION}.amazonaws.com`], ip: [] },
      { dns: [], ip: ["10.0.0.1"] },
      { dns: ["localhost", "example.com"], ip: [] },
    ]) {
      const forged = await createServerCertificate({ key, certificate }, names, Date.now());
      expect(new X509Certificate(forged.certificate).verify(new X509Certificate(certificate).publicKey)).toBe(true);
      const port = await serve(forged);
      await expect(shake({ port, ca, servername: names.dns[0] ?? "" })).rejects.toThrow("permitted subtree violation");
    }
  });

  it("is one for each region", async () => {
    const here = await openTls();
    const there = await createLocalTls({ directory, region: "us-east-1", now: Date.now() });
    expect(there.caFile).not.toBe(here.caFile);
    expect((await openTls()).caFile).toBe(here.caFile);
  });

  it("is the same for services that start at once", async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => openTls()));
    const authority = new X509Certificate(await readFile(all[0]?.caFile ?? ""));
    for (const { certificate } of all) {
      expect(new X509Certificate(certificate).verify(authority.publicKey)).toBe(true);
    }
  });

  it("is for servers alone, which the certificate says itself", async () => {
    const { caFile } = await openTls();
    const serverAuth = "1.3.6.1.5.5.7.3.1";
    expect(new X509Certificate(await readFile(caFile)).keyUsage).toEqual([serverAuth]);
  });

  it("that is torn is replaced once by services that start at once", async () => {
    await openTls();
    await writeFile(join(directory, `authority-${REGION}.pem`), "torn", { mode: 0o600 });
    const all = await Promise.all(Array.from({ length: 5 }, () => openTls()));
    const authority = new X509Certificate(await readFile(all[0]?.caFile ?? ""));
    for (const { certificate } of all) {
      expect(new X509Certificate(certificate).verify(authority.publicKey)).toBe(true);
    }
  });

  it("is replaced before it would end under a service that starts now", async () => {
    const now = Date.now();
    const first = await readFile((await openTls(now)).caFile, "utf8");
    expect(await readFile((await openTls(now + 3.9 * 365 * DAY)).caFile, "utf8")).toBe(first);
    const later = await openTls(now + 4.1 * 365 * DAY);
    const second = await readFile(later.caFile, "utf8");
    expect(second).not.toBe(first);
    expect(new X509Certificate(later.certificate).verify(new X509Certificate(second).publicKey)).toBe(true);
  });

  it("is never trusted when its file is torn, foreign or not private: a new one is made, and the file kept", async () => {
    const authorityFile = join(directory, `authority-${REGION}.pem`);
    const { caFile } = await openTls();
    const whole = await readFile(authorityFile, "utf8");
    const otherFile = join(directory, "authority-us-east-1.pem");
    await createLocalTls({ directory, region: "us-east-1", now: Date.now() });
    const other = await readFile(otherFile, "utf8");
    const certificateOf = (text: string) => text.slice(text.indexOf("-----BEGIN CERTIFICATE"));
    let asides = 0;
    for (const content of [
      "",
      whole.slice(0, 300),
      whole.slice(0, -40),
      other,
      whole.replace(certificateOf(whole), certificateOf(other)),
    ]) {
      await writeFile(authorityFile, content, { mode: 0o600 });
      // Each replacement is kept by its time.
      const { certificate } = await openTls(Date.now() + asides);
      const published = await readFile(caFile, "utf8");
      expect(published).not.toBe(certificateOf(whole));
      expect(new X509Certificate(certificate).verify(new X509Certificate(published).publicKey)).toBe(true);
      asides += 1;
      expect((await readdir(directory)).filter((name) => name.includes(".replaced-"))).toHaveLength(asides);
    }
    await chmod(authorityFile, 0o644);
    const exposed = await readFile(authorityFile, "utf8");
    await openTls(Date.now() + asides);
    expect(await readFile(authorityFile, "utf8")).not.toBe(exposed);
  });

  it("publishes its certificate again when that file is lost or altered", async () => {
    const { caFile } = await openTls();
    const published = await readFile(caFile, "utf8");
    await writeFile(caFile, "torn");
    await openTls();
    expect(await readFile(caFile, "utf8")).toBe(published);
    await rm(caFile);
    await openTls();
    expect(await readFile(caFile, "utf8")).toBe(published);
  });
});
