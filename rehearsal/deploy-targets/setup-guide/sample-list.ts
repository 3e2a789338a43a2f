// @peculiar/x509 wants this one before it.
import "reflect-metadata";
import { KeyObject, webcrypto } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { Socket } from "node:net";
import { join } from "node:path";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";
import { closeServer, listenOnLoopback } from "../../listen.ts";
import type { Stoppable } from "../../stoppable.ts";

/** Where Amazon's list of sample skills is; nothing but a proxy leads ask-cli elsewhere. Source: ask-cli 2.30.7. */
const HOST = "ask-cli-static-content.s3.us-west-2.amazonaws.com";
const PATH = "/skill-templates/templates.json";

/**
 * As far as `ask new` looks: it offers what to choose from by what the samples have. Every deployment that ask-cli knows
 * is there, so that the one which the page names has to be chosen.
 */
const samples = ["hosted", "lambda", "cfn"].map((deploy) => ({
  stack: "im",
  lang: "node",
  deploy,
  name: "A sample",
  url: "https://example.com/a-sample.git",
  branch: "main",
  desc: "It is not taken.",
}));

/** A running stand-in. */
export interface SampleList extends Stoppable {
  /** The variables with which ask-cli asks it. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Starts a stand-in for Amazon's list of sample skills, which `ask new` fetches even where it is told another template.
 * @param folder where its certificate is written.
 */
export async function startSampleList(folder: string): Promise<SampleList> {
  const { certificate, key } = await makeCertificate();
  const site = createSecureServer({ cert: certificate, key }, ({ url }, response) => {
    response.writeHead(url === PATH ? 200 : 404, { "content-type": "application/json" });
    response.end(url === PATH ? JSON.stringify({ templates: samples }) : "{}");
  });
  const proxy = createServer((_, response) => void response.writeHead(403).end());
  const sockets = new Set<Socket>();
  proxy.on("connect", ({ url }, socket: Socket) => {
    if (url !== `${HOST}:443`) return void socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
    socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
    site.emit("connection", socket);
  });
  const port = await listenOnLoopback(proxy);
  const authorities = join(folder, "sample-list.pem");
  const { NODE_EXTRA_CA_CERTS: known } = process.env;
  await writeFile(authorities, `${known === undefined ? "" : await readFile(known, "utf8")}\n${certificate}`);
  return {
    environment: { ASK_CLI_PROXY: `http://127.0.0.1:${port}`, NODE_EXTRA_CA_CERTS: authorities },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await closeServer(proxy);
    },
  };
}

async function makeCertificate(): Promise<{ readonly certificate: string; readonly key: string }> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const day = 86_400_000;
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: [{ CN: ["Rehearsal of Amazon's list of samples"] }],
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + day),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([{ type: "dns", value: HOST }]),
    ],
  });
  return {
    certificate: certificate.toString("pem"),
    key: String(KeyObject.from(keys.privateKey).export({ type: "pkcs8", format: "pem" })),
  };
}
