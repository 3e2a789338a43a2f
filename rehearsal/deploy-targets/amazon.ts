import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { type LoginWithAmazon, startLoginWithAmazon } from "../alexa-cloud/index.ts";
import type { Credentials } from "../signaling-service/access/access-keys.ts";
import type { Stoppable } from "../stoppable.ts";
import { type Account, startAccount } from "./account/account.ts";
import { type Artifacts, startArtifacts } from "./artifacts.ts";
import { type CloudFormation, startCloudFormation, triggersIn } from "./cloudformation/index.ts";
import type { TriggersOf } from "./deployed-stack.ts";
import { type Smapi, startSmapi } from "./smapi/index.ts";

/** The programs that deployed functions run in. */
export interface RuntimeTools {
  readonly runtimeClient: string;
  readonly node: string;
}

/** Amazon as `ask deploy` needs it, with nothing deployed yet. */
export interface Amazon extends Stoppable {
  readonly login: LoginWithAmazon;
  readonly artifacts: Artifacts;
  readonly cloudFormation: CloudFormation;
  /** Who may invoke the deployed functions. */
  readonly triggersOf: TriggersOf;
  readonly smapi: Smapi;
  /** Where what is deployed runs. */
  readonly account: Account;
  /** Of the AWS user who deploys. */
  readonly credentials: Credentials;
  readonly vendorId: string;
  readonly refreshToken: string;
  /** The variables by which ask-cli and `camera-skill` find all of this. */
  readonly addresses: Readonly<Record<string, string>>;
}

/** What of Amazon there is. */
export interface AmazonOptions {
  /** Where the deployed functions' code is unpacked. */
  readonly folder: string;
  readonly tools: RuntimeTools;
  /** The AWS region of the cameras' channels; us-east-1 by default. */
  readonly signalingRegion?: string | undefined;
  /** How many executions at once the account's functions may have in a region: 1000; a new account's may be 10. */
  readonly concurrentExecutions?: number | undefined;
  /** Whether the account's camera is plugged in from the start; it is by default. */
  readonly pluggedIn?: boolean | undefined;
}

const VENDOR_ID = "M2REHEARSAL01";

/** Starts the stand-ins for SMAPI, Login with Amazon, CloudFormation, S3 and an AWS account, all on loopback. */
export async function startAmazon(options: AmazonOptions): Promise<Amazon> {
  const { folder, tools, signalingRegion, concurrentExecutions, pluggedIn } = options;
  const parts: Stoppable[] = [];
  const stop = async () => {
    // The last one first: it stands on those before it.
    for (const part of parts.splice(0).reverse()) await part.stop();
  };
  async function keep<Part extends Stoppable>(starting: Promise<Part>): Promise<Part> {
    const part = await starting;
    parts.push(part);
    return part;
  }
  try {
    const login = await keep(startLoginWithAmazon());
    const account = await keep(
      startAccount({
        ...(signalingRegion !== undefined && { signalingRegion }),
        concurrentExecutions,
        pluggedIn,
        login,
        tools,
        folder: join(folder, "account"),
        onLog: () => {},
      }),
    );
    const { AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "", ...awsAddresses } = account.cliEnvironment;
    const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
    // AWS knows the stranger, and lets them do nothing here.
    const accessKeys = [credentials, { ...account.stranger, actions: [] }];
    const artifacts = await keep(startArtifacts({ accessKeys }));
    const cloudFormation = await keep(
      startCloudFormation({
        accessKeys,
        readArtifact: artifacts.read,
        ...(concurrentExecutions !== undefined && { concurrentExecutions }),
        onStack: (stack) => void account.stacks.settle(stack),
      }),
    );
    const refreshToken = `Atzr|${randomBytes(32).toString("base64url")}`;
    // What was changed by hand counts, as in AWS.
    const triggersOf: TriggersOf = (functionArn) => triggersIn(account.stacks.all())(functionArn);
    const { eventsClient } = login;
    const smapi = await keep(startSmapi({ triggersOf, vendorId: VENDOR_ID, refreshToken, eventsClient }));
    const addresses = {
      ...awsAddresses,
      AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.url,
      AWS_ENDPOINT_URL_S3: artifacts.url,
      ASK_SMAPI_SERVER_BASE_URL: smapi.url,
      ASK_LWA_TOKEN_HOST: smapi.loginUrl,
    };
    return {
      login,
      artifacts,
      cloudFormation,
      triggersOf,
      smapi,
      account,
      credentials,
      vendorId: VENDOR_ID,
      refreshToken,
      addresses,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
