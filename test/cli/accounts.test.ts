import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { type WhoamiOptions, whoami } from "../../cli/accounts/whoami.ts";
import { readToken } from "../../cli/read-token.ts";
import type { Terminal } from "../../cli/terminal.ts";
import { type LoginWithAmazon, startLoginWithAmazon } from "../../rehearsal/alexa-cloud/login-with-amazon/index.ts";
import { writeControlAddress } from "../../rehearsal/control/address.ts";
import { type OidcProvider, startOidcProvider } from "../../rehearsal/oidc-provider/index.ts";

let login: LoginWithAmazon;
let oidc: OidcProvider;
let rehearsed: string;
let empty: string;
let printed: string[];
let told: string[];

const terminal: Terminal = {
  columns: undefined,
  progress: { show() {}, fail() {}, clear() {} },
  isLive: false,
  print: (text) => void printed.push(text),
  tell: (text) => void told.push(text),
  ask: undefined,
  failed() {},
};

beforeAll(async () => {
  [login, oidc, rehearsed, empty] = await Promise.all([
    startLoginWithAmazon(),
    startOidcProvider(),
    mkdtemp(join(tmpdir(), "whoami-")),
    mkdtemp(join(tmpdir(), "whoami-")),
  ]);
  const { url, clientId } = login;
  await writeControlAddress(rehearsed, { pid: process.pid, url, token: "control", login: { url, clientId } });
});
beforeEach(() => {
  printed = [];
  told = [];
});
afterEach(() => {
  login.behave("ok");
  oidc.behave("ok");
});
afterAll(async () => {
  await Promise.all([login.stop(), oidc.stop()]);
  await Promise.all([rehearsed, empty].map((folder) => rm(folder, { recursive: true })));
});

async function ask(token: string, options: Partial<WhoamiOptions> = {}): Promise<void> {
  const tokenFile = join(empty, "token");
  await writeFile(tokenFile, token);
  await whoami({ tokenFile, data: empty, ...options }, terminal);
}

const byOidc = () => ({ issuer: oidc.issuer, audience: oidc.audience });

describe("accounts whoami", () => {
  it("prints the user id alone, and tells that the rehearsal says so", async () => {
    await ask(`${login.issueToken({ userId: "amzn1.account.X" })}\n`, { data: rehearsed });
    expect(printed).toEqual(["amzn1.account.X"]);
    expect(told.join()).toContain(`the rehearsal's Login with Amazon on ${login.url}`);
  });

  it("asks another provider where its issuer is given, though a rehearsal runs", async () => {
    await ask(await oidc.issueToken({ userId: "ada" }), { ...byOidc(), data: rehearsed });
    expect(printed).toEqual(["ada"]);
    expect(told.join()).toContain(oidc.issuer);
  });

  it("prints one line of JSON", async () => {
    await ask(login.issueToken({ userId: "amzn1.account.X" }), { data: rehearsed, json: true });
    expect(printed.map((line) => JSON.parse(line))).toEqual([
      {
        userId: "amzn1.account.X",
        provider: { kind: "login-with-amazon", url: login.url, clientId: login.clientId, rehearsal: true },
      },
    ]);
    expect(told).toEqual([]);
  });

  it.each<[string, Partial<WhoamiOptions>, string]>([
    ["no provider and no rehearsal", {}, "add --client-id"],
    ["an issuer alone", { issuer: "https://id.example.com" }, "--issuer needs --audience"],
    ["an audience alone", { audience: "camera-skill" }, "--audience needs --issuer"],
    ["two providers", { clientId: "a", issuer: "https://id.example.com" }, "give one"],
    ["an issuer that is no URL", { issuer: "id.example.com", audience: "a" }, "--issuer is no URL"],
    ["a file that is not there", { tokenFile: "/no/such/file", clientId: "a" }, "/no/such/file cannot be read"],
  ])("with %s says what to type", async (_name, options, sentence) => {
    await expect(ask("token", options)).rejects.toThrow(sentence);
  });

  it.each<[string, () => Promise<string> | string, () => Partial<WhoamiOptions>, RegExp]>([
    [
      "that has run out",
      () => login.issueToken({ userId: "x", expiresInSeconds: 0 }),
      () => ({}),
      /run out: get a new/,
    ],
    ["that nobody issued", () => "Atza|made-up", () => ({}), /does not take this token.* add --client-id/],
    ["of another client", () => login.issueToken({ userId: "x", clientId: "other" }), () => ({}), /\(aud\)/],
    ["of another audience", () => oidc.issueToken({ claims: { aud: "other" } }), byOidc, /\(aud\): see that --issuer/],
  ])("tells what is wrong with a token %s, and quotes nothing of it", async (_name, issue, options, sentence) => {
    const token = await issue();
    const refused = ask(token, { data: rehearsed, ...options() });
    await expect(refused).rejects.toThrow(sentence);
    await expect(refused).rejects.toMatchObject({ message: expect.not.stringContaining(token) });
    expect(JSON.stringify([printed, told])).not.toContain(token);
  });

  it("tells that a provider cannot be asked", async () => {
    login.behave("throttled");
    oidc.behave("refused");
    await expect(ask("Atza|x", { data: rehearsed })).rejects.toThrow(/did not answer.*\(HTTP 429\): check the network/);
    await expect(ask(await oidc.issueToken(), byOidc())).rejects.toThrow("check --issuer and the network");
  });
});

describe("a token is read", () => {
  it("from standard input", async () => {
    await expect(readToken("-", Readable.from(["Atza|", "abc\n"]))).resolves.toBe("Atza|abc");
  });

  it.each([
    ["nothing", "\n", "standard input is empty"],
    ["a header", "Bearer Atza|abc", 'no "Bearer"'],
    ["JSON", '{"access_token":"Atza|abc"}', "no JSON"],
    ["quotes", '"Atza|abc"', "no quotes"],
  ])("and %s in its place is refused without quoting it", async (_name, text, sentence) => {
    const refused = readToken("-", Readable.from([text]));
    await expect(refused).rejects.toThrow(sentence);
    await expect(refused).rejects.toMatchObject({ message: expect.not.stringContaining("Atza") });
  });
});
