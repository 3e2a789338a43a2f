import { judgeAccountLinking } from "../../rehearsal/deploy-targets/smapi/judge.ts";
import { type JsonFile, readJson } from "../checks/json-file.ts";
import type { ValuePath } from "../checks/line-of.ts";
import { atPointer } from "../checks/rules/pointer.ts";
import { textsIn } from "../checks/rules/texts-in.ts";
import { fillInsOf } from "../fill-in.ts";

const REQUEST = "accountLinkingRequest";
const SECRET: ValuePath = [REQUEST, "clientSecret"];
const TYPE: ValuePath = [REQUEST, "type"];
const SCOPES: ValuePath = [REQUEST, "scopes"];

/** A document of account linking that may be sent, or what is wrong with it. */
export type JudgedLinking =
  | { readonly secret: string; readonly usesAmazon: boolean }
  | { readonly faults: readonly string[] };

/**
 * Judges accountLinking.json before it is sent. No fault quotes the secret.
 * @param name the file's, for the faults: each is "name:line: what; what to do".
 * @throws {NoJsonError}
 */
export function judgeLinking(name: string, text: string): JudgedLinking {
  const file = readJson(name, text);
  const fault = (path: ValuePath, what: string) => `${name}:${file.lineOf(path)}: ${what}`;
  const open = textsIn(file.value).flatMap(({ path, text: written }) =>
    fillInsOf(written).map((what) => fault(path, `write ${what} in place of [FILL IN: …]`)),
  );
  if (open.length > 0) return { faults: open };

  if (file.at([REQUEST]) === undefined) {
    return {
      faults: [fault([], `"${REQUEST}" is missing: all the rest stands in it, as in accountLinking.example.json`)],
    };
  }
  const secret = file.at(SECRET);
  if (typeof secret !== "string") return { faults: [fault(SECRET, "clientSecret is missing, or no text")] };
  const faults = [
    ...judgeAccountLinking(file.value).map((sentence) => {
      const { path, what } = atPointer(sentence);
      return fault(path, what);
    }),
    ...demandsOfSmartHome(file).map(({ path, what }) => fault(path, what)),
  ];
  const usesAmazon = /^https:\/\/(www\.)?amazon\.[a-z.]+\//.test(file.textAt([REQUEST, "authorizationUrl"]) ?? "");
  return faults.length > 0 ? { faults } : { secret, usesAmazon };
}

/** Source: "Account Linking Schemas", type and scopes. */
function demandsOfSmartHome(file: JsonFile): readonly { path: ValuePath; what: string }[] {
  return [
    ...(file.at(TYPE) === "AUTH_CODE"
      ? []
      : [{ path: TYPE, what: 'smart home skills are linked by authorization code alone: write "type": "AUTH_CODE"' }]),
    ...(file.listAt(SCOPES).length > 0
      ? []
      : [{ path: SCOPES, what: 'smart home skills need a scope, such as "scopes": ["profile:user_id"]' }]),
  ];
}
