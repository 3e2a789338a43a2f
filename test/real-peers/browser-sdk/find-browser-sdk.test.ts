import { describe, expect, it } from "@jest/globals";
import { findBrowserSdk, noBrowserSdk } from "./find-browser-sdk.ts";

describe("the official browser SDK for the tests", () => {
  it("is none where the folder that KVS_BROWSER_SDK names has none", () => {
    expect(findBrowserSdk({ KVS_BROWSER_SDK: import.meta.dirname })).toBeUndefined();
  });

  it("can be had by typing what is said then, in that folder or in the one that is looked in without it", () => {
    const install = /npm install --prefix (\S+) --omit=optional --ignore-scripts amazon-kinesis-video-streams-webrtc@/;
    expect(install.exec(noBrowserSdk({ KVS_BROWSER_SDK: "/opt/sdk" }))?.[1]).toBe("/opt/sdk");
    expect(install.exec(noBrowserSdk({}))?.[1]).toBe(".real-peers/browser-sdk");
  });
});
