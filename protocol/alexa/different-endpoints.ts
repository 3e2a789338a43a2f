/** Whether each endpoint is named once. */
export function differentEndpoints(endpoints: readonly { readonly endpointId: string }[]): boolean {
  return new Set(endpoints.map(({ endpointId }) => endpointId)).size === endpoints.length;
}
