/** Who is asking: the account-linking provider's word on an access token. */
export interface Accounts {
  /**
   * The id of the user whom the access token was issued to.
   * @throws {Failure} token-invalid, token-expired or identity-unreachable.
   */
  userIdOf(accessToken: string, signal: AbortSignal): Promise<string>;
}
