import { parseManner } from "../../manners/catalogue.ts";
import type { Breakage, Installed } from "../breakage.ts";
import { json } from "../names.ts";
import { CAMERA } from "./front-door.ts";

/** Longer than the doctor needs to come to it, in milliseconds. */
const longEnough = ({ pace }: Installed) => Math.max(10_000, 2 * pace.doctor);
const own = parseManner("none");

const kvs = ({ stack }: Installed, command: string) => `aws kinesisvideo ${command} --region ${stack.region}`;
const channelArn = (installed: Installed) =>
  `$(${kvs(installed, `describe-signaling-channel --channel-name ${CAMERA}`)} --query ChannelInfo.ChannelARN --output text)`;

const askedByAlexaOfferAlone = `npx camera-skill cameras add ${CAMERA} --signaling alexa-offer`;
const askedBothWays = `npx camera-skill cameras add ${CAMERA} --signaling auto`;

/** The camera answers in a manner that Alexa does not wait for, and is asked by SendAlexaOfferToMaster alone. */
function answering(manner: string): Pick<Breakage, "breakIt" | "restore"> {
  return {
    async breakIt(installed) {
      installed.camera.setManner(parseManner(manner));
      await installed.type(askedByAlexaOfferAlone);
    },
    async restore(installed) {
      installed.camera.setManner(own);
      await installed.type(askedBothWays);
    },
  };
}

/** What can go wrong with a camera and its channel. */
export const cameraBreakages: readonly Breakage[] = [
  {
    name: "channel-missing",
    title: "The camera's channel was deleted",
    link: "channel",
    breakage: "channel-missing",
    camera: CAMERA,
    // The camera is told no more than its owner: it connects to a channel of that name, and makes one where there is none.
    breakIt: async (installed) =>
      installed.type(kvs(installed, `delete-signaling-channel --channel-arn ${channelArn(installed)}`)),
  },
  {
    name: "channel-inactive",
    title: "The camera's channel is being changed",
    link: "channel",
    breakage: "channel-inactive",
    camera: CAMERA,
    async breakIt(installed) {
      const { delayChannels } = installed.amazon.account;
      delayChannels(longEnough(installed));
      const describe = `describe-signaling-channel --channel-name ${CAMERA}`;
      const version = `$(${kvs(installed, describe)} --query ChannelInfo.Version --output text)`;
      await installed.type(
        kvs(
          installed,
          `update-signaling-channel --channel-arn ${channelArn(installed)} --current-version ${version} --single-master-configuration MessageTtlSeconds=60`,
        ),
      );
      delayChannels(0);
    },
    async hands(installed) {
      const describe = kvs(installed, `describe-signaling-channel --channel-name ${CAMERA}`);
      const status = `${describe} --query ChannelInfo.ChannelStatus --output text`;
      await installed.type(`until [ "$(${status})" = ACTIVE ]; do sleep 1; done`);
    },
  },
  {
    name: "media-storage",
    title: "The channel stores its media, and takes no viewers",
    link: "media-storage",
    breakage: "media-storage-on",
    camera: CAMERA,
    async breakIt(installed) {
      const { region, accountId } = installed.stack;
      const storage = {
        Status: "ENABLED",
        StreamARN: `arn:aws:kinesisvideo:${region}:${accountId}:stream/front-door/1600000000000`,
      };
      await installed.type(
        kvs(
          installed,
          `update-media-storage-configuration --channel-arn ${channelArn(installed)} --media-storage-configuration ${json(storage)}`,
        ),
      );
    },
  },
  {
    name: "master-offline",
    title: "The camera has no power",
    link: "alexa-offer",
    breakage: "camera-offline",
    camera: CAMERA,
    breakIt: ({ camera }) => camera.unplug(),
    alongsideSays: "plays a test picture",
    restore: ({ camera }) => camera.plugIn(),
  },
  {
    name: "slow-master",
    title: "The camera answers after seven seconds, as the C SDK does, and is not asked as viewer",
    link: "alexa-offer",
    breakage: "camera-too-slow",
    camera: CAMERA,
    ...answering("c-sdk:7"),
  },
  {
    name: "trickling-master",
    title: "The camera answers without candidates, which follow, and is not asked as viewer",
    link: "alexa-offer",
    breakage: "camera-trickles",
    camera: CAMERA,
    ...answering("slow-trickle:50"),
  },
  {
    name: "answer-breaks-a-rule",
    title: "The camera's answer has no DTLS fingerprint",
    link: "alexa-offer",
    breakage: "answer-unusable",
    camera: CAMERA,
    breakIt: async ({ camera }) =>
      camera.setManner({
        ...own,
        name: "without-fingerprint",
        beforeAnswer: async (answer) => answer.replace(/^a=fingerprint:.*\r\n/gm, ""),
      }),
    hands: async ({ camera }) => camera.setManner(own),
  },
];
