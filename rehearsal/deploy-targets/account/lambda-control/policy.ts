import * as z from "zod/mini";
import { type LambdaOperation, lambdaReply } from "../../../aws/lambda.ts";
import { refused } from "../../../aws/refused.ts";
import { readFunctionName } from "../../cloudformation/function-name.ts";
import { type NamedResource, readProperties, resourcesOf } from "../resources-of-stack.ts";
import { type Permission, permissionSchema } from "../trigger-permissions.ts";
import { type AccountFunction, functionOf, type LambdaControlOptions } from "./account-functions.ts";
import { made, readInput } from "./input.ts";
import { revisionId } from "./revision.ts";

const TYPE = "AWS::Lambda::Permission";

/** A permission of a function: its resource's physical id is the id of its statement. */
interface FunctionPermission {
  readonly resource: NamedResource;
  readonly permission: Permission;
}

const addSchema = z.strictObject({
  StatementId: z.string().check(z.regex(/^[a-zA-Z0-9-_]{1,100}$/)),
  Action: z.string().check(z.regex(/^(lambda:\*|lambda:[a-zA-Z]+|\*)$/)),
  Principal: z.string().check(z.minLength(1)),
  SourceArn: z.optional(z.string().check(z.startsWith("arn:"))),
  SourceAccount: z.optional(z.string().check(z.regex(/^\d{12}$/))),
  EventSourceToken: z.optional(z.string().check(z.regex(/^[a-zA-Z0-9._-]{0,256}$/))),
  FunctionUrlAuthType: z.optional(z.enum(["NONE", "AWS_IAM"])),
  InvokedViaFunctionUrl: z.optional(z.boolean()),
});

/**
 * GetPolicy, AddPermission and RemovePermission. Not verified: the words of the refusals, and the statement of
 * `InvokedViaFunctionUrl`. Source: AWS Lambda API reference, these operations; developer guide, "Viewing resource-based
 * IAM policies in Lambda".
 */
export function policyOperations(options: LambdaControlOptions): readonly LambdaOperation[] {
  const { stacks } = options;
  return [
    {
      method: "GET",
      path: /^\/2015-03-31\/functions\/([^/]+)\/policy$/,
      answer(call) {
        const found = functionOf(call, "lambda:GetPolicy", options);
        const statements = permissionsOf(found).map((each) => statementOf(each, found));
        if (statements.length === 0) {
          throw refused("ResourceNotFoundException", "The resource you requested does not exist.", 404);
        }
        const Policy = JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: statements });
        return lambdaReply(200, { Policy, RevisionId: revisionId(Policy) });
      },
    },
    {
      method: "POST",
      path: /^\/2015-03-31\/functions\/([^/]+)\/policy$/,
      async answer(call) {
        const found = functionOf(call, "lambda:AddPermission", options);
        const { StatementId, ...permission } = readInput(addSchema, call);
        if (permissionsOf(found).some(({ resource }) => resource.physicalId === StatementId)) {
          const message = `The statement id (${StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`;
          throw refused("ResourceConflictException", message, 409);
        }
        if (permission.FunctionUrlAuthType !== undefined && permission.Action !== "lambda:InvokeFunctionUrl") {
          const message = "FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action";
          throw refused("InvalidParameterValueException", message);
        }
        const FunctionName = arnOf(found);
        const resource = {
          type: TYPE,
          physicalId: StatementId,
          properties: { ...permission, FunctionName },
          attributes: { Id: StatementId },
        };
        const logicalId = `${FunctionName} ${StatementId}`;
        await made(stacks.add(found.stack.stackId, logicalId, resource));
        const added = { resource: { ...resource, logicalId }, permission: { ...permission, FunctionName } };
        return lambdaReply(201, { Statement: JSON.stringify(statementOf(added, found)) });
      },
    },
    {
      method: "DELETE",
      path: /^\/2015-03-31\/functions\/([^/]+)\/policy\/([^/]+)$/,
      async answer(call) {
        const found = functionOf(call, "lambda:RemovePermission", options);
        const permission = permissionsOf(found).find(({ resource }) => resource.physicalId === call.last);
        if (permission === undefined) {
          throw refused("ResourceNotFoundException", `Statement ${call.last} is not found in resource policy.`, 404);
        }
        await made(stacks.remove(found.stack.stackId, permission.resource.logicalId));
        return lambdaReply(204);
      },
    },
  ];
}

/** The permissions of the function itself, or of the version or alias that is meant. */
function permissionsOf({ stack, function: { arn }, qualifier }: AccountFunction): readonly FunctionPermission[] {
  return resourcesOf(stack, TYPE)
    .map((resource) => ({ resource, permission: readProperties(resource, permissionSchema) }))
    .filter(({ permission }) => {
      const named = readFunctionName(permission.FunctionName, stack);
      return named?.arn === arn && named.qualifier === qualifier;
    });
}

function arnOf({ function: { arn }, qualifier }: AccountFunction): string {
  return qualifier === undefined ? arn : `${arn}:${qualifier}`;
}

/** A statement as AWS writes it. */
function statementOf({ resource, permission }: FunctionPermission, of: AccountFunction): object {
  const { EventSourceToken, SourceAccount, SourceArn, FunctionUrlAuthType, InvokedViaFunctionUrl } = permission;
  const equal = {
    ...(SourceAccount !== undefined && { "AWS:SourceAccount": SourceAccount }),
    ...(EventSourceToken !== undefined && { "lambda:EventSourceToken": EventSourceToken }),
    ...(FunctionUrlAuthType !== undefined && { "lambda:FunctionUrlAuthType": FunctionUrlAuthType }),
  };
  const condition = {
    ...(Object.keys(equal).length > 0 && { StringEquals: equal }),
    ...(SourceArn !== undefined && { ArnLike: { "AWS:SourceArn": SourceArn } }),
    ...(InvokedViaFunctionUrl !== undefined && {
      Bool: { "lambda:InvokedViaFunctionUrl": String(InvokedViaFunctionUrl) },
    }),
  };
  return {
    Sid: resource.physicalId,
    Effect: "Allow",
    Principal: principalOf(permission.Principal),
    Action: permission.Action,
    Resource: arnOf(of),
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  };
}

function principalOf(principal: string): "*" | object {
  if (principal === "*") return principal;
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  return principal.startsWith("arn:") ? { AWS: principal } : { Service: principal };
}
