import * as z from "zod/mini";
import type { Breakage, Installed } from "../breakage.ts";
import { jsonLine } from "../json-line.ts";
import { json, output } from "../names.ts";
import { addFrontDoor, CAMERA } from "./front-door.ts";

const master = (id: string) => ({ pk: { S: `camera#${id}` }, sk: { S: "-" } });

const dynamodb = (installed: Installed, command: string, words: string) =>
  `aws dynamodb ${command} --table-name ${output(installed, "TableName")} --region ${installed.stack.region} ${words}`;

/** The line that changes a text in a camera's record, as somebody does in the console. */
function edited(installed: Installed, field: string, value: string): string {
  const words = [
    `--key ${json(master(CAMERA))}`,
    "--update-expression 'SET #record.#field = :value'",
    `--expression-attribute-names ${json({ "#record": "record", "#field": field })}`,
    `--expression-attribute-values ${json({ ":value": { S: value } })}`,
  ];
  return dynamodb(installed, "update-item", words.join(" "));
}

const listSchema = z.object({
  cameras: z.tuple([z.object({ id: z.string(), channelArn: z.string() })], z.unknown()),
});

/** The cameras of the table, of which there is one at least. */
async function registered({ developer }: Installed) {
  const { output } = await developer.type("npx camera-skill cameras list --json");
  return z.parse(listSchema, jsonLine(output)).cameras;
}

/** What can go wrong with the cameras that are registered, and with whose they are. */
export const registryBreakages: readonly Breakage[] = [
  {
    name: "no-cameras",
    title: "No camera is registered",
    link: "registry",
    breakage: "no-cameras",
    breakIt: async (installed) => installed.type(`npx camera-skill cameras remove ${CAMERA} --yes`),
    restore: async (installed) => installed.type(addFrontDoor(installed)),
  },
  {
    name: "id-with-a-slash",
    title: "The camera was written into the table by hand, with a slash in its id",
    link: "registry",
    breakage: "id-illegal",
    async breakIt(installed) {
      const id = "porch/front-door";
      const [{ channelArn }] = await registered(installed);
      const record = {
        id: { S: id },
        name: { S: "Front Door" },
        kind: { S: "doorbell" },
        talk: { BOOL: true },
        channelArn: { S: channelArn },
        owners: { L: [{ S: installed.amazon.login.userId }] },
        manufacturer: { S: "Porch" },
        model: { S: "Porch" },
        signaling: { S: "auto" },
        offerFormat: { S: "json" },
        motion: { BOOL: false },
      };
      const item = { ...master(id), version: { N: "1" }, settled: { BOOL: true }, record: { M: record } };
      await installed.type(
        `npx camera-skill cameras remove ${CAMERA} --yes`,
        dynamodb(installed, "put-item", `--item ${json(item)}`),
      );
    },
    restore: async (installed) => {
      const [{ id }] = await registered(installed);
      await installed.type(`npx camera-skill cameras remove ${id} --yes`, addFrontDoor(installed));
    },
  },
  {
    name: "wrong-account",
    title: "The camera's channel is that of another account",
    link: "registry",
    breakage: "channel-of-another-account",
    breakIt: async (installed) =>
      installed.type(
        edited(
          installed,
          "channelArn",
          `arn:aws:kinesisvideo:${installed.stack.region}:210987654321:channel/front-door/1600000000000`,
        ),
      ),
  },
  {
    name: "duplicate-names",
    title: "Two cameras of a user have the same name",
    link: "registry",
    breakage: "name-twice",
    async breakIt(installed) {
      const owner = installed.amazon.login.userId;
      await installed.type(`npx camera-skill cameras add back-door --name "Front Door" --kind camera --owner ${owner}`);
    },
    // The other camera is one that nobody has put up.
    next: "alexa-offer",
    restore: async (installed) => installed.type("npx camera-skill cameras remove back-door --yes"),
  },
  {
    name: "owner-by-e-mail",
    title: "The camera was shared with an e-mail address",
    link: "registry",
    breakage: "owner-no-user-id",
    breakIt: async (installed) => installed.type(`npx camera-skill cameras share ${CAMERA} somebody@example.com`),
  },
  {
    name: "expired-grant",
    title: "The user has taken back the right to send events, and the skill has been told",
    link: "owners",
    breakage: "grant-missing",
    async breakIt(installed) {
      const { amazon, stack, running } = installed;
      const { userId, eventsClient } = amazon.login;
      amazon.login.revoke(userId, eventsClient.clientId);
      const entries = [{ Source: `camera.${CAMERA}`, DetailType: "Doorbell Pressed", Detail: "{}" }];
      await installed.type(`aws events put-events --region ${stack.region} --entries ${json(entries)}`);
      await running.settled();
    },
    async hands({ running }) {
      await running.household.disable();
      await running.household.enable();
    },
  },
];
