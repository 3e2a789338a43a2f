import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { NotExamined } from "../../../../../cli/doctor/link.ts";
import { eventsClient } from "../../../../../cli/doctor/links/skill/events-client.ts";
import { breakageOf, seenOf } from "../support/examined.ts";
import { type Clinic, EVENTS_CLIENT, openClinic, parameters } from "./support/clinic.ts";

let clinic: Clinic;
let secret = "";

beforeAll(async () => {
  clinic = await openClinic();
  secret = clinic.stack.resources.EventsSecret?.physicalId ?? "";
});
beforeEach(() => clinic.reset());
afterAll(() => clinic.stop());

const holds = (text: string) => clinic.services.secrets.put(secret, text);
const other = { clientId: "amzn1.application-oa2-client.other", clientSecret: "another secret" };

const HOME = () => clinic.project.environment.HOME ?? "";

/** Types a line at a shell. */
function typed(line: string) {
  const PATH = [clinic.project.environment.PATH, dirname(process.execPath)].join(delimiter);
  return promisify(execFile)("sh", ["-c", line], { env: { HOME: HOME(), PATH } });
}

describe("the client that events are sent by", () => {
  it("is the one that Amazon has given the skill", async () => {
    expect((await seenOf(eventsClient, clinic.patient())).seen).toContain("that Amazon has given");
  });

  it.each([
    ["another client", JSON.stringify(other), "is not the one"],
    ["its client with another secret", JSON.stringify({ ...EVENTS_CLIENT, clientSecret: "old" }), "has another secret"],
    ["no client", "{}", "holds no client"],
  ])("is not what the secret holds: %s", async (_, text, what) => {
    holds(text);
    const { breakage, code, sentence, remedy } = await breakageOf(eventsClient, clinic.patient());
    expect([breakage, code]).toEqual(["events-client-wrong", "grant-not-exchanged"]);
    expect(sentence).toContain(what);
    expect(JSON.stringify({ sentence, remedy })).not.toMatch(/events' secret|another secret"|old"/);
  });

  it("is written into the secret, and stands on no command line", async () => {
    holds(JSON.stringify(other));
    const [line = "", ...more] = (await breakageOf(eventsClient, clinic.patient())).remedy.type ?? [];
    expect(more).toEqual([]);
    await clinic.project.program("aws", `echo "$@" > "$HOME/aws"; cat > "$HOME/given.json"`);
    await clinic.amazonHas({ "get-skill-credentials": 503 });
    await expect(typed(line)).rejects.toThrow();
    await expect(readFile(join(HOME(), "aws"))).rejects.toThrow("ENOENT");
    await clinic.amazonHas({});
    await typed(line);
    expect(JSON.parse(await readFile(join(HOME(), "given.json"), "utf8"))).toEqual(EVENTS_CLIENT);
    expect((await readFile(join(HOME(), "aws"), "utf8")).trim()).toBe(
      `secretsmanager put-secret-value --region eu-west-1 --secret-id ${secret} --secret-string file:///dev/stdin`,
    );
  });

  it("is in a secret that somebody has deleted, and that can still be had back", async () => {
    const patient = clinic.patient();
    const error = Object.assign(new Error("marked for deletion"), { name: "InvalidRequestException" });
    patient.client("secretsmanager eu-west-1", () => ({ send: () => Promise.reject(error), destroy() {} }));
    const { breakage, code, remedy } = await breakageOf(eventsClient, patient);
    expect([breakage, code]).toEqual(["events-secret-deleted", "secret-unreadable"]);
    expect(remedy.type).toEqual([`aws secretsmanager restore-secret --region eu-west-1 --secret-id ${secret}`]);
  });

  it("is another one than the stack was given: it is deployed", async () => {
    holds(JSON.stringify(other));
    clinic.tells({ parameters: { ...parameters, SkillClientId: other.clientId } });
    expect((await breakageOf(eventsClient, clinic.patient())).remedy.type).toEqual(["npm run deploy"]);
  });

  it("is not told by Amazon, or may not be looked at", async () => {
    await clinic.amazonHas({ "get-skill-credentials": {} });
    await expect(seenOf(eventsClient, clinic.patient())).rejects.toThrow(NotExamined);
    await clinic.reset();
    clinic.as("stranger");
    await expect(seenOf(eventsClient, clinic.patient())).rejects.toThrow(NotExamined);
  });
});
