/** The body of a refusal. Source: RFC 6749 section 5.2. */
export function oauthError(error: string, description = "The request was refused.") {
  return { error, error_description: description };
}
