import * as z from "zod/mini";

/**
 * The id of whoever sends a master messages: 1 to 256 of `[a-zA-Z0-9_.-]`.
 * Source: API reference, SendAlexaOfferToMaster, SenderClientId; GetIceServerConfig, ClientId.
 */
export const senderClientIdSchema = z
  .string()
  .check(z.regex(/^[a-zA-Z0-9_.-]{1,256}$/, { error: "must be 1 to 256 letters, digits, '_', '.' or '-'" }));

/**
 * The id of a viewer, which may not start with `AWS_`; what may not be a viewer's we give no Alexa session either.
 * Source: Kinesis Video Streams developer guide, ConnectAsViewer.
 */
export const clientIdSchema = z.string().check(
  z.regex(/^(?![Aa][Ww][Ss]_)[a-zA-Z0-9_.-]{1,256}$/, {
    error: "must be 1 to 256 letters, digits, '_', '.' or '-', and must not start with AWS_",
  }),
);
