import { refused } from "./errors.ts";
import type { Template } from "./template.ts";

const names = ["RoleName", "ManagedPolicyName", "UserName", "GroupName", "InstanceProfileName"];

/**
 * Checks that whoever deploys has acknowledged what a template does to IAM.
 * Source: CloudFormation API reference, CreateStack, Capabilities.
 * @throws {WireError} InsufficientCapabilitiesException.
 */
export function checkCapabilities({ Resources }: Template, capabilities: readonly string[]): void {
  const identities = Object.values(Resources).filter(({ Type }) => Type.startsWith("AWS::IAM::"));
  if (identities.length === 0 || capabilities.includes("CAPABILITY_NAMED_IAM")) return;
  const named = identities.some(({ Properties }) => names.some((name) => Object.hasOwn(Properties, name)));
  if (!named && capabilities.includes("CAPABILITY_IAM")) return;
  const needed = named ? "CAPABILITY_NAMED_IAM" : "CAPABILITY_IAM";
  throw refused("InsufficientCapabilitiesException", `Requires capabilities : [${needed}]`);
}
