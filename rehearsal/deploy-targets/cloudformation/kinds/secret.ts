import { randomBytes, randomInt } from "node:crypto";
import * as z from "zod/mini";
import { arnOf, integerFrom, kind, serviceRefuses, truth } from "./kind.ts";

const no = z._default(truth, false);

const generation = z.looseObject({
  SecretStringTemplate: z.optional(z.string()),
  GenerateStringKey: z.optional(z.string()),
  PasswordLength: z._default(integerFrom(1, 4096), 32),
  ExcludeCharacters: z._default(z.string(), ""),
  ExcludeLowercase: no,
  ExcludeNumbers: no,
  ExcludePunctuation: no,
  ExcludeUppercase: no,
  IncludeSpace: no,
  RequireEachIncludedType: z._default(truth, true),
});

/**
 * A secret; one that is generated is really random, and stays as it is until the template asks for another one.
 * Source: CloudFormation template reference, AWS::SecretsManager::Secret.
 */
export const secret = kind("AWS::SecretsManager::Secret", {
  createOnly: ["Name"],
  properties: z.looseObject({
    Name: z.optional(z.string()),
    SecretString: z.optional(z.string()),
    GenerateSecretString: z.optional(generation),
  }),
  make(properties, surroundings) {
    const { Name, SecretString, GenerateSecretString } = properties;
    const { logicalId, suffix, previous } = surroundings;
    if (SecretString !== undefined && GenerateSecretString !== undefined) {
      throw serviceRefuses("You can't specify both SecretString and GenerateSecretString.");
    }
    const name = Name ?? `${logicalId}-${suffix}`;
    const arn = previous?.physicalId ?? arnOf("secretsmanager", `secret:${name}-${randomTail()}`, surroundings);
    const made = { physicalId: arn, attributes: { Id: arn } };
    if (GenerateSecretString === undefined) return made;
    const isKept = JSON.stringify(previous?.properties.GenerateSecretString) === JSON.stringify(GenerateSecretString);
    const value = isKept ? previous?.properties.SecretString : generate(GenerateSecretString);
    return { ...made, properties: { ...properties, SecretString: value } };
  },
});

/** What Secrets Manager adds to a secret's name. */
function randomTail(): string {
  return randomBytes(12).toString("base64").replace(/[+/=]/g, "x").slice(0, 6);
}

function generate(options: z.infer<typeof generation>): string {
  const { SecretStringTemplate, GenerateStringKey } = options;
  const value = password(options);
  if (SecretStringTemplate === undefined && GenerateStringKey === undefined) return value;
  const template = z.safeParse(z.record(z.string(), z.unknown()), parseJson(SecretStringTemplate));
  if (!template.success || GenerateStringKey === undefined) {
    throw serviceRefuses("SecretStringTemplate must be a JSON object, and GenerateStringKey its new key.");
  }
  return JSON.stringify({ ...template.data, [GenerateStringKey]: value });
}

function parseJson(text = ""): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function password(options: z.infer<typeof generation>): string {
  const types = [
    options.ExcludeLowercase ? "" : "abcdefghijklmnopqrstuvwxyz",
    options.ExcludeUppercase ? "" : "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    options.ExcludeNumbers ? "" : "0123456789",
    options.ExcludePunctuation ? "" : "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    options.IncludeSpace ? " " : "",
  ]
    .map((type) => [...type].filter((character) => !options.ExcludeCharacters.includes(character)))
    .filter((type) => type.length > 0);
  if (types.length === 0) throw serviceRefuses("No characters are left to generate a password of.");
  // Too short a one cannot have them all.
  const required = options.RequireEachIncludedType && options.PasswordLength >= types.length ? types : [];
  const all = types.flat();
  const chosen = Array.from({ length: options.PasswordLength }, (_, at) => pick(required[at] ?? all));
  // Those that are required must not all stand in front.
  for (let at = chosen.length - 1; at > 0; at--) {
    const other = randomInt(at + 1);
    [chosen[at], chosen[other]] = [chosen[other] ?? "", chosen[at] ?? ""];
  }
  return chosen.join("");
}

function pick(characters: readonly string[]): string {
  return characters[randomInt(characters.length)] ?? "";
}
