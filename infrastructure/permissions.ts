/** Actions that an entry point's role may take, and on what. */
export interface Permission {
  readonly actions: readonly string[];
  /** What stands behind `arn:<partition>:kinesisvideo:<region>:<account>:`, for every region and this account. */
  readonly resources: readonly string[];
}

/** The AWS permissions of each of the Lambda's entry points, beside writing its own logs. The stack is held to this. */
export const permissions: Readonly<Record<string, readonly Permission[]>> = {
  index: [
    {
      actions: [
        "kinesisvideo:GetSignalingChannelEndpoint",
        "kinesisvideo:SendAlexaOfferToMaster",
        "kinesisvideo:ConnectAsViewer",
      ],
      resources: ["channel/*"],
    },
  ],
};
