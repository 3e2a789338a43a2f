import { type Failure, type FailureCode, failures } from "../../../../lambda/failure.ts";
import { UnknownOperation } from "../../../../lambda/signaling/unknown-operation.ts";
import type { CameraRecord } from "../../../../protocol/camera-record.ts";
import { parseChannelArn } from "../../../../protocol/signaling/channel-arn.ts";
import { describeChannel } from "../../../cameras/describe.ts";
import { type Breakage, Broken } from "../../link.ts";

/** What was asked of KVS, as IAM calls it. */
export type KvsAction = "GetSignalingChannelEndpoint" | "SendAlexaOfferToMaster" | "ConnectAsViewer";

type Told = Pick<Breakage, "breakage" | "sentence"> & { readonly say: string };

/**
 * The breakage where KVS did not do what it was asked, whatever the camera would have done. By then the channel is
 * known to be there: where an endpoint does not know it, the endpoint is to blame.
 */
export function refusedByKvs(failure: Failure, action: KvsAction, camera: CameraRecord): Broken {
  const { breakage, sentence, say } = told(failure, action, camera);
  return new Broken({ breakage, sentence, remedy: { say }, code: failure.code }, { cause: failure });
}

function told(failure: Failure, action: KvsAction, { channelArn }: CameraRecord): Told {
  const channel = describeChannel(channelArn);
  const { region } = parseChannelArn(channelArn);
  if (failure.cause instanceof UnknownOperation || (failure.code === "channel-missing" && isOfEndpoint(action))) {
    return {
      breakage: "endpoint-stale",
      sentence: `The endpoint that KVS has just named for the ${channel} is not, or no longer, that channel's.`,
      say: "Neither the camera nor the skill is at fault. Wait a minute, until KVS names another; the skill asks for it anew by itself. If it stays so, look at AWS's health page.",
    };
  }
  const known: Partial<Record<FailureCode, Told>> = {
    "kvs-denied": {
      breakage: "kvs-denied",
      sentence: `AWS denied kinesisvideo:${action} on the ${channel} to these credentials.`,
      say: `Give whoever they are of kinesisvideo:${action} on that channel, or choose others by AWS_PROFILE. The skill has its own role, which this says nothing of.`,
    },
    "kvs-throttled": {
      breakage: "kvs-throttled",
      sentence: `KVS refused kinesisvideo:${action} on the ${channel} for its rate.`,
      say: "Wait a minute. If it stays so, find out who asks this camera so often: five offers a second are the most.",
    },
    "camera-busy": {
      breakage: "channel-busy",
      sentence:
        action === "ConnectAsViewer"
          ? `KVS takes no more viewers on the ${channel} just now: it has as many as it may, or too many connected in one second.`
          : `The ${channel} is being changed.`,
      say:
        action === "ConnectAsViewer"
          ? "Close other viewers, such as pages in a browser, or wait until their connections have ended."
          : "Wait a moment.",
    },
    "kvs-unreachable": {
      breakage: "kvs-unreachable",
      sentence: `KVS in ${region} could not be reached for ${action}, or gave no reply that can be read.`,
      say: "See that this machine reaches the internet, and look at AWS's health page.",
    },
    "channel-missing": {
      breakage: "channel-missing",
      sentence: `KVS knows no ${channel} any more.`,
      say: "It was deleted just now: ask the doctor again.",
    },
  };
  return (
    known[failure.code] ?? {
      breakage: "kvs-refused",
      sentence: `KVS refused kinesisvideo:${action} on the ${channel}${failure.detail === undefined ? "" : ` (${failure.detail})`}.`,
      say: failures[failure.code].sentence,
    }
  );
}

function isOfEndpoint(action: KvsAction): boolean {
  return action !== "GetSignalingChannelEndpoint";
}
