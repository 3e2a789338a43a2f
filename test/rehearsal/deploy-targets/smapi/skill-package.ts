import { strToU8, zipSync } from "fflate";

/** A function that the tests' manifests name. */
export const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:camera";

/** The content of a skill.json that has no fault, with other top-level parts in its manifest. */
export function skillJson(parts: Readonly<Record<string, unknown>> = {}) {
  return {
    manifest: {
      manifestVersion: "1.0",
      publishingInformation: {
        locales: {
          "en-US": {
            name: "Camera",
            smallIconUri: "file://assets/images/small.png",
            largeIconUri: "file://assets/images/large.png",
          },
        },
      },
      privacyAndCompliance: { locales: { "en-US": { privacyPolicyUrl: "https://example.com/privacy" } } },
      apis: { smartHome: { protocolVersion: "3" } },
      ...parts,
    },
  };
}

/** The content of a skill.json that names a function at its endpoint, and maybe events. */
export function manifestWith(endpoint: unknown, events?: unknown) {
  const apis = { smartHome: { protocolVersion: "3", endpoint } };
  return skillJson({ apis, ...(events !== undefined && { events }) });
}

/** An account linking document that has no fault. */
export function accountLinking(parts: Readonly<Record<string, unknown>> = {}) {
  return {
    accountLinkingRequest: {
      type: "AUTH_CODE",
      authorizationUrl: "https://www.amazon.com/ap/oa",
      accessTokenUrl: "https://api.amazon.com/auth/o2/token",
      clientId: "amzn1.application-oa2-client.1",
      clientSecret: "not for everyone",
      accessTokenScheme: "HTTP_BASIC",
      scopes: ["profile"],
      ...parts,
    },
  };
}

/** The beginning of a PNG, as far as its size. */
export function png(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(24);
  bytes.write("\x89PNG\r\n\x1a\n", "latin1");
  bytes.write("IHDR", 12, "latin1");
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

/** The beginning of a JPEG, as far as its size: a JFIF segment, then the frame. */
export function jpeg(width: number, height: number): Uint8Array {
  const bytes = Buffer.from("ffd8ffe000041234ffc0000b08000000000100", "hex");
  bytes.writeUInt16BE(height, 13);
  bytes.writeUInt16BE(width, 15);
  return bytes;
}

/** A package's zip: skill.json and both icons, with other files beside them or instead of them. */
export function packageZip(document: unknown = skillJson(), files: Readonly<Record<string, Uint8Array>> = {}) {
  return zipSync({
    "skill.json": strToU8(JSON.stringify(document)),
    "assets/images/small.png": png(108, 108),
    "assets/images/large.png": png(512, 512),
    ...files,
  });
}
