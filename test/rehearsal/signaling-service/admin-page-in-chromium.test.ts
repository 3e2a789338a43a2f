import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";
import { describeInChromium } from "../../chromium/describe-in-chromium.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

const pageFolder = join(import.meta.dirname, "../../../dist/pages/signaling-service");
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

describeInChromium("the signaling service's own list, in Chromium", (browser) => {
  let world: World;
  let page: Page;
  let errors: string[];
  beforeEach(async () => {
    world = await openWorld({ pageFolder });
    page = await browser().newPage({ viewport: { width: 768, height: 1024 } });
    errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
  });
  afterEach(async () => {
    await page.close();
    await closeWorlds();
  });

  const row = (...texts: (string | RegExp)[]) =>
    texts.reduce((rows, hasText) => rows.filter({ hasText }), page.getByRole("row"));
  const state = (text: string) => page.getByRole("status").filter({ hasText: text }).waitFor();

  it("shows a channel, its connections and its messages as they come", async () => {
    await page.goto(world.service.adminPageUrl);
    await page.getByText("No channel yet").waitFor();
    await page.getByText(`--endpoint-url ${world.service.controlPlaneUrl}`).waitFor();
    const channelArn = await world.createChannel("front-door");
    await row("front-door", channelArn, "not connected", "60 s").waitFor();
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send({ action: "SDP_OFFER", messagePayload: "b2ZmZXI=" });
    await row("front-door", "viewer-1", "gets messages").waitFor();
    await row("viewer viewer-1 → master", "SDP_OFFER", "8 characters", "queued").waitFor();
    await row(channelArn, "1 message for the master").waitFor();
    await row("front-door", "viewer viewer-1 → master", /SDP_OFFER 8 characters\d+ s$/).waitFor();
    const master = await world.connectMaster(channelArn);
    await master.next();
    await row("viewer viewer-1 → master", "SDP_OFFER", "relayed").waitFor();
    await row(channelArn, "nothing").waitFor();
    expect(errors).toEqual([]);
  });

  it("says which service it is of, and fits a telephone however long a channel's name is", async () => {
    const name = "long-".repeat(51);
    const master = await world.connectMaster(await world.createChannel(name));
    master.send("no message");
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(world.service.adminPageUrl);
    await page.getByText(`us-east-1 at ${world.service.controlPlaneUrl}, quotas on`).waitFor();
    await row(name, "dropped", "The message is not valid JSON").waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  });

  it("is where a browser gets that is given the service's bare address", async () => {
    const { controlPlaneUrl, adminToken } = world.service;
    for (const path of ["/", "/admin"]) {
      await page.goto(`${controlPlaneUrl}${path}#${adminToken}`);
      expect(page.url()).toBe(world.service.adminPageUrl);
      await state("Live");
    }
  });

  it("shows the messages of one channel, and stops while it is paused", async () => {
    await world.createChannel("garden");
    await world.createChannel("front-door");
    await page.goto(world.service.adminPageUrl);
    await page.getByRole("combobox", { name: "Channel" }).selectOption("garden");
    expect(await row("CreateSignalingChannel").allTextContents()).toEqual([expect.stringContaining("garden")]);
    await page.getByRole("button", { name: "Pause" }).click();
    await state("Paused");
    await world.createChannel("cellar");
    await page.getByRole("combobox", { name: "Channel" }).selectOption("all");
    expect(await row("CreateSignalingChannel").count()).toBe(2);
    await page.getByRole("button", { name: "Resume" }).click();
    await row("CreateSignalingChannel", "cellar").waitFor();
  });

  it("makes the service misbehave on one channel, and behave again", async () => {
    const channelArn = await world.createChannel("front-door");
    await world.createChannel("garden");
    await page.goto(world.service.adminPageUrl);
    await page.getByText("The service does as AWS does").waitFor();
    await page.getByRole("combobox", { name: "Behaviour" }).selectOption("answer-at-once");
    await page.getByText("answers immediately, without any master").waitFor();
    await page.getByRole("textbox", { name: "answer" }).fill("YW5zd2Vy");
    await page.getByRole("combobox", { name: "Where" }).selectOption("front-door");
    await page.getByRole("button", { name: "Put in" }).click();
    await page.getByText("answer-at-once:answer=YW5zd2Vy is in force.").waitFor();
    expect((await world.offer(channelArn, "echo-1")).Answer).toBe("YW5zd2Vy");
    await page.getByRole("button", { name: "Remove answer-at-once:answer=YW5zd2Vy on front-door" }).click();
    await page.getByText("The service does as AWS does").waitFor();
    expect(errors).toEqual([]);
  });

  it("says what is wrong with a behaviour's parameters, and takes no channel for one that has none", async () => {
    await page.goto(world.service.adminPageUrl);
    await page.getByRole("combobox", { name: "Behaviour" }).selectOption("fail-with");
    await page.getByRole("textbox", { name: "status" }).fill("200");
    await page.getByRole("button", { name: "Put in" }).click();
    await page.getByText("fail-with: status must be at least 400").waitFor();
    await page.getByRole("combobox", { name: "Behaviour" }).selectOption("clock-skew");
    expect(
      await page
        .getByRole("combobox", { name: "Where", description: "clock-skew is for the whole service" })
        .isDisabled(),
    ).toBe(true);
    await page.getByRole("combobox", { name: "Behaviour" }).selectOption("throttle");
    const operation = page.getByRole("combobox", { name: "operation" });
    expect(await operation.locator("option").first().textContent()).toBe("all operations");
  });

  it("sends GO_AWAY, which is done at once, and goes on reading when it was paused", async () => {
    const master = await world.connectMaster(await world.createChannel("front-door"));
    await page.goto(world.service.adminPageUrl);
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("combobox", { name: "Behaviour" }).selectOption("go-away");
    await page.getByRole("button", { name: "Put in" }).click();
    await page.getByText("go-away was sent to 1 connection.").waitFor();
    await row("owner → service", "go-away", "put in").waitFor();
    expect(await master.next()).toEqual({ messageType: "GO_AWAY" });
    await state("Live");
  });

  it("says where the link is when it has no token, and takes a link opened in the same tab", async () => {
    await page.goto(`${world.service.controlPlaneUrl}/admin/`);
    await page.getByText("camera-skill signaling").waitFor();
    await page.goto(`${world.service.controlPlaneUrl}/admin/#wrong`);
    await page.getByRole("alert").filter({ hasText: "401" }).waitFor();
    await page.goto(world.service.adminPageUrl);
    await state("Live");
  });

  it("keeps what it read in sight when the service is gone, and says that it is", async () => {
    await world.createChannel("front-door");
    await page.goto(world.service.adminPageUrl);
    await row("front-door", "not connected").waitFor();
    await world.close();
    await page.getByRole("alert").filter({ hasText: "does not answer" }).waitFor();
    expect(await row("front-door", "not connected").count()).toBe(1);
  });

  it("can be read by everyone: no rule of axe is broken, light or dark, and all of it is reached by keyboard", async () => {
    const channelArn = await world.createChannel("front-door");
    const master = await world.connectMaster(channelArn);
    master.send("no message");
    await page.goto(world.service.adminPageUrl);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    await viewer.close();
    master.send({ action: "SDP_ANSWER", recipientClientId: "viewer-1", messagePayload: "YW5zd2Vy" });
    world.service.behave("throttle:UpdateSignalingChannel@front-door");
    await row("throttle", "Remove").waitFor();
    await row("owner → service", "throttle:operation=UpdateSignalingChannel", "put in").waitFor();
    await row("master → viewer viewer-1", "59 s").or(row("master → viewer viewer-1", "60 s")).waitFor();
    await row("dropped").waitFor();
    await page.getByRole("combobox", { name: "Behaviour" }).selectOption("delay");
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      // By the debugger, which the page's policy does not hold back.
      await page.evaluate(axe);
      expect(await page.evaluate("axe.run().then(({ violations }) => violations.map(({ id }) => id))")).toEqual([]);
    }
    await page.getByRole("button", { name: "Pause" }).focus();
    const reached: unknown[] = [];
    for (let stop = 0; stop < 11; stop += 1) {
      await page.keyboard.press("Tab");
      reached.push(
        await page.evaluate("document.activeElement.labels?.[0]?.firstChild.data ?? document.activeElement.localName"),
      );
    }
    // Channels, connections, queues, behaviours; then the form and the messages.
    expect(reached).toEqual([
      ...["section", "section", "section", "section", "button"],
      ...["Behaviour", "milliseconds", "operation", "Where", "button"],
      "Channel",
    ]);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  });
});
