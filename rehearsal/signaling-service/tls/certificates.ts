// @peculiar/x509 wants this one before it.
import "reflect-metadata";
import { KeyObject, webcrypto } from "node:crypto";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";
import { NAME_CONSTRAINTS_OID, nameConstraints } from "./name-constraints.ts";

/** A certificate and its private key, both in PEM. */
export interface CertificateAndKey {
  readonly certificate: string;
  readonly key: string;
}

const DAY = 86_400_000;
/** How long a server certificate is good for from now on: longer than a service is left running. */
const SERVER_LIFE = 365 * DAY;
const AUTHORITY_LIFE = 5 * 365 * DAY;
/** Certificates begin in the past, for clients whose clocks are behind. */
const CLOCK_SKEW = DAY;

const KEY = { name: "ECDSA", namedCurve: "P-256" } as const;
const SIGNING = { name: "ECDSA", hash: "SHA-256" } as const;

/**
 * Makes a certificate authority that is of no use for any other site than the stand-in of one region.
 * A client that knows no name constraints must refuse it as a whole, for the extension is critical, as RFC 5280 §4.2.1.10
 * demands. OpenSSL, Python and Java take it; mbed TLS, on which some cameras' firmware is built, is not verified.
 */
export async function createAuthority(region: string, now: number): Promise<CertificateAndKey> {
  const keys = await createKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [`Rehearsal of KVS signaling, ${region}`] }],
    keys,
    signingAlgorithm: SIGNING,
    notBefore: new Date(now - CLOCK_SKEW),
    notAfter: new Date(now + AUTHORITY_LIFE),
    extensions: [
      // No authority below this one.
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      // No client's certificate, signed mail or program either: clients hold what is below an authority to this.
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      constraintsFor(region),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: toPem(certificate), key: exportKey(keys.privateKey) };
}

/**
 * Whether an authority vouches for servers of this region's names and nothing else, and outlives a server certificate of
 * now.
 */
export function isAuthorityFor(region: string, authority: CertificateAndKey, now: number): boolean {
  const certificate = new X509Certificate(authority.certificate);
  const constraints = certificate.getExtension(NAME_CONSTRAINTS_OID);
  return (
    constraints !== null &&
    Buffer.from(constraints.rawData).equals(Buffer.from(constraintsFor(region).rawData)) &&
    certificate.getExtension(ExtendedKeyUsageExtension)?.usages.join() === ExtendedKeyUsage.serverAuth &&
    certificate.notBefore.getTime() <= now &&
    certificate.notAfter.getTime() > now + SERVER_LIFE
  );
}

/** Makes a server's certificate for these DNS names and addresses. */
export async function createServerCertificate(
  authority: CertificateAndKey,
  names: { readonly dns: readonly string[]; readonly ip: readonly string[] },
  now: number,
): Promise<CertificateAndKey> {
  const issuer = new X509Certificate(authority.certificate);
  const keys = await createKeys();
  const certificate = await X509CertificateGenerator.create({
    subject: [{ CN: ["localhost"] }],
    issuer: issuer.subjectName,
    publicKey: keys.publicKey,
    signingKey: await importKey(authority.key),
    signingAlgorithm: SIGNING,
    notBefore: new Date(now - CLOCK_SKEW),
    notAfter: new Date(now + SERVER_LIFE),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([
        ...names.dns.map((value) => ({ type: "dns", value }) as const),
        ...names.ip.map((value) => ({ type: "ip", value }) as const),
      ]),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer),
    ],
  });
  return { certificate: toPem(certificate), key: exportKey(keys.privateKey) };
}

function constraintsFor(region: string): Extension {
  const networks = [
    { address: [127, 0, 0, 0], mask: [255, 0, 0, 0] },
    { address: [...Array<number>(15).fill(0), 1], mask: Array<number>(16).fill(255) },
  ];
  return new Extension(
    NAME_CONSTRAINTS_OID,
    true,
    nameConstraints(["localhost", `kinesisvideo.${region}.amazonaws.com`], networks),
  );
}

function createKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(KEY, true, ["sign", "verify"]);
}

function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  const [, base64 = ""] = /-----BEGIN PRIVATE KEY-----([^-]*)-----END/.exec(pem) ?? [];
  return webcrypto.subtle.importKey("pkcs8", Buffer.from(base64, "base64"), KEY, false, ["sign"]);
}

function exportKey(key: webcrypto.CryptoKey): string {
  return String(KeyObject.from(key).export({ type: "pkcs8", format: "pem" }));
}

function toPem(certificate: X509Certificate): string {
  return `${certificate.toString("pem")}\n`;
}
