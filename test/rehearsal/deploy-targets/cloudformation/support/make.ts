import { zipSync } from "fflate";
import {
  type Making,
  makeResources,
  type Place,
} from "../../../../../rehearsal/deploy-targets/cloudformation/make-resources.ts";
import { readParameters } from "../../../../../rehearsal/deploy-targets/cloudformation/parameters.ts";
import { planTemplate } from "../../../../../rehearsal/deploy-targets/cloudformation/plan.ts";
import type { StandingResource } from "../../../../../rehearsal/deploy-targets/cloudformation/stack.ts";
import { parseTemplate } from "../../../../../rehearsal/deploy-targets/cloudformation/template.ts";

/** The pseudo parameters of the stack that is made here. */
export const pseudo = {
  "AWS::AccountId": "123456789012",
  "AWS::Partition": "aws",
  "AWS::Region": "eu-west-1",
  "AWS::StackId": "arn:aws:cloudformation:eu-west-1:123456789012:stack/tried/0",
  "AWS::StackName": "tried",
  "AWS::URLSuffix": "amazonaws.com",
};

/** A zip with the file of `index.handler`. */
export const zip = Buffer.from(zipSync({ "index.mjs": Buffer.from("export const handler = async () => {};") }));

/** Where a function's code is; `readArtifact` has it unless a test says otherwise. */
export const code = { CodeBucket: "artifacts", CodeKey: "build.zip", CodeVersion: "1" };

/** Makes a template's resources, unjudged. */
export function make(
  text: string,
  parameters: Readonly<Record<string, string>> = {},
  place: Partial<Place> = {},
): Making {
  const template = parseTemplate(text);
  const given = Object.entries(parameters).map(([key, value]) => ({ key, value, usePrevious: false }));
  return makeResources(planTemplate(template, readParameters(template, given), pseudo), {
    stackName: "tried",
    region: "eu-west-1",
    accountId: "123456789012",
    readArtifact: () => zip,
    concurrentExecutions: 1000,
    previous: {},
    others: [],
    at: 0,
    ...place,
  });
}

/** The resources of a template that can be made. */
export function made(...of: Parameters<typeof make>): Readonly<Record<string, StandingResource>> {
  const making = make(...of);
  if ("failure" in making) throw new Error(making.failure);
  return making.resources;
}

/** The reason why a template's resources cannot be made. */
export function failureOf(...of: Parameters<typeof make>): string {
  const making = make(...of);
  if (!("failure" in making)) throw new Error("nothing failed");
  return making.failure;
}

/** The outputs of a template that can be made. */
export function outputsOf(...of: Parameters<typeof make>): Readonly<Record<string, string>> {
  const making = make(...of);
  if ("failure" in making) throw new Error(making.failure);
  return making.outputs;
}
