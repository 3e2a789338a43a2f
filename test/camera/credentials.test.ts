import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { startCamera } from "../../camera/index.ts";
import { type SignalingService, startSignalingService } from "../../rehearsal/signaling-service/index.ts";

const role = { accessKeyId: "ASIAEXAMPLE", secretAccessKey: "a-secret", sessionToken: "a-token" };
let service: SignalingService;
beforeAll(async () => {
  service = await startSignalingService({ accessKeys: [role], channels: ["door"] });
});
afterAll(() => service.stop());

describe("a camera's credentials", () => {
  it("may be a role's, which something else keeps fresh", async () => {
    const { region, controlPlaneUrl } = service;
    let asked = 0;
    const credentials = async () => {
      asked += 1;
      return role;
    };
    const about = { camera: { id: "door", name: "Door", talk: false }, channelName: "door", region, controlPlaneUrl };
    const camera = await startCamera({ ...about, credentials });
    expect(camera.channelArn).toContain(":channel/door/");
    expect(asked).toBeGreaterThan(1);
    await camera.stop();
  });
});
