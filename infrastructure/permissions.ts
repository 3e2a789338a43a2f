/** What of the stack a permission is for; the stack knows the ARNs. */
export type Resource =
  /** `arn:<partition>:kinesisvideo:*:<account>:channel/*`: a camera's channel may be in any region. */
  | "channels"
  | "table"
  | "events-secret"
  | "snapshot-secret"
  /** The queue that Lambda hands an event to, with this role, when every attempt at it has failed. */
  | "dead-letters"
  /** The objects of the bucket with the cameras' pictures. */
  | "pictures"
  /** That bucket itself: without s3:ListBucket a picture that is not there is a refusal instead of a 404. */
  | "picture-bucket";

/** Actions that an entry point's role may take, and on what. */
export interface Permission {
  readonly actions: readonly string[];
  readonly on: Resource;
  /** Of the table: what the partition keys begin with that the role may touch (dynamodb:LeadingKeys). */
  readonly keys?: readonly string[];
}

const read = ["dynamodb:GetItem"];
const list = ["dynamodb:Query"];
// A conditional write that failed looks at what was in its way.
const write = ["dynamodb:GetItem", "dynamodb:PutItem"];
const remove = ["dynamodb:DeleteItem"];

const secret = ["secretsmanager:GetSecretValue"];
const pictures: readonly Permission[] = [
  { actions: ["s3:GetObject"], on: "pictures" },
  { actions: ["s3:ListBucket"], on: "picture-bucket" },
];

/** The AWS permissions of each of the Lambda's entry points, beside writing its own logs. The stack is held to this. */
export const permissions: Readonly<Record<"index" | "camera-events" | "snapshot", readonly Permission[]>> = {
  index: [
    {
      actions: [
        "kinesisvideo:GetSignalingChannelEndpoint",
        "kinesisvideo:SendAlexaOfferToMaster",
        "kinesisvideo:ConnectAsViewer",
      ],
      on: "channels",
    },
    { actions: [...read, ...list], on: "table", keys: ["cameras-of#"] },
    { actions: read, on: "table", keys: ["motion#"] },
    { actions: write, on: "table", keys: ["presence#", "viewer-mark#"] },
    { actions: [...write, ...remove], on: "table", keys: ["grant#"] },
    { actions: write, on: "table", keys: ["alexa-user#"] },
    { actions: secret, on: "events-secret" },
    { actions: secret, on: "snapshot-secret" },
    ...pictures,
  ],
  "camera-events": [
    { actions: write, on: "table", keys: ["camera#", "cameras-of#"] },
    { actions: [...write, ...remove], on: "table", keys: ["presence#", "motion#", "delivery#"] },
    { actions: remove, on: "table", keys: ["viewer-mark#"] },
    { actions: [...write, ...list, ...remove], on: "table", keys: ["grant#"] },
    { actions: secret, on: "events-secret" },
    { actions: ["sqs:SendMessage"], on: "dead-letters" },
    // Whether a camera that was just registered has a picture, and any camera where they are in a file.
    ...pictures,
  ],
  snapshot: [
    { actions: read, on: "table", keys: ["cameras-of#"] },
    { actions: secret, on: "snapshot-secret" },
    ...pictures,
  ],
};

/** The actions of each entry point's role, whatever they are on. */
export const roleActions = {
  index: actionsOf(permissions.index),
  "camera-events": actionsOf(permissions["camera-events"]),
  snapshot: actionsOf(permissions.snapshot),
} as const;

function actionsOf(granted: readonly Permission[]): readonly string[] {
  return [...new Set(granted.flatMap(({ actions }) => actions))];
}
