import { redirectUrls } from "../../../../infrastructure/account-linking/redirect-urls.ts";
import type { Remedy } from "../../../../rehearsal/breakages/report.ts";
import { Broken, type Link } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { readFunctions } from "../../reads/functions.ts";
import { LINKING_FILE, readLinkingFile } from "../../reads/linking-file.ts";
import { npmRun } from "../../reads/npm-run.ts";
import { type AccountLinking, readSkill } from "../../reads/skill.ts";
import { readStack } from "../../reads/stack.ts";
import { linkWith } from "../../remedies/link-with.ts";
import { compareWithIssuer } from "./issuer.ts";

/** What tells the skill who a token's user is. Source: Login with Amazon, "Customer Profile"; the skill needs no more. */
const IDENTIFYING_SCOPES = ["profile:user_id", "profile"];
/** Login with Amazon's pages, in each part of the world. Source: Login with Amazon, "Authorization Code Grant". */
const AUTHORIZATION_URL = /^https:\/\/(www|eu|apac|na)\.(account\.)?amazon\.[a-z.]+\/ap\/oa\b/;
const TOKEN_URL = /^https:\/\/api\.amazon\.(com|co\.uk|co\.jp)\/auth\/o2\/token$/;

/** Alexa links accounts with the provider, and the client, whose tokens the skill takes. */
export const accountLinking: Link = {
  id: "account-linking",
  title: "account linking",
  of: "deployed",
  async examine(patient) {
    const { accountLinking: linking } = await patient.read(readSkill);
    if (linking === undefined) throw await missing(patient);
    const usesAmazon = await isByAmazon(patient);
    await holdRequest(patient, linking);
    if (usesAmazon) await holdClient(patient, linking);
    const notes = usesAmazon ? [] : await compareWithIssuer(patient, linking);
    const { host } = new URL(linking.authorizationUrl ?? "");
    return {
      seen: `by ${host}${usesAmazon ? ", with the client whose tokens the skill takes" : ""}`,
      notes: [...notes, await returnUrls(patient, usesAmazon)],
    };
  },
};

async function missing(patient: Patient): Promise<Broken> {
  return new Broken({
    breakage: "account-linking-missing",
    sentence: "The skill at Amazon has no account linking: nobody can enable it.",
    remedy: await sendLinking(patient),
  });
}

async function holdRequest(patient: Patient, linking: AccountLinking): Promise<void> {
  const faults = await faultsOf(patient, linking);
  if (faults.length === 0) return;
  throw new Broken({
    breakage: "account-linking-wrong",
    sentence: `In the skill's account linking at Amazon ${faults.join("; ")}.`,
    remedy: await sendLinking(patient),
  });
}

/** What keeps a skill from being linked so, whoever the provider is. Source: "Account Linking Schemas". */
async function faultsOf(patient: Patient, linking: AccountLinking): Promise<readonly string[]> {
  const { type, authorizationUrl = "", accessTokenUrl = "", scopes } = linking;
  const usesAmazon = await isByAmazon(patient);
  const named = usesAmazon ? "Login with Amazon's" : "an https URL";
  const isWrong = (url: string, ofAmazon: RegExp) => !(usesAmazon ? ofAmazon.test(url) : isHttps(url));
  const lacksScope = usesAmazon && !scopes.some((scope) => IDENTIFYING_SCOPES.includes(scope));
  return [
    ...(type === "AUTH_CODE" ? [] : ['"type" is not AUTH_CODE, which smart home skills need']),
    ...(isWrong(authorizationUrl, AUTHORIZATION_URL) ? [`"authorizationUrl" is not ${named}`] : []),
    ...(isWrong(accessTokenUrl, TOKEN_URL) ? [`"accessTokenUrl" is not ${named}`] : []),
    ...(lacksScope ? ['"scopes" lacks profile:user_id, by which the skill is told who somebody is'] : []),
    ...(!usesAmazon && scopes.length === 0 ? ['"scopes" has none, and smart home skills need one'] : []),
  ];
}

/** Sends the file, where it is as it has to be. */
async function sendLinking(patient: Patient): Promise<Remedy> {
  const send = npmRun("account-linking", patient);
  const file = await patient.read(readLinkingFile);
  if (file === undefined) {
    return {
      say: `Begin with cp accountLinking.example.json ${LINKING_FILE}, write your client's id and secret into it, and type ${send}.`,
    };
  }
  const faults = await faultsOf(patient, file);
  if (faults.length === 0) return { say: `Send ${LINKING_FILE}.`, type: [send] };
  return { say: `Correct ${LINKING_FILE}, and type ${send}: ${faults.join("; ")}.` };
}

/** The skill takes tokens of one client of Login with Amazon's alone; that of an OpenID Connect provider stands in no token. */
async function holdClient(patient: Patient, { clientId = "" }: AccountLinking): Promise<void> {
  const { Variables, Error: unseen } = (await patient.read(readFunctions)).index.Environment ?? {};
  const { parameters } = await patient.read(readStack);
  // Whoever may not use the key of the settings is not shown them.
  const taken = (unseen === undefined ? Variables?.LWA_CLIENT_ID : parameters.LoginWithAmazonClientId) ?? "";
  if (clientId === taken) return;
  throw new Broken({
    breakage: "wrong-client-id",
    code: "token-invalid",
    sentence: `Accounts are linked with the client ${clientId}, and the skill takes tokens of ${taken} alone: it refuses everybody.`,
    remedy: await linkWith(patient, { linked: clientId, taken }),
  });
}

async function returnUrls({ profile, environment }: Patient, usesAmazon: boolean): Promise<string> {
  const urls = await redirectUrls(profile, environment);
  const list = usesAmazon ? "The security profile's Allowed Return URLs" : "The provider's list of redirect URLs";
  const which = urls === undefined ? "what the developer console calls Alexa Redirect URLs" : urls.join(", ");
  return `${list} must hold ${which}; nobody can read that from here.`;
}

async function isByAmazon(patient: Patient): Promise<boolean> {
  return (await patient.read(readStack)).parameters.AccountLinking !== "oidc";
}

function isHttps(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === "https:";
}
