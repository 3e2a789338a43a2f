import { randomUUID } from "node:crypto";
import * as z from "zod/mini";
import { arnOf, autoName, find, integerFrom, kind, type Surroundings, serviceRefuses, text, truth } from "./kind.ts";
import { resourcePolicy } from "./policy.ts";

const queue = kind("AWS::SQS::Queue", {
  createOnly: ["QueueName", "FifoQueue"],
  properties: z.looseObject({
    QueueName: z.optional(z.string()),
    FifoQueue: z._default(truth, false),
    MessageRetentionPeriod: z.optional(integerFrom(60, 1_209_600)),
    VisibilityTimeout: z.optional(integerFrom(0, 43_200)),
  }),
  make({ QueueName, FifoQueue }, surroundings) {
    const name = QueueName ?? (FifoQueue ? `${autoName(surroundings, 75)}.fifo` : autoName(surroundings, 80));
    const address = `https://sqs.${surroundings.region}.amazonaws.com/${surroundings.accountId}/${name}`;
    const attributes = { Arn: arnOf("sqs", name, surroundings), QueueName: name, QueueUrl: address };
    return { physicalId: address, attributes };
  },
});

const queuePolicy = kind("AWS::SQS::QueuePolicy", {
  properties: z.looseObject({ Queues: z.array(z.string()), PolicyDocument: resourcePolicy }),
  make({ Queues }, surroundings) {
    for (const address of Queues) mustStand("AWS::SQS::Queue", address, surroundings);
    const id = autoName(surroundings, 80);
    return { physicalId: id, attributes: { Id: id } };
  },
});

const subscriptionProperties = {
  Protocol: z.enum(["email", "email-json", "http", "https", "lambda", "sms", "sqs", "application", "firehose"]),
  Endpoint: z.optional(z.string()),
};

const topic = kind("AWS::SNS::Topic", {
  createOnly: ["TopicName", "FifoTopic"],
  properties: z.looseObject({
    TopicName: z.optional(z.string()),
    Subscription: z._default(z.array(z.looseObject(subscriptionProperties)), []),
  }),
  make({ TopicName, Subscription }, surroundings) {
    for (const each of Subscription) checkSubscriber(each.Protocol, each.Endpoint);
    const name = TopicName ?? autoName(surroundings, 256);
    const arn = arnOf("sns", name, surroundings);
    return { physicalId: arn, attributes: { TopicArn: arn, TopicName: name } };
  },
});

const subscription = kind("AWS::SNS::Subscription", {
  createOnly: ["TopicArn", "Protocol", "Endpoint"],
  properties: z.looseObject({ TopicArn: z.string(), ...subscriptionProperties }),
  make({ TopicArn, Protocol, Endpoint }, surroundings) {
    mustStand("AWS::SNS::Topic", TopicArn, surroundings);
    checkSubscriber(Protocol, Endpoint);
    const arn = surroundings.previous?.physicalId ?? `${TopicArn}:${randomUUID()}`;
    return { physicalId: arn, attributes: { Arn: arn } };
  },
});

const topicPolicy = kind("AWS::SNS::TopicPolicy", {
  properties: z.looseObject({ Topics: z.array(z.string()), PolicyDocument: resourcePolicy }),
  make({ Topics }, surroundings) {
    for (const arn of Topics) mustStand("AWS::SNS::Topic", arn, surroundings);
    const id = autoName(surroundings, 80);
    return { physicalId: id, attributes: { Id: id } };
  },
});

function mustStand(type: string, physicalId: string, surroundings: Surroundings): void {
  if (find(type, surroundings, (resource) => resource.physicalId === physicalId) !== undefined) return;
  throw serviceRefuses(`${physicalId} does not exist.`, "NotFound");
}

function checkSubscriber(protocol: string, endpoint = ""): void {
  if (/^email/.test(protocol) && !/^[^@\s]+@[^@\s]+$/.test(endpoint)) {
    throw serviceRefuses("Invalid parameter: Email address");
  }
}

const target = z.looseObject({ Arn: z.string(), Id: text });

const rule = kind("AWS::Events::Rule", {
  createOnly: ["Name", "EventBusName"],
  properties: z.looseObject({
    Name: z.optional(z.string()),
    EventBusName: z._default(z.string(), "default"),
    EventPattern: z.optional(z.record(z.string(), z.unknown())),
    ScheduleExpression: z.optional(z.string()),
    State: z._default(z.enum(["ENABLED", "DISABLED"]), "ENABLED"),
    Targets: z._default(z.array(target).check(z.maxLength(5, "a rule has at most 5 targets")), []),
  }),
  make({ Name, EventBusName, EventPattern, ScheduleExpression, Targets }, surroundings) {
    if (EventPattern === undefined && ScheduleExpression === undefined) {
      throw serviceRefuses("Parameter(s) EventPattern or ScheduleExpression must be specified.");
    }
    if (new Set(Targets.map(({ Id }) => Id)).size < Targets.length) throw serviceRefuses("Target ids must be unique.");
    const name = Name ?? autoName(surroundings, 64);
    const bus = /([^/]+)$/.exec(EventBusName)?.[1] ?? "default";
    const path = bus === "default" ? name : `${bus}/${name}`;
    const id = bus === "default" ? name : `${bus}|${name}`;
    return { physicalId: id, attributes: { Arn: arnOf("events", `rule/${path}`, surroundings) } };
  },
});

/** The kinds that carry messages. Source: CloudFormation template reference, AWS::SQS, AWS::SNS, AWS::Events. */
export const messagingKinds = [queue, queuePolicy, topic, subscription, topicPolicy, rule];
