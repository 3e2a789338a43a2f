import * as z from "zod/mini";
import type { Remedy } from "../../rehearsal/breakages/report.ts";
import { ENVIRONMENT_PROFILE } from "../../rehearsal/deploy-targets/ask-cli/ask-resources.ts";
import { Overdue } from "../../rehearsal/deploy-targets/run-program.ts";
import { Broken } from "./link.ts";
import type { Patient } from "./patient.ts";
import { runTool } from "./reads/run-tool.ts";

/** In milliseconds. ask-cli takes a second or two; Amazon may be slow. */
const LIMIT_MS = 60_000;

/**
 * Asks SMAPI about a skill by ask-cli, which knows how its developer is signed in.
 * @param words what follows `ask smapi`, without the profile.
 * @returns what it printed, parsed; undefined where SMAPI has no such thing (HTTP 404).
 * @throws {Broken} `ask-sign-in-refused`, `smapi-denied`, `smapi-unreachable` or `smapi-unreadable`.
 */
export async function askSmapi<Schema extends z.core.$ZodType>(
  patient: Patient,
  words: readonly string[],
  schema: Schema,
): Promise<z.infer<Schema> | undefined> {
  const { profile } = patient;
  const [operation = ""] = words;
  const run = runTool(patient, ["ask", "smapi", ...words, "--profile", profile], LIMIT_MS);
  const { exitCode, output } = await run.catch((error: unknown) => {
    if (error instanceof Overdue)
      throw unreachable(operation, `had not ended after ${LIMIT_MS / 1000} s`, undefined, error);
    throw error;
  });
  if (exitCode === 0) return read(operation, output, schema);
  const status = statusIn(output);
  if (status === 404) return undefined;
  throw refused({ operation, profile, output, status });
}

/** No error quotes what was printed: it may hold a secret. */
function read<Schema extends z.core.$ZodType>(operation: string, output: string, schema: Schema): z.infer<Schema> {
  // Node.js may have warned before it and after it.
  const [json = ""] = /^\{(\}|[\s\S]*?^\})$/m.exec(output) ?? [];
  try {
    return z.parse(schema, JSON.parse(json));
  } catch (error) {
    throw new Broken(
      {
        breakage: "smapi-unreadable",
        sentence: `What ask smapi ${operation} prints is not what ask-cli 2.30 is known to print.`,
        remedy: { say: "Install that version.", type: ["npm install --global ask-cli@2.30.7"] },
      },
      { cause: error },
    );
  }
}

/** The HTTP status that ask-cli tells of a refusal. Source: ask-cli 2.30.7, clients/http-client. */
function statusIn(output: string): number | undefined {
  const [, axios, own] = /status code (\d{3})|"statusCode": (\d{3})/.exec(output) ?? [];
  const status = axios ?? own;
  return status === undefined ? undefined : Number(status);
}

interface Refused {
  readonly operation: string;
  readonly profile: string;
  readonly output: string;
  readonly status: number | undefined;
}

function refused({ operation, profile, output, status }: Refused): Broken {
  const signIn = signInWith(profile);
  // ask-cli renews its token at this address once an hour; that it does not get there says nothing of the sign-in.
  const isRenewalRefused = /auth\/o2\/token/.test(output) && status !== undefined && status >= 400 && status < 429;
  if (status === 401 || isRenewalRefused || /invalid_grant|Can't resolve profile|cli_config/.test(output)) {
    return new Broken({
      breakage: "ask-sign-in-refused",
      sentence: `Amazon does not take the sign-in of ask-cli's profile ${profile} any more, or there is none.`,
      remedy: signIn,
    });
  }
  if (status === 403) {
    const sentence = `Amazon does not let whoever is signed in with ask-cli's profile ${profile} do ${operation}.`;
    return new Broken({
      breakage: "smapi-denied",
      sentence,
      remedy: { ...signIn, say: "Sign in to the developer account that the skill is in, as one who may change it." },
    });
  }
  if (status !== undefined) return unreachable(operation, `failed with HTTP ${status}`);
  // Of what ask-cli prints no more is told than what the network or TLS has said.
  const [, network] = /\b(?:getaddrinfo|connect|read) (E[A-Z_]+)/.exec(output) ?? [];
  const [certificate] = /self-signed certificate|unable to (get|verify)[a-z ]* certificate/.exec(output) ?? [];
  if (certificate !== undefined) {
    const say =
      "Somebody on the way speaks TLS in Amazon's place: name the file of their authority in NODE_EXTRA_CA_CERTS.";
    return unreachable(operation, `failed (${certificate})`, { say });
  }
  return unreachable(operation, network === undefined ? "failed" : `failed (${network})`);
}

/** The keys in the environment go before what ask configure writes down. */
function signInWith(profile: string): Remedy {
  return profile === ENVIRONMENT_PROFILE
    ? {
        say: "Set ASK_REFRESH_TOKEN (or ASK_ACCESS_TOKEN) to one that is valid: ask util generate-lwa-tokens makes one.",
      }
    : { say: "Sign in again.", type: [`ask configure --profile ${profile}`] };
}

const CHECK_NETWORK: Remedy = { say: "Check the network and Amazon's address, and try again in a minute." };

function unreachable(operation: string, what: string, remedy = CHECK_NETWORK, cause?: unknown): Broken {
  return new Broken({ breakage: "smapi-unreachable", sentence: `ask smapi ${operation} ${what}.`, remedy }, { cause });
}
