import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { NotExamined } from "../../../../../cli/doctor/link.ts";
import { clockLink } from "../../../../../cli/doctor/links/machine/clock.ts";
import { closeServer, listenOnLoopback } from "../../../../../rehearsal/listen.ts";
import { patientFor } from "../../support/patient.ts";
import { breakageOf, seenOf } from "../support/examined.ts";

const aws = Date.parse("2026-01-02T03:04:05Z");
let server: Server;
let url: string;
let date: string | undefined = new Date(aws).toUTCString();

beforeAll(async () => {
  server = createServer((_request, response) => {
    response.sendDate = false;
    response.writeHead(302, { location: "https://aws.amazon.com/iam", ...(date !== undefined && { date }) }).end();
  });
  url = `http://127.0.0.1:${await listenOnLoopback(server)}`;
});
afterAll(() => closeServer(server));

const at = (ms: number) => clockLink(() => aws + ms);
const patient = (environment: NodeJS.ProcessEnv = {}) =>
  patientFor({ environment: { AWS_ENDPOINT_URL_STS: url, ...environment } });
const minutes = (count: number) => count * 60_000;

describe("this machine's clock", () => {
  it("agrees with AWS's to a minute", async () => {
    expect(await seenOf(at(30_000), patient())).toEqual({ seen: "agrees with AWS's" });
  });

  it("is noted while AWS still takes it", async () => {
    const { seen, notes } = await seenOf(at(minutes(-4)), patient());
    expect(seen).toBe("4 minutes behind AWS's");
    expect(notes).toHaveLength(1);
  });

  it.each([
    [minutes(7), "7 minutes ahead of AWS's"],
    [minutes(-180), "3 hours behind AWS's"],
    [minutes(60 * 24 * 400), "400 days ahead of AWS's"],
  ])("is broken beyond five minutes, %d ms", async (ms, far) => {
    const { breakage, sentence } = await breakageOf(at(ms), patient());
    expect(breakage).toBe("clock-skew");
    expect(sentence).toContain(far);
  });

  it("is set by what this platform sets it with", async () => {
    const { remedy } = await breakageOf(at(minutes(7)), patient());
    if (process.platform === "linux") expect(remedy.type).toEqual(["sudo timedatectl set-ntp true"]);
    const onWindows = await breakageOf(at(minutes(7)), patient({ WSL_DISTRO_NAME: "Debian" }));
    if (process.platform === "linux") expect(onWindows.remedy.type).toEqual(["sudo hwclock --hctosys"]);
  });

  it("cannot be told where AWS's reply has no date", async () => {
    date = undefined;
    await expect(clockLink().examine(patient())).rejects.toThrow(NotExamined);
    date = new Date(aws).toUTCString();
  });

  it("names the host that does not answer", async () => {
    const gone = createServer();
    const port = await listenOnLoopback(gone);
    await closeServer(gone);
    const found = await breakageOf(at(0), patient({ AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${port}` }));
    expect(found.breakage).toBe("aws-unreachable");
    expect(found.sentence).toBe(`AWS cannot be reached at 127.0.0.1:${port} (ECONNREFUSED).`);
    expect(found.remedy.say).toContain("network");
  });
});
