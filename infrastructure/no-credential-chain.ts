/**
 * Stands in for `@aws-sdk/credential-provider-node` in the packed Lambda, where the role's credentials stand in the
 * environment and are handed to each client: the chain of files, SSO, STS and metadata services is never asked.
 * @throws {Error} always; it can only be reached by a client that was made without credentials.
 */
export function defaultProvider(): () => Promise<never> {
  return async () => {
    throw new Error("an AWS client was made without credentials");
  };
}
