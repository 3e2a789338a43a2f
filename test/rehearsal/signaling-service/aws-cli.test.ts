import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { type CliOutcome, describeWithAwsCli } from "./support/aws-cli.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

/** aws-cli takes a second and a half to start, longer on a busy machine. */
const SEVERAL_CALLS = 120_000;

const succeeds = (output: unknown) => ({ exitCode: 0, errors: "", output });
/** aws-cli ends with 254 where the service refused. */
const refuses = (errorName: string, operation: string) => ({
  exitCode: 254,
  errors: expect.stringContaining(`An error occurred (${errorName}) when calling the ${operation} operation: `),
});

describeWithAwsCli("aws-cli, as it is installed", (aws) => {
  let world: World;
  let arn: string;
  let endpoint: string;
  const control = (...words: string[]): Promise<CliOutcome> =>
    aws(world.service, world.service.controlPlaneUrl, "kinesisvideo", ...words);
  const signaling = (...words: string[]): Promise<CliOutcome> =>
    aws(world.service, endpoint, "kinesis-video-signaling", ...words);
  beforeAll(async () => {
    world = await openWorld({ region: "eu-west-1" });
  });
  afterAll(closeWorlds);

  it(
    "creates a channel, describes and lists it",
    async () => {
      const created = await control(
        ...["create-signaling-channel", "--channel-name", "front-door", "--tags", "Key=place,Value=porch"],
        ...["--single-master-configuration", "MessageTtlSeconds=30"],
      );
      expect(created).toEqual(succeeds({ ChannelARN: expect.stringContaining(":channel/front-door/") }));
      arn = (created.output as { ChannelARN: string }).ChannelARN;
      const described = await control("describe-signaling-channel", "--channel-name", "front-door");
      const ChannelInfo = {
        ChannelName: "front-door",
        ChannelARN: arn,
        ChannelType: "SINGLE_MASTER",
        ChannelStatus: "ACTIVE",
        CreationTime: expect.stringMatching(/^20\d\d-/),
        SingleMasterConfiguration: { MessageTtlSeconds: 30 },
        Version: expect.stringMatching(/^\w+$/),
      };
      expect(described).toEqual(succeeds({ ChannelInfo }));
      const listed = await control("list-signaling-channels");
      expect(listed).toEqual(succeeds({ ChannelInfoList: [ChannelInfo] }));
    },
    SEVERAL_CALLS,
  );

  it(
    "gets the channel's endpoints, ICE servers and Alexa's answer through them",
    async () => {
      const got = await control(
        ...["get-signaling-channel-endpoint", "--channel-arn", arn],
        ...["--single-master-channel-endpoint-configuration", "Protocols=WSS,HTTPS,Role=MASTER"],
      );
      const { ResourceEndpointList } = got.output as {
        ResourceEndpointList: { Protocol: string; ResourceEndpoint: string }[];
      };
      expect(ResourceEndpointList.map(({ Protocol }) => Protocol)).toEqual(["WSS", "HTTPS"]);
      endpoint = ResourceEndpointList[1]?.ResourceEndpoint ?? "";
      const ice = await signaling("get-ice-server-config", "--channel-arn", arn);
      expect(ice).toEqual(
        succeeds({
          IceServerList: [
            {
              Uris: [expect.stringMatching(/^turn:/)],
              Username: expect.any(String),
              Password: expect.any(String),
              Ttl: 300,
            },
          ],
        }),
      );
      const master = await world.connectMaster(arn);
      const answered = signaling(
        ...["send-alexa-offer-to-master", "--channel-arn", arn],
        ...["--sender-client-id", "alexa-1", "--message-payload", "b2ZmZXI="],
      );
      expect(await master.next()).toMatchObject({ senderClientId: "alexa-1", messagePayload: "b2ZmZXI=" });
      master.send({ action: "SDP_ANSWER", recipientClientId: "alexa-1", messagePayload: "YW5zd2Vy" });
      expect(await answered).toEqual(succeeds({ Answer: "YW5zd2Vy" }));
    },
    SEVERAL_CALLS,
  );

  it(
    "tags the channel and lists its tags",
    async () => {
      const tagged = await control("tag-resource", "--resource-arn", arn, "--tags", "Key=owner,Value=me");
      expect(tagged).toEqual(succeeds(undefined));
      const tags = await control("list-tags-for-resource", "--resource-arn", arn);
      expect(tags).toEqual(succeeds({ Tags: { owner: "me", place: "porch" } }));
    },
    SEVERAL_CALLS,
  );

  it(
    "names what the service refuses",
    async () => {
      const again = await control("create-signaling-channel", "--channel-name", "front-door");
      expect(again).toMatchObject(refuses("ResourceInUseException", "CreateSignalingChannel"));
      const stale = await control("delete-signaling-channel", "--channel-arn", arn, "--current-version", "stale");
      expect(stale).toMatchObject(refuses("VersionMismatchException", "DeleteSignalingChannel"));
      const invalid = await control("create-signaling-channel", "--channel-name", "no/slash");
      expect(invalid).toMatchObject(refuses("InvalidArgumentException", "CreateSignalingChannel"));
    },
    SEVERAL_CALLS,
  );

  it(
    "deletes the channel, which then isn't found",
    async () => {
      expect(await control("delete-signaling-channel", "--channel-arn", arn)).toEqual(succeeds(undefined));
      const gone = await control("describe-signaling-channel", "--channel-arn", arn);
      expect(gone).toMatchObject(refuses("ResourceNotFoundException", "DescribeSignalingChannel"));
      expect(gone.errors).toContain("The requested channel is not found or not active.");
    },
    SEVERAL_CALLS,
  );
});
