import { IAMClient } from "@aws-sdk/client-iam";
import type { Remedy } from "../../../../rehearsal/breakages/report.ts";
import { nameOf, PATIENCE } from "../../../cameras/aws-call.ts";
import { Broken, type Link } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { type EntryPoint, entryPoints, readFunctions } from "../../reads/functions.ts";
import { npmRun } from "../../reads/npm-run.ts";
import { readStack, type StackAsItIs } from "../../reads/stack.ts";
import { makeStackAnew } from "../../remedies/make-stack-anew.ts";
import { type NeededPermission, neededPermissions } from "./needed-permissions.ts";
import { putPolicyLine } from "./put-policy-line.ts";
import { type Lacking, simulate } from "./simulate.ts";

/** What a function's role lacks. */
interface LackingRole {
  readonly entryPoint: EntryPoint;
  readonly roleName: string;
  readonly lacking: readonly Lacking[];
}

/** Each function's role may do what the function does, as IAM itself judges it. */
export const roles: Link = {
  id: "roles",
  title: "what the functions' roles may do",
  of: "deployed",
  async examine(patient) {
    const stack = await patient.read(readStack);
    const needed = new Map(entryPoints.map((each) => [each, neededPermissions(stack, each)] as const));
    const examined = await Promise.all(
      entryPoints.map((entryPoint) => examineRole(patient, entryPoint, needed.get(entryPoint) ?? [])),
    );
    const broken = examined.filter(({ lacking }) => lacking.length > 0);
    const [first] = broken;
    if (first !== undefined) throw brokenBy(first, await remedyFor(patient, broken));
    const actions = new Set([...needed.values()].flat().flatMap((each) => each.actions));
    return { seen: `${examined.length} roles may do all ${actions.size} actions, by IAM's own simulation` };
  },
};

async function examineRole(
  patient: Patient,
  entryPoint: EntryPoint,
  needed: readonly NeededPermission[],
): Promise<LackingRole> {
  const { region } = await patient.read(readStack);
  const { Role: roleArn = "" } = (await patient.read(readFunctions))[entryPoint];
  const client = patient.client(`iam ${region}`, () => new IAMClient({ region, ...PATIENCE }));
  const roleName = roleArn.split("/").at(-1) ?? "";
  const lacking: Lacking[] = [];
  try {
    // One after the other: IAM has a quota of these calls.
    for (const permission of needed) lacking.push(...(await simulate({ client, region, roleArn }, permission)));
  } catch (error) {
    if (!(error instanceof Broken) || !nameOf(error.cause).startsWith("NoSuchEntity")) throw error;
    throw missing(patient, await patient.read(readStack), { entryPoint, roleName });
  }
  return { entryPoint, roleName, lacking };
}

function missing(patient: Patient, stack: StackAsItIs, { entryPoint, roleName }: Omit<LackingRole, "lacking">): Broken {
  return new Broken({
    breakage: "role-missing",
    sentence: `There is no role ${roleName} any more: it was deleted, and the function ${entryPoint} cannot run.`,
    remedy: makeStackAnew(patient, stack),
  });
}

function brokenBy({ entryPoint, roleName, lacking }: LackingRole, remedy: Remedy): Broken {
  const [first] = lacking;
  const actions = [...new Set(lacking.map(({ action }) => action))];
  const more = actions.length > 1 ? `, nor ${actions.slice(1).join(", ")}` : "";
  return new Broken({
    breakage: "permission-missing",
    ...(first?.code !== undefined && { code: first.code }),
    sentence: `The role ${roleName} of the function ${entryPoint} may not do ${actions[0]}${more} on ${first?.resource}.`,
    remedy,
  });
}

async function remedyFor(patient: Patient, broken: readonly LackingRole[]): Promise<Remedy> {
  const { region, templateIsHere } = await patient.read(readStack);
  const because = new Set(broken.flatMap(({ lacking }) => lacking.map(({ forbiddenBy }) => forbiddenBy)));
  because.delete(undefined);
  if (because.size > 0) {
    const say = `${[...because].join(" and ")} forbids it, whatever the role's own policies allow: change that (IAM console, or whoever administers the organization).`;
    return { say };
  }
  if (templateIsHere === false) {
    const say = "Deploy this folder's template: the stack was made of another one.";
    return { say, type: [npmRun("deploy", patient)] };
  }
  return {
    say: "Give the role what it lacks. A deploy would not: CloudFormation does not see what was changed by hand.",
    type: broken.map(({ roleName, lacking }) => putPolicyLine(region, roleName, lacking)),
  };
}
