import * as z from "zod/mini";
import { isBucketName } from "../../../aws/bucket-name.ts";
import { arnOf, autoName, find, integer, kind, serviceRefuses } from "./kind.ts";
import { resourcePolicy } from "./policy.ts";
import { secret } from "./secret.ts";

const keySchema = z.array(z.looseObject({ AttributeName: z.string(), KeyType: z.enum(["HASH", "RANGE"]) }));
const index = z.looseObject({ IndexName: z.string(), KeySchema: keySchema });

const table = kind("AWS::DynamoDB::Table", {
  createOnly: ["TableName", "KeySchema"],
  properties: z.looseObject({
    TableName: z.optional(z.string()),
    KeySchema: keySchema,
    AttributeDefinitions: z.array(z.looseObject({ AttributeName: z.string(), AttributeType: z.enum(["S", "N", "B"]) })),
    BillingMode: z._default(z.enum(["PAY_PER_REQUEST", "PROVISIONED"]), "PROVISIONED"),
    ProvisionedThroughput: z.optional(z.looseObject({ ReadCapacityUnits: integer, WriteCapacityUnits: integer })),
    GlobalSecondaryIndexes: z._default(z.array(index), []),
    LocalSecondaryIndexes: z._default(z.array(index), []),
  }),
  make(properties, surroundings) {
    const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, LocalSecondaryIndexes } = properties;
    const keys = [{ KeySchema }, ...GlobalSecondaryIndexes, ...LocalSecondaryIndexes].flatMap((each) => each.KeySchema);
    const used = new Set(keys.map(({ AttributeName }) => AttributeName));
    const defined = new Set(AttributeDefinitions.map(({ AttributeName }) => AttributeName));
    if (used.size !== defined.size || [...used].some((name) => !defined.has(name))) {
      const message = `Keys: [${[...used].join(", ")}], AttributeDefinitions: [${[...defined].join(", ")}]`;
      throw serviceRefuses(`One or more parameter values were invalid: some attributes do not match. ${message}`);
    }
    if (properties.BillingMode === "PROVISIONED" && properties.ProvisionedThroughput === undefined) {
      throw serviceRefuses(
        "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
      );
    }
    const name = properties.TableName ?? autoName(surroundings, 255);
    return { physicalId: name, attributes: { Arn: arnOf("dynamodb", `table/${name}`, surroundings) } };
  },
});

const bucket = kind("AWS::S3::Bucket", {
  createOnly: ["BucketName"],
  properties: z.looseObject({ BucketName: z.optional(z.string()) }),
  make({ BucketName }, surroundings) {
    const name = BucketName ?? autoName(surroundings, 63).toLowerCase();
    if (!isBucketName(name)) throw serviceRefuses("The specified bucket is not valid.");
    const attributes = {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      DualStackDomainName: `${name}.s3.dualstack.${surroundings.region}.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${surroundings.region}.amazonaws.com`,
    };
    return { physicalId: name, attributes };
  },
});

const bucketPolicy = kind("AWS::S3::BucketPolicy", {
  createOnly: ["Bucket"],
  properties: z.looseObject({ Bucket: z.string(), PolicyDocument: resourcePolicy }),
  make({ Bucket }, surroundings) {
    if (find("AWS::S3::Bucket", surroundings, ({ physicalId }) => physicalId === Bucket) === undefined) {
      throw serviceRefuses("The specified bucket does not exist", "NotFound");
    }
    return { physicalId: Bucket, attributes: {} };
  },
});

/** The kinds that keep something. Source: CloudFormation template reference, AWS::DynamoDB, AWS::S3, AWS::SecretsManager. */
export const storageKinds = [table, bucket, bucketPolicy, secret];
